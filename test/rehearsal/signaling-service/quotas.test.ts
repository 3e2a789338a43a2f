import {
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  ListSignalingChannelsCommand,
} from "@aws-sdk/client-kinesis-video";
import { GetIceServerConfigCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeEvent } from "../../../cli/describe-event.ts";
import { createQuotas, type Quotas } from "../../../rehearsal/signaling-service/quotas/quotas.ts";
import { openFrontDoor } from "./support/front-door.ts";
import { type ManualClock, manualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type Peer, type World } from "./support/world.ts";

/** How many of so many tries come through. */
function admitted(tries: number, attempt: () => void): number {
  let count = 0;
  for (let index = 0; index < tries; index += 1) {
    try {
      attempt();
      count += 1;
    } catch (error) {
      expect(error).toMatchObject({ name: "ClientLimitExceededException", status: 400 });
    }
  }
  return count;
}

describe("AWS's figures", () => {
  let clock: ManualClock;
  let quotas: Quotas;
  beforeEach(() => {
    clock = manualClock();
    quotas = createQuotas("on", clock.now, "us-east-1");
  });
  const channel = (index = 0) => ({ channelArn: `arn-${index}`, channelName: `channel-${index}` });

  it.each([
    ["CreateSignalingChannel", 50],
    ["DeleteSignalingChannel", 50],
    ["UpdateSignalingChannel", 50],
    ["TagResource", 50],
    ["UntagResource", 50],
    ["ListTagsForResource", 50],
    ["DescribeMediaStorageConfiguration", 50],
    ["UpdateMediaStorageConfiguration", 10],
    ["DescribeSignalingChannel", 300],
    ["GetSignalingChannelEndpoint", 300],
    ["ListSignalingChannels", 50],
    ["SendAlexaOfferToMaster", 100],
    ["GetIceServerConfig", 100],
  ])("let an account call %s %i times a second, whatever channels it names", (operation, perSecond) => {
    let index = 0;
    const onManyChannels = () => {
      index += 1;
      quotas.admitCall(operation, channel(index));
    };
    expect(admitted(perSecond + 5, onManyChannels)).toBe(perSecond);
    expect(admitted(1, () => quotas.admitCall(operation, undefined))).toBe(0);
    clock.advance(1_000);
    expect(admitted(perSecond + 5, () => quotas.admitCall(operation, undefined))).toBe(perSecond);
  });

  it.each([
    ["DeleteSignalingChannel", 5],
    ["UpdateSignalingChannel", 5],
    ["TagResource", 5],
    ["UntagResource", 5],
    ["ListTagsForResource", 5],
    ["DescribeMediaStorageConfiguration", 5],
    ["UpdateMediaStorageConfiguration", 5],
    ["DescribeSignalingChannel", 5],
    ["SendAlexaOfferToMaster", 5],
    ["GetIceServerConfig", 5],
    ["ConnectAsMaster", 3],
    ["ConnectAsViewer", 3],
  ])("let %s be called %i times a second on one channel, and as often on the next", (operation, perSecond) => {
    expect(admitted(perSecond + 2, () => quotas.admitCall(operation, channel(1)))).toBe(perSecond);
    expect(admitted(1, () => quotas.admitCall(operation, channel(2)))).toBe(1);
    clock.advance(Math.ceil(1_000 / perSecond));
    expect(admitted(2, () => quotas.admitCall(operation, channel(1)))).toBe(1);
  });

  it("know no other limit of GetSignalingChannelEndpoint and CreateSignalingChannel on a channel", () => {
    expect(admitted(50, () => quotas.admitCall("GetSignalingChannelEndpoint", channel()))).toBe(50);
    expect(admitted(50, () => quotas.admitCall("CreateSignalingChannel", channel()))).toBe(50);
  });

  it("count each operation by itself, and begin anew for a channel that was deleted", () => {
    admitted(5, () => quotas.admitCall("DescribeSignalingChannel", channel()));
    expect(admitted(1, () => quotas.admitCall("TagResource", channel()))).toBe(1);
    quotas.forget(channel().channelArn);
    expect(admitted(1, () => quotas.admitCall("DescribeSignalingChannel", channel()))).toBe(1);
  });

  it("let a WebSocket send five offers, five answers and twenty candidates a second", () => {
    const gate = quotas.messageGate();
    expect(admitted(8, () => gate("SDP_OFFER"))).toBe(5);
    expect(admitted(8, () => gate("SDP_ANSWER"))).toBe(5);
    expect(admitted(25, () => gate("ICE_CANDIDATE"))).toBe(20);
    const ofAnother = quotas.messageGate();
    expect(admitted(1, () => ofAnother("SDP_OFFER"))).toBe(1);
    clock.advance(200);
    expect(admitted(2, () => gate("SDP_OFFER"))).toBe(1);
  });

  it("let an account have ten thousand channels in two regions, and five thousand elsewhere", () => {
    for (const [region, limit] of [
      ["us-east-1", 10_000],
      ["us-west-2", 10_000],
      ["eu-west-1", 5_000],
    ] as const) {
      const there = createQuotas("on", clock.now, region);
      there.admitChannel(limit - 1);
      expect(() => there.admitChannel(limit)).toThrow(
        expect.objectContaining({ name: "AccountChannelLimitExceededException", status: 400 }),
      );
    }
  });

  it("are all lifted when switched off", () => {
    const off = createQuotas("off", clock.now, "us-east-1");
    const gate = off.messageGate();
    expect(admitted(1_000, () => off.admitCall("ConnectAsMaster", channel()))).toBe(1_000);
    expect(admitted(1_000, () => gate("SDP_OFFER"))).toBe(1_000);
    off.admitViewer(1_000);
    off.admitChannel(100_000);
  });
});

