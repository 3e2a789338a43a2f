import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import type { KnownUsers } from "../../../accounts/known-users.ts";
import { count } from "../../../cameras/describe.ts";
import { Broken, type Link, NotExamined } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readChosenCameras } from "../../reads/chosen-cameras.ts";
import { readGrants } from "../../reads/grants.ts";
import { readItems } from "../../reads/items.ts";
import { readRealUsers } from "../../reads/real-users.ts";
import { readStack } from "../../reads/stack.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { inFile, listed, unshareLines, whoIsSeen } from "./words.ts";

/**
 * Whoever has a camera has enabled the skill, and given it the right to send events. Each camera needs one such owner;
 * others may be still to come. Whether a grant can still be refreshed cannot be told without using it: a refresh that
 * came to nothing is known, and one that Login with Amazon refused has deleted the grant.
 */
export const ownersLink: Link = {
  id: "owners",
  title: "the owners of the cameras",
  async examine(patient) {
    if (patient.kind === "deployed" && !("EventsSecret" in (await patient.read(readStack)).resources)) {
      throw new NotExamined("the stack has no EventsSecret: its skill sends no events, and knows no users");
    }
    const known = await patient.read(readGrants);
    const cameras = await patient.read(readChosenCameras);
    for (const camera of cameras) await holdOwners(patient, camera, known);
    const owners = new Set(cameras.flatMap((camera) => camera.owners));
    return { seen: `${count(owners.size, "user")}, to whom the skill may send events`, notes: notesOn(cameras, known) };
  },
};

async function holdOwners(patient: Patient, camera: CameraRecord, { grants, links }: KnownUsers): Promise<void> {
  const { owners } = camera;
  const hasGrant = (owner: string) => grants.some(({ userId }) => userId === owner);
  const isLinked = (owner: string) => links.some(({ userId }) => userId === owner);
  const withoutGrant = owners.find((owner) => isLinked(owner) && !hasGrant(owner));
  if (withoutGrant !== undefined) throw grantMissing(camera, withoutGrant);
  if (!owners.some(hasGrant)) throw await neverLinked(patient, camera);
}

function grantMissing({ id, name }: CameraRecord, owner: string): Broken {
  return new Broken({
    breakage: "grant-missing",
    code: "grant-gone",
    sentence: `${owner}, who has ${name} (${id}), is linked with the skill, and the skill has no grant to send events for that user: no doorbell rings, and Alexa is told of no change.`,
    remedy: {
      say: `In the Alexa app disable the skill and enable it again, signed in as ${owner}. If it fails there, the log line "directive failed" says by its code why.`,
    },
  });
}

async function neverLinked(patient: Patient, camera: CameraRecord): Promise<Broken> {
  const { id, name, owners } = camera;
  const { kept } = await patient.read(readItems);
  const users = await patient.read(readRealUsers);
  const [onlyUser] = users.length === 1 ? users : [];
  const about = {
    breakage: "owner-never-linked",
    code: "camera-not-found",
    sentence: `${listed(owners)}, who ${owners.length === 1 ? "has" : "have"} ${name} (${id}), never enabled the skill, as far as it knows.`,
  };
  const enable = `In the Alexa app enable the skill, signed in as ${owners[0]}; if it is enabled, disable it first.`;
  if (onlyUser === undefined) return new Broken({ ...about, remedy: { say: `${enable} ${whoIsSeen(patient)}.` } });
  const whose = `The only user whom the skill knows is ${onlyUser}.`;
  if (owners.includes(onlyUser)) return new Broken({ ...about, remedy: { say: enable } });
  if (kept === "file") {
    const remedy = inFile(patient, `${whose} If ${id} is theirs, write that id as its owner.`);
    return new Broken({ ...about, remedy });
  }
  const type = [camerasCommand(patient, "share", id, onlyUser), ...unshareLines(patient, camera, owners)];
  const say = `${whose} This gives ${id} to that user and takes it from whoever has it now. If it is ${owners[0]}'s after all: ${enable}`;
  return new Broken({ ...about, remedy: { say, type } });
}

function notesOn(cameras: readonly CameraRecord[], { grants }: KnownUsers): string[] {
  const owners = [...new Set(cameras.flatMap((camera) => camera.owners))];
  const none = owners.filter((owner) => grants.every(({ userId }) => userId !== owner));
  const failed = owners.filter((owner) => grants.some(({ userId, failedAt }) => userId === owner && failedAt));
  return [
    ...(none.length === 0 ? [] : [`${listed(none)} never enabled the skill, as far as it knows.`]),
    ...(failed.length === 0
      ? []
      : [
          `The last refresh of the grant of ${listed(failed)} came to nothing: the log of the events' function says why.`,
        ]),
  ];
}
