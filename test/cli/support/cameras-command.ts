import { DescribeSignalingChannelCommand, ListTagsForResourceCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, beforeEach, expect } from "@jest/globals";
import * as z from "zod/mini";
import { cameraEventEntrySchema } from "../../../protocol/camera-events/entry.ts";
import { type CamerasWorld, openCamerasWorld } from "./cameras-world.ts";

/** Two users to whom cameras belong. */
export const ANNE = "amzn1.account.ANNE";
export const BERT = "amzn1.account.BERT";

/**
 * `camera-skill cameras` in a world of its own, and what a test asks of that world.
 * To be called at the beginning of a test file.
 */
export function camerasCommand() {
  let world: CamerasWorld;
  beforeAll(async () => {
    world = await openCamerasWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.takeEvents());

  const arnOf = async (ChannelName: string) =>
    (await world.client.send(new DescribeSignalingChannelCommand({ ChannelName }))).ChannelInfo?.ChannelARN ?? "";

  return {
    world: () => world,
    /** What a command prints with `--json`. */
    json: async (...args: string[]) => JSON.parse((await world.run(...args, "--json")).out),
    arnOf,
    tagsOf: async (ChannelName: string) =>
      (await world.client.send(new ListTagsForResourceCommand({ ResourceARN: await arnOf(ChannelName) }))).Tags,
    /** The events that were put, without what EventBridge adds. */
    told: async () =>
      (await world.takeEvents()).map(({ source, "detail-type": type, detail }) => {
        const { at, ...rest } = detail as Record<string, unknown>;
        const entry = { Source: source, DetailType: type, Detail: JSON.stringify(detail) };
        expect(z.safeParse(cameraEventEntrySchema, entry).success).toBe(true);
        expect(Date.parse(String(at))).toBeGreaterThan(Date.now() - 60_000);
        return [source, type, rest];
      }),
    /** Registers a camera without a word to Alexa; it is called by its id, unless the flags say otherwise. */
    async register(id: string, ...flags: string[]): Promise<void> {
      const { code, err } = await world.run("add", id, "--name", id, "--kind", "camera", "--no-event", ...flags);
      if (code !== 0) throw new Error(err);
    },
  };
}