describe("quotas of the running service", () => {
  let world: World;
  let clock: ManualClock;
  let channelArn: string;
  beforeEach(async () => {
    ({ world, clock, channelArn } = await openFrontDoor());
  });
  afterEach(closeWorlds);

  it("refuse the sixth description of a channel within a second in AWS's words, and tell the owner of the switch", async () => {
    const describeChannel = () => world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: channelArn }));
    for (let count = 0; count < 5; count += 1) await describeChannel();
    await expect(describeChannel()).rejects.toMatchObject({
      name: "ClientLimitExceededException",
      message: "Limit exceeded on number of requests for DescribeSignalingChannel API for resource 'front-door'",
      $metadata: { httpStatusCode: 400 },
    });
    const event = await world.event("refused");
    expect(event.hint).toBe(
      'AWS allows 5 calls a second on a channel; --quotas off, or quotas: "off" from code, lifts all limits',
    );
    expect(describeEvent(event)).toContain(event.hint);
    clock.advance(200);
    await expect(describeChannel()).resolves.toBeDefined();
  });

  it("count descriptions by name and by ARN together", async () => {
    for (let count = 0; count < 5; count += 1) {
      const by = count % 2 === 0 ? { ChannelARN: channelArn } : { ChannelName: "front-door" };
      await world.control.send(new DescribeSignalingChannelCommand(by));
    }
    await expect(
      world.control.send(new DescribeSignalingChannelCommand({ ChannelName: "front-door" })),
    ).rejects.toMatchObject({ name: "ClientLimitExceededException" });
  });

  it("hold the whole account to its own rate, also where no channel is named or none exists", async () => {
    const list = () => world.control.send(new ListSignalingChannelsCommand({}));
    for (let count = 0; count < 50; count += 1) await list();
    await expect(list()).rejects.toMatchObject({
      name: "ClientLimitExceededException",
      message: "Limit exceeded on number of requests for ListSignalingChannels API",
    });
    const endpointOfNone = () =>
      world.control.send(new GetSignalingChannelEndpointCommand({ ChannelARN: channelArn.replace("front", "no") }));
    const names = await Promise.all(
      Array.from({ length: 301 }, () => endpointOfNone().catch(({ name }: Error) => name)),
    );
    expect(names.filter((name) => name === "ClientLimitExceededException")).toHaveLength(1);
  });

  it("let a channel be connected to three times a second, by masters and viewers apart", async () => {
    for (let count = 1; count <= 3; count += 1) {
      await world.connectMaster(channelArn);
      await world.connectViewer(channelArn, `viewer-${count}`);
    }
    const refused = { status: 400, errorType: "ClientLimitExceededException" };
    await expect(world.connectMaster(channelArn)).rejects.toMatchObject(refused);
    await expect(world.connectViewer(channelArn, "viewer-4")).rejects.toMatchObject(refused);
    expect(await world.event("refused")).toMatchObject({
      operation: "ConnectAsMaster",
      hint: 'AWS allows 3 calls a second on a channel; --quotas off, or quotas: "off" from code, lifts all limits',
    });
    clock.advance(334);
    await world.connectMaster(channelArn);
  });

  it("refuse the eleventh viewer, but not a viewer that comes again", async () => {
    const viewers: Peer[] = [];
    const connect = (index: number) => {
      clock.advance(334);
      return world.connectViewer(channelArn, `viewer-${index}`);
    };
    for (let count = 1; count <= 10; count += 1) viewers.push(await connect(count));
    await expect(connect(11)).rejects.toMatchObject({ status: 400, errorType: "ClientLimitExceededException" });
    await connect(10);
    await viewers[0]?.close();
    await world.event("disconnected");
    await connect(11);
  });

  it("let five Alexa offers and five requests for ICE servers a second through on a channel", async () => {
    const client = await world.dataPlane(channelArn);
    const master = await world.connectMaster(channelArn);
    master.socket.on("message", (data) => {
      const { senderClientId } = JSON.parse(String(data) || "{}");
      if (senderClientId) {
        master.send({ action: "SDP_ANSWER", recipientClientId: senderClientId, messagePayload: "YQ==" });
      }
    });
    const askForServers = () => client.send(new GetIceServerConfigCommand({ ChannelARN: channelArn }));
    for (let count = 0; count < 5; count += 1) {
      await askForServers();
      expect((await world.offer(channelArn, `echo-${count}`)).Answer).toBe("YQ==");
    }
    await expect(askForServers()).rejects.toMatchObject({ name: "ClientLimitExceededException" });
    await expect(world.offer(channelArn, "echo-6")).rejects.toMatchObject({ name: "ClientLimitExceededException" });
  });

  it("are lifted when switched off", async () => {
    const open = await openWorld({ quotas: "off", clock });
    const arn = await open.createChannel();
    for (let count = 1; count <= 11; count += 1) await open.connectViewer(arn, `viewer-${count}`);
    for (let count = 1; count <= 60; count += 1) {
      await open.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }));
    }
  });
});
