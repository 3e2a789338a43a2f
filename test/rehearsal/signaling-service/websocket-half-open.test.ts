import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { goAway, halfOpen } from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type Peer, type World } from "./support/world.ts";

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };

/** Resolves when a ping is answered; says so when one is. */
function listenForPong(peer: Peer): { heard: boolean; readonly pong: Promise<void> } {
  const state = { heard: false, pong: new Promise<void>((resolve) => peer.socket.once("pong", () => resolve())) };
  peer.socket.once("pong", () => {
    state.heard = true;
  });
  peer.socket.ping();
  return state;
}

/**
 * Resolves when the service has read whatever other sockets had sent before, as far as it reads them at all: it has
 * answered a ping that was sent behind it.
 */
const untilAllRead = (bystander: Peer) => listenForPong(bystander).pong;

describe("a half-open channel", () => {
  it("keeps its sockets open, answers no ping and loses what it hands over", async () => {
    const master = await world.connectMaster(channelArn);
    const pongs = listenForPong(master);
    await pongs.pong;
    world.service.behave(halfOpen());
    const unanswered = listenForPong(master);
    const reply = world.offer(channelArn, "echo-1");
    expect(await world.event("alexa-offer-sent")).toMatchObject({ masterConnected: true });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "behaviour", from: "alexa" });
    clock.advance(5_000);
    expect((await reply).Answer).toBeUndefined();
    expect(unanswered.heard).toBe(false);
    expect(master.unread).toBe(0);
    expect(master.socket.readyState).toBe(master.socket.OPEN);
    expect(world.events.some((event) => event.type === "disconnected")).toBe(false);
  });

  it("opens new sockets and leaves them dead too: what waited for them is lost", async () => {
    const reply = world.offer(channelArn, "echo-1");
    await world.event("message-queued");
    const remove = world.service.behave(halfOpen());
    const master = await world.connectMaster(channelArn);
    expect(await world.event("message-dropped")).toMatchObject({ reason: "behaviour" });
    remove();
    await listenForPong(master).pong;
    expect(master.unread).toBe(0);
    clock.advance(5_000);
    expect((await reply).Answer).toBeUndefined();
  });

  it("works again when the behaviour is taken out, and then reads what was sent meanwhile", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const bystander = await world.connectMaster(await world.createChannel("garden"));
    const remove = world.service.behave(halfOpen(), { channelName: "front-door" });
    const late = listenForPong(viewer);
    viewer.send(offer);
    await untilAllRead(bystander);
    expect(world.events.filter(({ type }) => type.startsWith("message-"))).toEqual([]);
    remove();
    expect((await master.next()).messageType).toBe("SDP_OFFER");
    expect(await world.event("message-relayed")).toMatchObject({ action: "SDP_OFFER" });
    await late.pong;
  });

  it("leaves other channels alone", async () => {
    const garden = await world.createChannel("garden");
    const master = await world.connectMaster(garden);
    world.service.behave(halfOpen(), { channelName: "front-door" });
    await listenForPong(master).pong;
  });

  it("answers no closing handshake, and notices the client's end when it works again", async () => {
    const master = await world.connectMaster(channelArn);
    const bystander = await world.connectMaster(await world.createChannel("garden"));
    const remove = world.service.behave(halfOpen(), { channelName: "front-door" });
    const dead = await world.connectViewer(channelArn, "viewer-1");
    master.socket.close();
    dead.socket.terminate();
    // Once for the closing handshake, and once for the end of the connection behind it.
    await untilAllRead(bystander);
    await untilAllRead(bystander);
    expect(world.events.some((event) => event.type === "disconnected")).toBe(false);
    expect(master.socket.readyState).toBe(master.socket.CLOSING);
    remove();
    expect(await master.closed).toBe(1005);
    expect(await world.event("disconnected")).toMatchObject({ role: "viewer", closeCode: 1006 });
    expect(await world.event("disconnected")).toMatchObject({ role: "master", closeCode: 1005 });
  });

  it("goes on losing messages to a client that has gone, until its connection is too old or silent", async () => {
    const bystander = await world.connectMaster(await world.createChannel("garden"));
    const master = await world.connectMaster(channelArn);
    world.service.behave(halfOpen(), { channelName: "front-door" });
    master.socket.terminate();
    await untilAllRead(bystander);
    const reply = world.offer(channelArn, "echo-1");
    expect(await world.event("alexa-offer-sent")).toMatchObject({ masterConnected: true });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "behaviour" });
    clock.advance(600_000);
    expect((await reply).Answer).toBeUndefined();
    expect(await world.event("disconnected")).toMatchObject({ role: "master", reason: "idle" });
  });

  it("loses GO_AWAY too, and nobody is cut who has not heard it", async () => {
    const master = await world.connectMaster(channelArn);
    const remove = world.service.behave(halfOpen());
    await world.event("behaviour-begun");
    world.service.behave(goAway());
    expect(await world.event("behaviour-begun")).toMatchObject({ behaviour: "go-away", sentTo: 0 });
    clock.advance(60_000);
    remove();
    await listenForPong(master).pong;
    expect(master.unread).toBe(0);
    expect(master.socket.readyState).toBe(master.socket.OPEN);
  });

  it("ends like any other when it has been silent for ten minutes", async () => {
    const master = await world.connectMaster(channelArn);
    world.service.behave(halfOpen());
    clock.advance(600_000);
    expect(await master.closed).toBe(1006);
    expect(await world.event("disconnected")).toMatchObject({ reason: "idle" });
  });
});
