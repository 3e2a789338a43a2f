import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { Items } from "../../reads/item.ts";
import { readRealUsers } from "../../reads/real-users.ts";
import { readStack } from "../../reads/stack.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { inFile, unshareLines, whoIsSeen } from "./words.ts";

/**
 * Whether it can be a user's id of the provider. Login with Amazon's begin so; which characters follow is not verified. Another provider's may be anything, but no spaces are in it and nobody is called `*`.
 */
const canBeUser = {
  lwa: (userId: string) => /^amzn1\.account\.[\w-]+$/.test(userId),
  oidc: (userId: string) => !/^\*?$|\s/.test(userId),
} as const;

/** @throws {Broken} `owner-no-user-id` where an owner's id is an address, a name or a wildcard. */
export async function refuseOwners(patient: Patient, items: Items): Promise<void> {
  const linking = await linkingOf(patient);
  const isUser = canBeUser[linking];
  for (const { record } of items.legal) {
    const wrong = record.owners.filter((userId) => !isUser(userId));
    if (wrong.length === 0) continue;
    const looks =
      linking === "lwa" ? "Login with Amazon's are like amzn1.account.AE…" : "no spaces are in one, and * is nobody";
    throw new Broken({
      breakage: "owner-no-user-id",
      code: "camera-not-found",
      sentence: `${record.name} (${record.id}) has the owner ${JSON.stringify(wrong[0])}, which is no user's id: ${looks}.`,
      remedy: await rightOwners(patient, items, record, wrong),
    });
  }
}

async function linkingOf(patient: Patient): Promise<keyof typeof canBeUser> {
  if (patient.kind === "rehearsed") return "lwa";
  return (await patient.read(readStack)).parameters.AccountLinking === "oidc" ? "oidc" : "lwa";
}

async function rightOwners(patient: Patient, { kept }: Items, camera: CameraRecord, wrong: readonly string[]) {
  const { id, owners } = camera;
  const right = owners.filter((owner) => !wrong.includes(owner));
  const users = await patient.read(readRealUsers);
  const [onlyUser] = users.length === 1 ? users : [];
  if (kept === "file") {
    const whose =
      onlyUser === undefined ? `${whoIsSeen(patient)}.` : `The only user whom the skill knows is ${onlyUser}.`;
    return inFile(patient, `Write users' ids as the owners of ${id}. ${whose}`);
  }
  const away = unshareLines(patient, camera, wrong);
  if (right.length > 0)
    return { say: `Nobody has that id: this takes it out, and ${id} stays with its other owners.`, type: away };
  if (onlyUser !== undefined) {
    const share = camerasCommand(patient, "share", id, onlyUser);
    return { say: `This gives ${id} to the only user whom the skill knows.`, type: [share, ...away] };
  }
  const say = `Find the id of whoever is to have it: ${whoIsSeen(patient)}. Then ${camerasCommand(patient, "share", id, "USER")} with that id, and ${camerasCommand(patient, "unshare", id, "USER")} with the wrong one.`;
  return { say };
}
