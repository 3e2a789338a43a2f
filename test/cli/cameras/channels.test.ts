import { KinesisVideoClient, TagResourceCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Clock } from "../../../camera/clock.ts";
import { type Channels, openChannels } from "../../../cli/cameras/channels.ts";
import type { Place } from "../../../cli/cameras/place.ts";
import { type SignalingService, startSignalingService } from "../../../rehearsal/signaling-service/index.ts";
import { manualClock } from "../../rehearsal/signaling-service/support/manual-clock.ts";

/** How long a channel is CREATING, in milliseconds. */
const DELAY_MS = 1_200;

let service: SignalingService;
let client: KinesisVideoClient;
let channels: Channels;
/** The service's, which goes on while somebody waits for it. */
const serviceClock = manualClock();

beforeAll(async () => {
  service = await startSignalingService({ quotas: "off", channelDelayMilliseconds: DELAY_MS, clock: serviceClock });
  const { region, credentials, controlPlaneUrl } = service;
  const endpoints = { kinesisvideo: controlPlaneUrl, dynamodb: controlPlaneUrl, events: controlPlaneUrl };
  const rehearsal = { credentials, endpoints, userId: "amzn1.account.ANNE" };
  const place: Place = { description: "", region, tableName: "camera-skill", rehearsal };
  const clock: Clock = {
    now: serviceClock.now,
    after(milliseconds, callback) {
      serviceClock.advance(milliseconds);
      const looks = setImmediate(callback);
      return () => clearImmediate(looks);
    },
  };
  channels = openChannels(place, region, clock);
  client = new KinesisVideoClient({ region, credentials, endpoint: controlPlaneUrl });
});
afterAll(async () => {
  channels.close();
  client.destroy();
  await service.stop();
});

describe("the signaling channels of a region", () => {
  it("are waited for until they are active, and used when they are there", async () => {
    const began = serviceClock.now();
    const made = await channels.ensure("slow");
    expect(made).toMatchObject({ name: "slow", made: true });
    expect(serviceClock.now() - began).toBeGreaterThanOrEqual(DELAY_MS);
    expect(await channels.ensure("slow")).toEqual({ ...made, made: false });
  });

  it("are waited for until they are gone, and then made anew", async () => {
    const { arn } = await channels.ensure("leaving");
    await channels.remove(arn);
    const anew = await channels.ensure("leaving");
    expect(anew).toMatchObject({ name: "leaving", made: true });
    expect(anew.arn).not.toBe(arn);
  });

  it("are read with all their tags, however many pages those are", async () => {
    const { arn } = await channels.ensure("tagged");
    const Tags = Array.from({ length: 30 }, (_, number) => ({ Key: `key-${number}`, Value: String(number) }));
    await client.send(new TagResourceCommand({ ResourceARN: arn, Tags }));
    expect(Object.keys(await channels.tagsOf(arn))).toHaveLength(30);
  });

  it("are none where the ARN is nobody's", async () => {
    const { arn } = await channels.ensure("known");
    expect(await channels.find(arn)).toEqual({ name: "known", arn });
    expect(await channels.find(arn.replace("known", "unknown"))).toBeUndefined();
    expect(await channels.remove(arn.replace("known", "unknown"))).toBe(false);
  });
});
