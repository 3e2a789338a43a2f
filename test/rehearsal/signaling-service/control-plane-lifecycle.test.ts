import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteSignalingChannelCommand,
  DescribeMediaStorageConfigurationCommand,
  DescribeSignalingChannelCommand,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
  UpdateMediaStorageConfigurationCommand,
  UpdateSignalingChannelCommand,
} from "@aws-sdk/client-kinesis-video";
import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Clock } from "../../../camera/clock.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { type ManualClock, manualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const DELAY = 3_000;

let clock: ManualClock;
let world: World;
beforeEach(async () => {
  clock = manualClock();
  world = await openWorld({ clock, quotas: "off", channelDelayMilliseconds: DELAY });
});
afterEach(closeWorlds);

const info = async (ChannelName = "front-door") =>
  (await world.control.send(new DescribeSignalingChannelCommand({ ChannelName }))).ChannelInfo;
const update = (ChannelARN: string, CurrentVersion: string, seconds = 30) =>
  world.control.send(
    new UpdateSignalingChannelCommand({
      ChannelARN,
      CurrentVersion,
      SingleMasterConfiguration: { MessageTtlSeconds: seconds },
    }),
  );
const updateNow = async (ChannelARN: string, seconds = 30) =>
  update(ChannelARN, (await info())?.Version ?? "", seconds);
const deleteChannel = (ChannelARN: string) => world.control.send(new DeleteSignalingChannelCommand({ ChannelARN }));
const inUse = { name: "ResourceInUseException", $metadata: { httpStatusCode: 400 } };
const notFound = { name: "ResourceNotFoundException", message: "The requested channel is not found or not active." };

const masterUrl = async (channelArn: string) =>
  presignSignalingUrl({
    endpoint: await world.endpoint(channelArn, "WSS", "MASTER"),
    channelArn,
    credentials: world.service.credentials,
    now: new Date(clock.now()),
  });

async function activeChannel(): Promise<string> {
  const arn = await world.createChannel("front-door", 60);
  clock.advance(DELAY);
  return arn;
}

describe("a channel that is being made", () => {
  it("is CREATING until its time is up, listed as such, and its name is taken", async () => {
    await world.createChannel("front-door");
    expect((await info())?.ChannelStatus).toBe("CREATING");
    const { ChannelInfoList } = await world.control.send(new ListSignalingChannelsCommand({}));
    expect(ChannelInfoList).toMatchObject([{ ChannelName: "front-door", ChannelStatus: "CREATING" }]);
    await expect(world.createChannel("front-door")).rejects.toMatchObject(inUse);
    clock.advance(DELAY - 1);
    expect((await info())?.ChannelStatus).toBe("CREATING");
    clock.advance(1);
    expect((await info())?.ChannelStatus).toBe("ACTIVE");
  });

  it("has no endpoints yet and takes no change", async () => {
    const arn = await world.createChannel("front-door");
    await expect(world.endpoint(arn, "WSS", "MASTER")).rejects.toMatchObject(inUse);
    await expect(deleteChannel(arn)).rejects.toMatchObject(inUse);
    await expect(updateNow(arn)).rejects.toMatchObject(inUse);
    await expect(
      world.control.send(
        new UpdateMediaStorageConfigurationCommand({
          ChannelARN: arn,
          MediaStorageConfiguration: { Status: "DISABLED" },
        }),
      ),
    ).rejects.toMatchObject(inUse);
    await expect(world.control.send(new ListTagsForResourceCommand({ ResourceARN: arn }))).rejects.toMatchObject(
      notFound,
    );
    await expect(
      world.control.send(new DescribeMediaStorageConfigurationCommand({ ChannelARN: arn })),
    ).rejects.toMatchObject(notFound);
    clock.advance(DELAY);
    await world.connectMaster(arn);
  });
});

