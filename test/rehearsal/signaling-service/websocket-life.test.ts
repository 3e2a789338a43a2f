import { DeleteSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { candidatesOvertake, goAway, reconnectIceServer } from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, openWorld, type Peer, type World } from "./support/world.ts";

const MINUTE = 60_000;

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };

const ping = (peer: Peer) =>
  new Promise((resolve) => {
    peer.socket.once("pong", (data) => resolve(String(data)));
    peer.socket.ping("are you there");
  });

describe("a silent connection", () => {
  it("is closed after ten minutes", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    clock.advance(10 * MINUTE - 1);
    expect(await ping(viewer)).toBe("are you there");
    expect(world.events.some((event) => event.type === "disconnected")).toBe(false);
    clock.advance(1);
    expect(await master.closed).toBe(1001);
    expect(await world.event("disconnected")).toMatchObject({ role: "master", reason: "idle" });
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN);
  });

  it("is silent even when it is sent messages", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    clock.advance(5 * MINUTE);
    viewer.send(offer);
    await master.next();
    clock.advance(5 * MINUTE);
    expect(await master.closed).toBe(1001);
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN);
  });
});

describe("a connection that its client uses", () => {
  it("is kept by pings, as C SDK masters keep theirs, which are answered", async () => {
    const master = await world.connectMaster(channelArn);
    for (let minutes = 0; minutes < 45; minutes += 9) {
      clock.advance(9 * MINUTE);
      expect(await ping(master)).toBe("are you there");
    }
    expect(master.socket.readyState).toBe(master.socket.OPEN);
  });

  it("is kept by messages", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    for (let count = 1; count <= 4; count += 1) {
      clock.advance(9 * MINUTE);
      viewer.send(offer);
      await viewer.untilEmptyFrames(count);
    }
    expect(viewer.socket.readyState).toBe(viewer.socket.OPEN);
  });

  it("is closed after an hour, and no GO_AWAY precedes that", async () => {
    const master = await world.connectMaster(channelArn);
    for (let minutes = 0; minutes < 54; minutes += 9) {
      clock.advance(9 * MINUTE);
      await ping(master);
    }
    clock.advance(6 * MINUTE - 1);
    await ping(master);
    clock.advance(1);
    expect(await master.closed).toBe(1001);
    expect(await world.event("disconnected")).toMatchObject({ role: "master", reason: "too-old" });
    expect(master.unread).toBe(0);
  });
});

describe("a notice", () => {
  it("GO_AWAY reaches everyone who is connected, and a minute later those are closed that have not gone", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    world.service.behave(goAway());
    expect(await master.nextText()).toBe('{"messageType":"GO_AWAY"}');
    expect(await viewer.nextText()).toBe('{"messageType":"GO_AWAY"}');
    const next = await world.connectMaster(channelArn);
    await master.close();
    clock.advance(MINUTE - 1);
    expect(await ping(viewer)).toBe("are you there");
    clock.advance(1);
    expect(await viewer.closed).toBe(1001);
    await world.event("disconnected");
    expect(await world.event("disconnected")).toMatchObject({ role: "viewer", reason: "go-away" });
    expect(next.unread).toBe(0);
    expect(await ping(next)).toBe("are you there");
  });

  it("GO_AWAY leaves a connection usable for its last minute", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(goAway());
    await master.next();
    const reply = world.offer(channelArn, "echo-1");
    expect((await master.next()).senderClientId).toBe("echo-1");
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "YW5zd2Vy" });
    expect((await reply).Answer).toBe("YW5zd2Vy");
  });

  it("GO_AWAY twice does not prolong the minute", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(goAway());
    clock.advance(MINUTE / 2);
    world.service.behave(goAway());
    clock.advance(MINUTE / 2);
    expect(await master.closed).toBe(1001);
  });

  it("RECONNECT_ICE_SERVER closes nothing", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(reconnectIceServer());
    expect(await master.nextText()).toBe('{"messageType":"RECONNECT_ICE_SERVER"}');
    clock.advance(9 * MINUTE);
    expect(await ping(master)).toBe("are you there");
  });

  it("for one channel is not heard on another", async () => {
    const garden = await world.createChannel("garden");
    const [atDoor, inGarden] = [await world.connectMaster(channelArn), await world.connectMaster(garden)];
    world.service.behave(goAway(), { channelName: "garden" });
    expect((await inGarden.next()).messageType).toBe("GO_AWAY");
    clock.advance(MINUTE);
    await inGarden.closed;
    expect(await ping(atDoor)).toBe("are you there");
    expect(atDoor.unread).toBe(0);
  });
});

describe("a connection's end", () => {
  it("is told with its reason when its channel is deleted", async () => {
    const master = await world.connectMaster(channelArn);
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: channelArn }));
    expect(await master.closed).toBe(1001);
    expect(await world.event("disconnected")).toMatchObject({ reason: "channel-deleted" });
  });

  it("lets nothing in any more that a client of a deleted channel sends", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    // As long as it reads nothing it does not know that it is closed.
    viewer.socket.pause();
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: channelArn }));
    viewer.send(offer);
    viewer.socket.resume();
    await viewer.closed;
    await world.event("disconnected");
    expect(world.events.filter(({ type }) => type.startsWith("message"))).toEqual([]);
  });

  it("is told without a reason when the client ends it, and leaves no timer", async () => {
    const timers = clock.running;
    await (await world.connectMaster(channelArn)).close();
    expect(await world.event("disconnected")).not.toHaveProperty("reason");
    expect(clock.running).toBe(timers);
  });
});

describe("a connection that reads nothing", () => {
  it("is cut before what waits for it fills the memory", async () => {
    const unlimited = await openWorld({ quotas: "off" });
    const arn = await unlimited.createChannel();
    const master = await unlimited.connectMaster(arn);
    const viewer = await unlimited.connectViewer(arn, "viewer-1");
    master.socket.pause();
    const candidate = { action: "ICE_CANDIDATE", messagePayload: "A".repeat(10_000) };
    for (let megabytes = 0; megabytes < 30; megabytes += 1) {
      for (let count = 0; count < 100; count += 1) viewer.send(candidate);
    }
    expect(await unlimited.event("disconnected")).toMatchObject({ role: "master", reason: "reads-nothing" });
  });
});

describe("a service that stops", () => {
  it("leaves no timer behind", async () => {
    const unlimited = await openWorld({ quotas: "off", clock });
    const before = clock.running;
    const arn = await unlimited.createChannel();
    const master = await unlimited.connectMaster(arn);
    const viewer = await unlimited.connectViewer(arn, "viewer-1");
    unlimited.service.behave(candidatesOvertake(500));
    unlimited.service.behave(goAway());
    await master.next();
    viewer.send(offer);
    const reply = unlimited.offer(arn, "echo-1").catch(() => "cut");
    await unlimited.event("alexa-offer-sent");
    expect(clock.running).toBeGreaterThan(before);
    await unlimited.service.stop();
    expect(await reply).toBe("cut");
    expect(clock.running).toBe(before);
  });
});
