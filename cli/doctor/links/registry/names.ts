import { MAX_DISCOVERED_ENDPOINTS } from "../../../../protocol/alexa/limits.ts";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { Items } from "../../reads/item.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { changeCamera } from "../../remedies/change-camera.ts";
import { type Alike, alike, asHeard, inWords, listed } from "./words.ts";

/**
 * A user's cameras are told apart by their names alone, and Alexa discovers no more of one user than it takes.
 * @throws {Broken} `name-twice` or `too-many-cameras`.
 */
export async function refuseNames(patient: Patient, { legal }: Items): Promise<void> {
  const cameras = legal.map(({ record }) => record);
  const owners = new Set(cameras.flatMap((camera) => camera.owners));
  for (const owner of owners) {
    const ofOwner = cameras.filter((camera) => camera.owners.includes(owner));
    const namesakes = alike(
      ofOwner,
      ({ name }) => asHeard(name),
      ({ id, name }) => asHeard(id) === asHeard(name),
    );
    if (namesakes !== undefined) throw await nameTwice(patient, owner, namesakes, cameras);
    if (ofOwner.length > MAX_DISCOVERED_ENDPOINTS) throw tooMany(patient, owner, ofOwner);
  }
}

async function nameTwice(
  patient: Patient,
  owner: string,
  { all, other }: Alike<CameraRecord>,
  cameras: readonly CameraRecord[],
): Promise<Broken> {
  const { id, name, owners } = other;
  const taken = cameras.filter((each) => each !== other && each.owners.some((user) => owners.includes(user)));
  const free = freeName(other, new Set(taken.map((each) => asHeard(each.name))));
  const ids = listed(all.map((each) => each.id));
  return new Broken({
    breakage: "name-twice",
    sentence: `The cameras ${ids} of ${owner} have the same name, ${name}, as Alexa hears it: she cannot tell which one is meant.`,
    remedy: await changeCamera(patient, other, {
      say: `This calls ${id} ${free}; choose another name as you like.`,
      flags: ["--name", free],
      inFile: `"name": ${JSON.stringify(free)}`,
    }),
  });
}

/** The id in words, or the name with a number, whichever nobody else is called. */
function freeName({ id, name }: CameraRecord, taken: ReadonlySet<string>): string {
  const isFree = (candidate: string) => !taken.has(asHeard(candidate));
  if (isFree(inWords(id))) return inWords(id);
  for (let number = 2; ; number += 1) {
    if (isFree(`${name} ${number}`)) return `${name} ${number}`;
  }
}

function tooMany(patient: Patient, owner: string, cameras: readonly CameraRecord[]): Broken {
  const [first = "", ...others] = cameras.slice(MAX_DISCOVERED_ENDPOINTS).map(({ id }) => id);
  const beyond = others.length === 0 ? first : `${first} and ${others.length} after it`;
  return new Broken({
    breakage: "too-many-cameras",
    sentence: `${owner} has ${cameras.length} cameras, and Alexa discovers at most ${MAX_DISCOVERED_ENDPOINTS} of one user: ${beyond} stay undiscovered.`,
    remedy: { say: `Take some from that user: ${camerasCommand(patient, "unshare", first, owner)}` },
  });
}
