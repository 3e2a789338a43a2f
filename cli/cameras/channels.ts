import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  KinesisVideoClient,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kinesis-video";
import { type Clock, sleep, systemClock } from "../../camera/clock.ts";
import { call, PATIENCE, unlessNamed, whileThrottled } from "./aws-call.ts";
import type { Place } from "./place.ts";

/** A signaling channel, as far as it is of use here. */
export interface ChannelFound {
  readonly name: string;
  readonly arn: string;
}

/** The signaling channels of one region. Every method throws {AwsFailure}. */
export interface Channels {
  /** The channel of that name, once it is active; made if it isn't there, or once it is gone. */
  ensure(name: string): Promise<ChannelFound & { readonly made: boolean }>;
  /** The channel of that ARN; undefined where there is none. */
  find(arn: string): Promise<ChannelFound | undefined>;
  /** The channels whose names begin so, a page at a time. */
  list(prefix: string): AsyncIterable<ChannelFound>;
  tagsOf(arn: string): Promise<Readonly<Record<string, string>>>;
  tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void>;
  untag(arn: string, keys: readonly string[]): Promise<void>;
  /** False where it was gone already. */
  remove(arn: string): Promise<boolean>;
  close(): void;
}

/** How long a channel may be CREATING or DELETING, and how often it is looked at, in milliseconds. */
const SETTLED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** What KVS's clients are made with in a rehearsal; nothing on AWS, where they find all of it as every AWS tool does. */
export function clientOptions({ rehearsal }: Pick<Place, "rehearsal">) {
  return rehearsal && { credentials: rehearsal.credentials, endpoint: rehearsal.endpoints.kinesisvideo };
}

/** Reaches the signaling channels of a region, in a rehearsal or on AWS. */
export function openChannels(place: Place, region: string, clock: Clock = systemClock): Channels {
  const client = new KinesisVideoClient({ region, ...PATIENCE, ...clientOptions(place) });
  const ask = <Reply>(operation: string, send: () => Promise<Reply>) =>
    call({ action: `kinesisvideo:${operation}`, region }, whileThrottled(send, clock));

  async function describe(channel: { ChannelName: string } | { ChannelARN: string }) {
    const described = await ask("DescribeSignalingChannel", () =>
      client.send(new DescribeSignalingChannelCommand(channel)),
    ).catch(unlessNamed("ResourceNotFoundException"));
    return described?.ChannelInfo;
  }

  /** The channel of that name, if there is one; one that is being deleted is waited out. */
  async function unlessDeleting(name: string) {
    for (const givesUpAt = clock.now() + SETTLED_WITHIN_MS; ; await sleep(clock, LOOK_EVERY_MS)) {
      const there = await describe({ ChannelName: name });
      if (there?.ChannelStatus !== "DELETING") return there;
      if (clock.now() >= givesUpAt) throw new Error(`the channel ${name} is being deleted: try again in a minute`);
    }
  }

  async function untilActive(name: string): Promise<string> {
    for (const givesUpAt = clock.now() + SETTLED_WITHIN_MS; ; await sleep(clock, LOOK_EVERY_MS)) {
      const { ChannelARN: arn, ChannelStatus: status } = (await describe({ ChannelName: name })) ?? {};
      if (arn !== undefined && (status === "ACTIVE" || status === "UPDATING")) return arn;
      if (status === "DELETING") throw new Error(`the channel ${name} is being deleted: try again in a minute`);
      if (clock.now() >= givesUpAt) throw new Error(`the channel ${name} is still not active: try again in a minute`);
    }
  }

  return {
    async ensure(name) {
      const there = await unlessDeleting(name);
      if (there?.ChannelType !== undefined && there.ChannelType !== "SINGLE_MASTER") {
        throw new Error(`the channel ${name} is of type ${there.ChannelType}, and a camera's is SINGLE_MASTER`);
      }
      if (there === undefined) {
        const create = new CreateSignalingChannelCommand({ ChannelName: name, ChannelType: "SINGLE_MASTER" });
        // Another one may be making it at the same time.
        await ask("CreateSignalingChannel", () => client.send(create)).catch(unlessNamed("ResourceInUseException"));
      }
      return { name, arn: await untilActive(name), made: there === undefined };
    },
    async find(arn) {
      const { ChannelARN, ChannelName } = (await describe({ ChannelARN: arn })) ?? {};
      return ChannelARN === undefined || ChannelName === undefined ? undefined : { name: ChannelName, arn: ChannelARN };
    },
    async *list(prefix) {
      const condition =
        prefix === ""
          ? {}
          : { ChannelNameCondition: { ComparisonOperator: "BEGINS_WITH" as const, ComparisonValue: prefix } };
      let next: string | undefined;
      do {
        const page = await ask("ListSignalingChannels", () =>
          client.send(new ListSignalingChannelsCommand({ ...condition, ...(next && { NextToken: next }) })),
        );
        for (const { ChannelName: name, ChannelARN: arn, ChannelStatus: status } of page.ChannelInfoList ?? []) {
          if (name !== undefined && arn !== undefined && status !== "DELETING") yield { name, arn };
        }
        next = page.NextToken;
      } while (next);
    },
    async tagsOf(arn) {
      const tags: Record<string, string> = {};
      let next: string | undefined;
      do {
        const page = await ask("ListTagsForResource", () =>
          client.send(new ListTagsForResourceCommand({ ResourceARN: arn, ...(next && { NextToken: next }) })),
        );
        Object.assign(tags, page.Tags);
        next = page.NextToken;
      } while (next);
      return tags;
    },
    async tag(arn, tags) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await ask("TagResource", () => client.send(new TagResourceCommand({ ResourceARN: arn, Tags })));
    },
    async untag(arn, keys) {
      const command = new UntagResourceCommand({ ResourceARN: arn, TagKeyList: [...keys] });
      await ask("UntagResource", () => client.send(command));
    },
    async remove(arn) {
      const command = new DeleteSignalingChannelCommand({ ChannelARN: arn });
      const removed = await ask("DeleteSignalingChannel", () => client.send(command)).catch(
        unlessNamed("ResourceNotFoundException"),
      );
      return removed !== undefined;
    },
    close: () => client.destroy(),
  };
}
