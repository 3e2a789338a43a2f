import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { type Clock, systemClock } from "../../../camera/clock.ts";
import type { IceServer } from "../../../camera/ice-servers.ts";
import { createAudioSource, createVideoSource } from "../../../camera/media/index.ts";
import { createMediaBroadcast, createViewerSession, type ViewerSession } from "../../../camera/webrtc/index.ts";
import type { IceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import { createHeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { createManualClock } from "../manual-clock.ts";

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

const broadcast = (clock: Clock = systemClock) =>
  createMediaBroadcast({
    createVideo: () => createVideoSource({ cameraId: "front-door", name: "Front Door" }),
    createAudio: createAudioSource,
    clock,
    now: () => new Date(),
    level: () => 0,
  });

function createSession(options: Partial<Parameters<typeof createViewerSession>[0]> & { offer: string }): ViewerSession {
  const session = createViewerSession({
    talk: false,
    loopback: true,
    iceServers: async () => [],
    trickle: false,
    gatheringLimitMilliseconds: 2_000,
    broadcast: broadcast(),
    clock: systemClock,
    onConnected: () => {},
    onKeyframeRequested: () => {},
    onTalk: () => {},
    onGone: () => {},
    ...options,
  });
  toClose.push(session.close);
  return session;
}

async function createEcho() {
  const echo = await createHeadlessEcho({ address: "127.0.0.1" });
  toClose.push(echo.close);
  return echo;
}

/** A TURN server that keeps its clients waiting until the test is over, and then refuses them. */
async function silentTurnServer(): Promise<IceServer> {
  const socket: Socket = createSocket("udp4");
  const refuse: (() => void)[] = [];
  socket.on("message", (request, from) => {
    const refusal = Buffer.from(request.subarray(0, 20));
    // An error response of the same transaction without attributes. Source: RFC 8489 §5.
    refusal.writeUInt16BE(request.readUInt16BE(0) | 0x0110, 0);
    refusal.writeUInt16BE(0, 2);
    refuse.push(() => socket.send(refusal, from.port, from.address));
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  toClose.unshift(async () => {
    for (const one of refuse) one();
    await setImmediate();
    socket.close();
    await once(socket, "close");
  });
  return { urls: `turn:127.0.0.1:${socket.address().port}?transport=udp`, username: "user", credential: "secret" };
}

describe("a session whose TURN server never replies", () => {
  it("is answered within its limit and connects", async () => {
    const echo = await createEcho();
    const turnServer = await silentTurnServer();
    const session = createSession({
      offer: echo.offer,
      iceServers: async () => [turnServer],
      gatheringLimitMilliseconds: 100,
    });
    const began = performance.now();
    const { sdp, candidates } = await session.answer();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(candidates).toBeGreaterThan(0);
    await echo.acceptAnswer(sdp);
    await echo.untilFrames(1);
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});

describe("a session whose ICE servers are long in coming", () => {
  it("has half of its time for them and the rest for gathering", async () => {
    const clock = createManualClock();
    const echo = await createEcho();
    const turnServer = await silentTurnServer();
    const limits: number[] = [];
    const session = createSession({
      offer: echo.offer,
      clock,
      iceServers: async (limit) => {
        limits.push(limit);
        clock.advance(limit);
        return [turnServer];
      },
    });
    const answer = session.answer();
    // Besides the limit of gathering there is the one of the connection.
    while (clock.waiting() < 2) await setImmediate();
    clock.advance(999);
    expect(clock.waiting()).toBe(2);
    clock.advance(1);
    await answer;
    expect(limits).toEqual([1_000]);
  });
});

describe("a session whose viewer vanishes", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it("is over when nothing has been heard for half a minute, and its stream with it", async () => {
    // Time goes on by itself until it leaps. Of the WebRTC stack's own clock only the timers must.
    jest.useFakeTimers({
      advanceTimers: true,
      doNotFake: ["nextTick", "queueMicrotask", "setImmediate", "performance"],
    });
    const clock = createManualClock();
    const echo = await createEcho();
    let connected = () => {};
    const watching = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const reasons: string[] = [];
    const session = createSession({
      offer: echo.offer,
      clock,
      broadcast: broadcast(clock),
      onConnected: connected,
      onGone: (reason) => reasons.push(reason),
    });
    await echo.acceptAnswer((await session.answer()).sdp);
    await watching;
    expect(clock.waiting()).toBeGreaterThan(0);
    await echo.vanish();
    expect(reasons).toEqual([]);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(reasons).toEqual(["connection-lost"]);
    expect(clock.waiting()).toBe(0);
  });
});

describe("a session", () => {
  it("is over when nothing came of the answer", async () => {
    const clock = createManualClock();
    const reasons: string[] = [];
    const echo = await createEcho();
    const session = createSession({ offer: echo.offer, clock, onGone: (reason) => reasons.push(reason) });
    await session.answer();
    clock.advance(14_999);
    expect(reasons).toEqual([]);
    clock.advance(1);
    expect(reasons).toEqual(["never-connected"]);
  });

  it("has its candidates wait for whoever sends them, and says when there are no more", async () => {
    const echo = await createEcho();
    const session = createSession({ offer: echo.offer, trickle: true });
    const { sdp, candidates } = await session.answer();
    expect(candidates).toBe(0);
    expect(sdp).not.toMatch(/^a=(candidate|end-of-candidates)/m);
    const sent: IceCandidate[] = [];
    for await (const candidate of session.candidates) sent.push(candidate);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent[0]).toMatchObject({
      candidate: expect.stringMatching(/^candidate:/),
      sdpMid: "audio0",
      sdpMLineIndex: 0,
    });
    expect(sent.filter(({ candidate }) => candidate === "")).toEqual([
      { candidate: "", sdpMid: "audio0", sdpMLineIndex: 0 },
    ]);
    expect(sent.at(-1)?.candidate).toBe("");
  });

  it("gives no more candidates once it is over", async () => {
    const echo = await createEcho();
    const session = createSession({ offer: echo.offer, trickle: true });
    await session.answer();
    const sent: string[] = [];
    for await (const { candidate } of session.candidates) {
      sent.push(candidate);
      void session.close();
    }
    expect(session.over.aborted).toBe(true);
    expect(sent).toEqual([expect.stringMatching(/^candidate:/)]);
  });

  it("that was closed before its ICE servers were known answers nothing", async () => {
    const echo = await createEcho();
    let arrive = (_servers: readonly IceServer[]) => {};
    const iceServers = new Promise<readonly IceServer[]>((resolve) => {
      arrive = resolve;
    });
    const session = createSession({ offer: echo.offer, iceServers: () => iceServers });
    const answer = expect(session.answer()).rejects.toThrow("the session is over");
    await session.close();
    arrive([]);
    await answer;
  });

  it("takes no offer that is not an SDP", async () => {
    await expect(createSession({ offer: "null" }).answer()).rejects.toThrow("not an SDP");
  });
});
