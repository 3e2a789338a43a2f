import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { Items } from "../../reads/item.ts";
import { readPlace } from "../../reads/place.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { alike, inFile, listed } from "./words.ts";

/**
 * A channel may be in any region. In another account KVS does not serve the skill's function, whose role is of this
 * one. Whether a channel is there its camera's own link looks at.
 * @throws {Broken} `channel-of-another-account`, `channel-of-another-partition` or `channel-twice`.
 */
export async function refuseChannels(patient: Patient, items: Items): Promise<void> {
  const cameras = items.legal.map(({ record }) => record);
  const { stack } = await patient.read(readPlace);
  // A rehearsal has one account alone, and no other channel is there.
  if (stack !== undefined) for (const camera of cameras) refuseForeign(patient, items, camera, stack);
  refuseTwice(patient, items);
}

function refuseForeign(
  patient: Patient,
  items: Items,
  camera: CameraRecord,
  stack: { readonly stackId: string; readonly accountId: string; readonly region: string },
): void {
  const { accountId, partition } = parseChannelArn(camera.channelArn);
  const own = stack.stackId.split(":")[1] ?? "";
  const isOwnAccount = accountId === stack.accountId;
  const isOwnPartition = partition === own;
  if (isOwnAccount && isOwnPartition) return;
  const [what, is, instead] = !isOwnAccount ? ["account", accountId, stack.accountId] : ["partition", partition, own];
  throw new Broken({
    breakage: `channel-of-another-${what}`,
    code: "kvs-denied",
    sentence: `The channel of ${camera.name} (${camera.id}) is of the ${what} ${is}, and the skill of ${instead}: its function may not use it.`,
    remedy: newChannel(patient, items, camera, { anotherRegion: isOwnPartition ? undefined : stack.region }),
  });
}

function refuseTwice(patient: Patient, items: Items): void {
  const twice = alike(
    items.legal.map(({ record }) => record),
    ({ channelArn }) => channelArn,
    ({ id, channelArn }) => id === parseChannelArn(channelArn).channelName,
  );
  if (twice === undefined) return;
  const { all, other } = twice;
  const ids = listed(all.map(({ id }) => id));
  throw new Broken({
    breakage: "channel-twice",
    sentence: `The cameras ${ids} have the same channel, ${parseChannelArn(other.channelArn).channelName}, which one camera alone can be the master of.`,
    remedy: newChannel(patient, items, other, { isMistake: true }),
  });
}

/** A camera gets a channel of this account, of the name that its own has where no other camera has that one. */
function newChannel(
  patient: Patient,
  { kept, legal }: Items,
  { id, name, channelArn }: CameraRecord,
  { anotherRegion, isMistake = false }: { readonly anotherRegion?: string | undefined; readonly isMistake?: boolean },
) {
  if (kept === "file") {
    return inFile(
      patient,
      `Write the ARN of a channel of this account that is no other camera's as the channelArn of ${id}.`,
    );
  }
  const others = legal.filter(({ record }) => record.id !== id).map(({ record }) => parseChannelArn(record.channelArn));
  const isFree = (channelName: string) => others.every((other) => other.channelName !== channelName);
  const candidates = [parseChannelArn(channelArn).channelName, id, `${id}-camera`];
  const channel = candidates.find(isFree) ?? `${id}-camera-2`;
  const words = [
    ...["add", id, "--channel", channel],
    ...(anotherRegion === undefined ? [] : ["--channel-region", anotherRegion]),
  ];
  const orElse = isMistake ? ` If it is the same camera, rather: ${camerasCommand(patient, "remove", id)}` : "";
  const say = `This gives ${name} the channel ${channel} of the skill's own account, made if it is not there. Have the camera connect to that one as master.${orElse}`;
  return { say, type: [camerasCommand(patient, ...words)] };
}