describe("a channel that is being updated", () => {
  it("is UPDATING until its time is up, in a new version, and serves all the while", async () => {
    const arn = await activeChannel();
    const before = await info();
    const url = await masterUrl(arn);
    await updateNow(arn, 30);
    const during = await info();
    expect(during).toMatchObject({
      ChannelStatus: "UPDATING",
      ChannelARN: arn,
      SingleMasterConfiguration: { MessageTtlSeconds: 30 },
    });
    expect(during?.Version).not.toBe(before?.Version);
    await world.open(url);
    await world.control.send(new ListTagsForResourceCommand({ ResourceARN: arn }));
    await expect(world.endpoint(arn, "WSS", "MASTER")).rejects.toMatchObject(inUse);
    await expect(updateNow(arn, 31)).rejects.toMatchObject(inUse);
    await expect(deleteChannel(arn)).rejects.toMatchObject(inUse);
    clock.advance(DELAY);
    expect(await info()).toEqual({ ...during, ChannelStatus: "ACTIVE" });
    expect(new URL(url).pathname).toBe(new URL(await world.endpoint(arn, "WSS", "MASTER")).pathname);
  });

  it("takes one of two updates of the same version", async () => {
    const arn = await activeChannel();
    const version = (await info())?.Version ?? "";
    const outcomes = await Promise.allSettled([update(arn, version, 10), update(arn, version, 20)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses an update of a version that is not the latest", async () => {
    const arn = await activeChannel();
    const { Version = "" } = (await info()) ?? {};
    await updateNow(arn);
    clock.advance(DELAY);
    await expect(update(arn, Version)).rejects.toMatchObject({
      name: "VersionMismatchException",
      $metadata: { httpStatusCode: 400 },
    });
    const stale = new DeleteSignalingChannelCommand({ ChannelARN: arn, CurrentVersion: Version });
    await expect(world.control.send(stale)).rejects.toMatchObject({ name: "VersionMismatchException" });
  });

  it("keeps messages by the rule they were sent under, and new ones by the new rule", async () => {
    const arn = await activeChannel();
    const viewer = await world.connectViewer(arn, "viewer-1");
    const send = async (payload: string) => {
      viewer.send({ action: "ICE_CANDIDATE", messagePayload: payload });
      await world.event("message-queued");
    };
    await send("b2xk");
    await updateNow(arn, 5);
    await send("bmV3");
    clock.advance(10_000);
    const master = await world.connectMaster(arn);
    expect(await master.next()).toMatchObject({ messagePayload: "b2xk" });
    viewer.send({ action: "ICE_CANDIDATE", messagePayload: "bGl2ZQ==" });
    let next = await master.nextText();
    while (next === "") next = await master.nextText();
    expect(JSON.parse(next)).toMatchObject({ messagePayload: "bGl2ZQ==" });
  });

  it.each([
    ["no version", { SingleMasterConfiguration: { MessageTtlSeconds: 30 } }, /^CurrentVersion is missing/],
    ["no configuration", { CurrentVersion: "a" }, /^SingleMasterConfiguration is missing/],
    ["no message life", { CurrentVersion: "a", SingleMasterConfiguration: {} }, /MessageTtlSeconds is missing/],
    [
      "a message life under five seconds",
      { CurrentVersion: "a", SingleMasterConfiguration: { MessageTtlSeconds: 4 } },
      /^SingleMasterConfiguration.MessageTtlSeconds must be at least 5$/,
    ],
    [
      "a version in other letters",
      { CurrentVersion: "a-b", SingleMasterConfiguration: { MessageTtlSeconds: 30 } },
      /^CurrentVersion must be 1 to 64 letters or digits$/,
    ],
  ])("is refused with %s", async (_, input, message) => {
    const ChannelARN = await activeChannel();
    const attempt = world.control.send(new UpdateSignalingChannelCommand({ ChannelARN, ...input } as never));
    await expect(attempt).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringMatching(message),
    });
  });
});

describe("a channel that is being deleted", () => {
  it("is DELETING until its time is up, serves no more, and keeps its name so long", async () => {
    const arn = await activeChannel();
    const master = await world.connectMaster(arn);
    const offers = await world.dataPlane(arn);
    const url = await masterUrl(arn);
    const closed = new Promise((resolve) => master.socket.once("close", resolve));
    await deleteChannel(arn);
    await closed;
    expect((await info())?.ChannelStatus).toBe("DELETING");
    await expect(world.open(url)).rejects.toMatchObject({ status: 404 });
    const offer = { ChannelARN: arn, SenderClientId: "alexa-1", MessagePayload: "b2ZmZXI=" };
    await expect(offers.send(new SendAlexaOfferToMasterCommand(offer))).rejects.toMatchObject(notFound);
    await expect(deleteChannel(arn)).rejects.toMatchObject(inUse);
    await expect(world.createChannel("front-door")).rejects.toMatchObject(inUse);
    clock.advance(DELAY);
    await expect(info()).rejects.toMatchObject(notFound);
    expect(await world.createChannel("front-door")).not.toBe(arn);
  });
});

describe("with statuses that take their time", () => {
  it("a stop leaves no timer behind", async () => {
    const pending = new Set<() => void>();
    const own = manualClock();
    const clock: Clock = {
      now: own.now,
      after(milliseconds, callback) {
        pending.add(callback);
        const callOff = own.after(milliseconds, callback);
        return () => {
          pending.delete(callback);
          callOff();
        };
      },
    };
    const counted = await openWorld({ clock, channelDelayMilliseconds: DELAY });
    await counted.createChannel("one");
    await counted.createChannel("two");
    expect(pending.size).toBe(2);
    await counted.close();
    expect(pending.size).toBe(0);
  });

  it("a service that is killed in the middle has everything settled when it starts again", async () => {
    const parent = await mkdtemp(join(tmpdir(), "signaling-service-"));
    try {
      const [dataDirectory, asKilled] = [join(parent, "data"), join(parent, "as-killed")];
      const options = { clock, channelDelayMilliseconds: DELAY };
      world = await openWorld({ ...options, dataDirectory });
      const updated = await world.createChannel("updated");
      const deleted = await world.createChannel("deleted");
      clock.advance(DELAY);
      await update(updated, (await info("updated"))?.Version ?? "", 99);
      await deleteChannel(deleted);
      await world.createChannel("created");
      // What a kill leaves: the directory as it is at this moment.
      await cp(dataDirectory, asKilled, { recursive: true, filter: (path) => !path.endsWith(".lock") });
      const before = await info("updated");
      const again = await openWorld({ ...options, dataDirectory: asKilled });
      const { ChannelInfoList } = await again.control.send(new ListSignalingChannelsCommand({}));
      expect(ChannelInfoList).toMatchObject([
        { ChannelName: "created", ChannelStatus: "ACTIVE" },
        { ...before, ChannelStatus: "ACTIVE", SingleMasterConfiguration: { MessageTtlSeconds: 99 } },
      ]);
      await closeWorlds();
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  });
});
