import { cameraAdded, cameraChanged } from "../../protocol/camera-events/build-entries.ts";
import { type CameraRecord, cameraRecordSchema } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { bold, dim, green } from "../style.ts";
import { claimChannel, releaseChannel } from "./channel-owner.ts";
import { ID_TAG } from "./channel-tags.ts";
import type { ChannelFound } from "./channels.ts";
import { count, describeChannel, describeTold } from "./describe.ts";
import { checkFields, type GivenFields, planOf } from "./fields.ts";
import { registerCamera } from "./register-camera.ts";
import { type CommonOptions, onSkill, type Skill, type Surroundings } from "./skill.ts";
import { type TellOptions, tellAlexa } from "./tell-alexa.ts";

/** The flags of `camera-skill cameras add`. */
export interface AddOptions extends CommonOptions, TellOptions {
  readonly name?: string;
  readonly kind?: string;
  readonly talk?: boolean;
  readonly motion?: boolean;
  readonly owner?: readonly string[];
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmwareVersion?: string;
  readonly signaling?: string;
  readonly offerFormat?: string;
  /** The channel's name; the id unless it is given. */
  readonly channel?: string;
  readonly channelArn?: string;
  readonly channelRegion?: string;
  readonly reuseId?: boolean;
}

/** The flags that are a field of the camera. */
const fieldFlags = [
  "name",
  "kind",
  "talk",
  "motion",
  "manufacturer",
  "model",
  "serialNumber",
  "firmwareVersion",
  "signaling",
  "offerFormat",
  "channelArn",
] as const;

/** `camera-skill cameras add`: registers a camera, and makes its channel if it isn't there. May be said again. */
export async function add(id: string, options: AddOptions, surroundings: Surroundings): Promise<void> {
  if (options.channelArn !== undefined && (options.channel ?? options.channelRegion) !== undefined) {
    throw new Error("--channel-arn goes with neither --channel nor --channel-region: it has both in it");
  }
  const typed = givenFields(options);
  // What no registry needs to be asked for.
  if (!cameraRecordSchema.shape.id.safeParse(id).success) checkFields(id, undefined, typed);
  await onSkill(options, surroundings, (skill) => addTo(skill, id, typed, options, surroundings));
}

async function addTo(
  skill: Skill,
  id: string,
  typed: GivenFields,
  options: AddOptions,
  { terminal }: Surroundings,
): Promise<boolean> {
  const { print, progress } = terminal;
  const existing = await skill.catalogue.recordOf(id);
  const given = { ...typed, ...(typed.owners === undefined && existing === undefined && linkedUser(skill)) };
  checkFields(id, existing, given);
  progress.show({ starting: "Looking for the signaling channel" });
  const channel = await channelFor(skill, id, existing, options);
  const { record, changes } = planOf(id, existing, { ...given, channelArn: channel.arn });
  progress.show({ starting: `Registering ${id}` });
  const outcome = await registerCamera(skill, existing, record, options);
  progress.clear();

  const entry = (existing === undefined ? cameraAdded : cameraChanged)(id, Date.now());
  const told = outcome === "unchanged" ? "no" : await tellAlexa(skill, entry, options, terminal);
  if (options.json) {
    print(JSON.stringify({ outcome, changes, camera: record, channelMade: channel.made, told: told === "yes" }));
  } else {
    // A change that was cut is completed although the record says it already.
    const changed = changes.length === 0 ? "is written again" : `is changed (${changes.join(", ")})`;
    const what = { added: "is registered", changed, unchanged: "is unchanged" };
    print(
      [
        `${green("✔")} ${bold(id)} ${what[outcome]}: ${record.name}, ${record.kind}, ${count(record.owners.length, "owner")}`,
        dim(`  ${describeChannel(channel.arn)}${channel.made ? ", made just now" : ""}`),
        ...describeTold(told, entry.DetailType).map(dim),
      ].join("\n"),
    );
  }
  if (existing !== undefined && existing.channelArn !== channel.arn) {
    await releaseChannel(skill.channels(parseChannelArn(existing.channelArn).region), existing.channelArn, id);
  }
  return told !== "failed";
}

/** In a rehearsal a camera is its user's unless it is said whose it is. */
function linkedUser({ place }: Skill): Pick<GivenFields, "owners"> {
  return place.rehearsal === undefined ? {} : { owners: [place.rehearsal.userId] };
}

function givenFields({ owner, ...options }: AddOptions): GivenFields {
  const fields = fieldFlags.map((field) => [field, options[field]] as const);
  const given = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  return owner === undefined ? given : { ...given, owners: owner };
}

/**
 * The channel that the flags name, or that the camera has, or of the camera's own name; made if it isn't there, except
 * by ARN.
 * @throws {Error} when it is another camera's.
 */
async function channelFor(
  skill: Skill,
  id: string,
  existing: CameraRecord | undefined,
  { channel: name, channelArn, channelRegion }: AddOptions,
): Promise<ChannelFound & { readonly made: boolean }> {
  const has = existing && parseChannelArn(existing.channelArn);
  const region = channelArn ? parseChannelArn(channelArn).region : (channelRegion ?? has?.region ?? skill.place.region);
  const channels = skill.channels(region);
  const found = channelArn
    ? await channels.find(channelArn).then((channel) => channel && { ...channel, made: false })
    : await channels.ensure(name ?? has?.channelName ?? id);
  if (found === undefined) throw new Error(`there is no channel of that ARN in ${region}: correct --channel-arn`);
  const { [ID_TAG]: taggedId } = await channels.tagsOf(found.arn);
  if (taggedId === id) return found;
  if (taggedId !== undefined && (await skill.catalogue.recordOf(taggedId))?.channelArn === found.arn) {
    throw new Error(`the channel ${found.name} is the camera ${taggedId}'s: choose another one by --channel`);
  }
  await claimChannel(channels, found.arn, id);
  return found;
}
