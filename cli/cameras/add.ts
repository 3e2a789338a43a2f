import { cameraAdded, cameraChanged } from "../../protocol/camera-events/build-entries.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { bold, dim, green } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { releaseChannel } from "./channel-owner.ts";
import { count, describeChannel, describeTold } from "./describe.ts";
import { checkFields, type GivenFields, planOf } from "./fields.ts";
import { registerCamera } from "./register-camera.ts";
import { type CommonOptions, onSkill, type Skill, type Surroundings } from "./skill.ts";
import { type TellOptions, tellAlexa } from "./tell-alexa.ts";
import { type ChannelOptions, refuseRetiredId, takeChannel, wantedChannel } from "./wanted-channel.ts";

/** The flags of `camera-skill cameras add`. */
export interface AddOptions extends CommonOptions, TellOptions, ChannelOptions {
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
    throw new WrongUsage("--channel-arn goes with neither --channel nor --channel-region: it has both in it");
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
  const wanted = wantedChannel(skill, id, existing, options);
  // Before anything is made.
  if (existing === undefined && !options.reuseId) await refuseRetiredId(skill, id, wanted);
  const channel = await takeChannel(skill, id, wanted);
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
  if (existing !== undefined && existing.channelArn !== channel.arn)
    await leave(skill, id, existing.channelArn, terminal);
  return told !== "failed";
}

/** Takes the camera's tag off the channel that it had. Another account's stays as it is, and so does what it is tagged. */
async function leave(skill: Skill, id: string, channelArn: string, { tell }: Terminal): Promise<void> {
  const channels = skill.channels(parseChannelArn(channelArn).region);
  await releaseChannel(channels, channelArn, id).catch((error: Error) => {
    tell(
      `The camera is done with its former ${describeChannel(channelArn)}, which may still have its tag: ${error.message}.`,
    );
  });
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
