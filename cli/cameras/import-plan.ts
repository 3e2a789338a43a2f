import { Failure } from "../../lambda/failure.ts";
import { type CameraRecord, cameraRecordSchema } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { fieldsOfTags, ID_TAG, tagOf } from "./channel-tags.ts";
import type { ChannelFound, Channels } from "./channels.ts";
import { type GivenFields, type Plan, planOf } from "./fields.ts";
import { inParallel } from "./in-parallel.ts";
import { explainRegistry } from "./registry.ts";
import type { Skill } from "./skill.ts";

/** What is to become of one channel's camera, or why nothing can. */
export interface Planned {
  readonly channel: ChannelFound;
  /** Its camera's id; the channel's name where that is none. */
  readonly id: string;
  readonly existing?: CameraRecord;
  readonly plan?: Plan;
  /** Whether the channel says whose it is already. */
  readonly isTagged: boolean;
  readonly problem?: string;
}

/** Which channels are imported, and for whom. */
export interface ImportChoice {
  readonly prefix: string;
  /** Tags that a channel must have. */
  readonly tags: Readonly<Record<string, string>>;
  /** Who has each of the cameras, beside the owners in its tags. */
  readonly owners: readonly string[];
  /** Who has those that would be nobody's. */
  readonly ownersUnlessGiven: readonly string[];
}

/** How many channels are asked for their tags at once: KVS takes 50 such calls a second of an account. */
const AT_ONCE = 8;

/**
 * Reads the channels and their tags, and holds them against the registry. One that cannot be imported is in the list
 * with its problem.
 * @param onRead told how many have been read, of how many.
 * @throws {AwsFailure} where the channels cannot be listed.
 * @throws {Failure} where the registry cannot be read.
 */
export async function planImport(
  { catalogue, place }: Pick<Skill, "catalogue" | "place">,
  channels: Pick<Channels, "list" | "tagsOf">,
  { prefix, tags: wanted, owners, ownersUnlessGiven }: ImportChoice,
  onRead: (read: number, all: number) => void,
): Promise<Planned[]> {
  const found: ChannelFound[] = [];
  for await (const channel of channels.list(prefix)) found.push(channel);
  let read = 0;
  const planned = await inParallel(found, AT_ONCE, async (channel): Promise<Planned | undefined> => {
    try {
      const tags = await channels.tagsOf(channel.arn);
      if (Object.entries(wanted).some(([key, value]) => tags[key] !== value)) return undefined;
      return await planOne(channel, tags);
    } catch (error) {
      // Without the registry there is nothing to hold any channel against.
      if (error instanceof Failure && error.cause !== undefined) throw error;
      const { message } = explainRegistry(error, place) as Error;
      return { channel, id: channel.name, isTagged: false, problem: message };
    } finally {
      read += 1;
      onRead(read, found.length);
    }
  });
  return refuseSharedIds(planned.filter((each) => each !== undefined));

  async function planOne(channel: ChannelFound, tags: Readonly<Record<string, string>>): Promise<Planned> {
    const id = tags[ID_TAG] ?? channel.name;
    const isTagged = tags[ID_TAG] !== undefined;
    if (!cameraRecordSchema.shape.id.safeParse(id).success) {
      const what = isTagged ? "the tag's value" : "the channel's name";
      const problem = `${what} can be no camera's id (1 to 256 letters, digits, '_' or '-'): write one into ${tagOf("id")}`;
      return { channel, id: channel.name, isTagged, problem };
    }
    const existing = await catalogue.recordOf(id);
    if (!isTagged && existing !== undefined && parseChannelArn(existing.channelArn).channelName !== channel.name) {
      const problem = `the camera ${id} has another channel: write an id of its own into ${tagOf("id")}, or ${id} if it has moved`;
      return { channel, id, isTagged, problem };
    }
    const retiredFrom = existing === undefined ? await catalogue.retiredFrom(id) : undefined;
    if (retiredFrom !== undefined && retiredFrom !== channel.arn) {
      const again = `npx camera-skill cameras add ${id} --channel-arn ${channel.arn} --reuse-id`;
      const problem = `the id ${id} belonged to a camera on another channel, and Alexa may still know it by that: write another id into ${tagOf("id")}, or let it be used again by ${again}`;
      return { channel, id, isTagged, problem };
    }
    const tagged = fieldsOfTags(tags);
    const givenOwners = [...(tagged.owners ?? []), ...owners];
    const given: GivenFields = {
      ...(existing === undefined && { name: inWords(channel.name), kind: "camera" }),
      ...tagged,
      owners: existing === undefined && givenOwners.length === 0 ? ownersUnlessGiven : givenOwners,
      channelArn: channel.arn,
    };
    const about = { channel, id, isTagged, ...(existing && { existing }) };
    try {
      return { ...about, plan: planOf(id, existing, given, (field) => (field === "owners" ? OWNERS : tagOf(field))) };
    } catch (error) {
      return { ...about, problem: (error as Error).message };
    }
  }
}

const OWNERS = `${tagOf("owners")}, or --owner,`;

/** "front-door_2" as "Front door 2". */
function inWords(channelName: string): string {
  const words = channelName.split(/[-_.]+/).filter((word) => word !== "");
  const text = (words.join(" ") || channelName).slice(0, 128);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An id is one camera's: where two channels say that they are its, neither is imported. */
function refuseSharedIds(planned: readonly Planned[]): Planned[] {
  return planned.map((each) => {
    const other = planned.find(({ channel, id }) => id === each.id && channel.arn !== each.channel.arn);
    if (other === undefined || each.problem !== undefined) return each;
    const { plan: _plan, ...rest } = each;
    return { ...rest, problem: `the channel ${other.channel.name} says too that it is the camera ${each.id}'s` };
  });
}
