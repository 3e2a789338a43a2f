import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { WebSocketServer } from "ws";
import type { ExchangeStage } from "../../../../lambda/observability/ledger.ts";
import { failWith } from "../../../../rehearsal/signaling-service/behaviours/fail-with.ts";
import { halfOpen } from "../../../../rehearsal/signaling-service/behaviours/half-open.ts";
import { hang } from "../../../../rehearsal/signaling-service/behaviours/hang.ts";
import { manualClock } from "../../../rehearsal/signaling-service/support/manual-clock.ts";
import { closeWorlds } from "../../../rehearsal/signaling-service/support/world.ts";
import { candidatesOf, folded, lastOne, trickled, useless } from "./support/trickled.ts";
import { openViewedChannel, type ViewedChannel } from "./support/viewed-channel.ts";

afterEach(closeWorlds);

/** Views the camera until a stage is reached, and `then` has happened: there the deadline is. */
function viewUntil(channel: ViewedChannel, last: ExchangeStage, then: () => Promise<unknown> = async () => {}) {
  const deadline = new AbortController();
  return channel.view({
    request: { signal: deadline.signal },
    onStage(stage) {
      if (stage === last) void then().then(() => setImmediate(() => deadline.abort()));
    },
  });
}

describe("a view as viewer", () => {
  it("finds the camera busy when ten viewers look at it", async () => {
    const clock = manualClock();
    const channel = await openViewedChannel({ quotas: "on", clock });
    for (let number = 0; number < 10; number += 1) {
      await channel.world.connectViewer(channel.channelArn, `viewer-${number}`);
      // The rate of handshakes is limited too.
      clock.advance(1_000);
    }
    await expect(channel.view()).rejects.toMatchObject({ code: "camera-busy" });
    expect(channel.attempts()).toBe(1);
  });

  it("is denied where IAM does not allow ConnectAsViewer", async () => {
    const limited = {
      accessKeyId: "AKIALIMITED000000001",
      secretAccessKey: "secret",
      actions: ["SendAlexaOfferToMaster"],
    };
    const channel = await openViewedChannel({ accessKeys: [limited] });
    await expect(channel.view({ credentials: limited })).rejects.toMatchObject({ code: "kvs-denied" });
    expect(channel.attempts()).toBe(1);
  });

  it("is late when nobody answers", async () => {
    const channel = await openViewedChannel();
    await expect(viewUntil(channel, "viewerOfferSent")).rejects.toMatchObject({ code: "answer-late" });
    expect((await channel.world.event("disconnected")).clientId).toBe("session.1");
  });

  it("says that the answer has no candidates when none came that can be used", async () => {
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer, trickle }) => {
      answer();
      trickle(...useless, lastOne);
    });
    const candidates = async () => {
      for (let left = useless.length; left > 0; ) {
        const { action } = await channel.world.event("message-relayed");
        if (action === "ICE_CANDIDATE") left -= 1;
      }
    };
    await expect(viewUntil(channel, "viewerAnswer", candidates)).rejects.toMatchObject({
      code: "answer-without-candidates",
    });
    expect((await channel.world.event("disconnected")).clientId).toBe("session.1");
  });

  it.each([
    ["ClientLimitExceededException", "kvs-throttled"],
    ["InvalidArgumentException", "unexpected"],
  ])("ends at once with %s when the service says so of its offer", async (errorType, code) => {
    const channel = await openViewedChannel();
    const offers: object[] = [];
    // The stand-in refuses no offer that is well formed.
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    server.on("connection", (socket) =>
      socket.on("message", (data) => {
        const { correlationId, recipientClientId } = JSON.parse(String(data));
        offers.push({ correlationId, recipientClientId });
        const tell = (status: object) =>
          socket.send(JSON.stringify({ messageType: "STATUS_RESPONSE", statusResponse: { correlationId, ...status } }));
        tell({ statusCode: "200" });
        tell({ statusCode: "400", errorType });
      }),
    );
    const wss = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v-1`;
    const endpoints = { endpointsOf: async () => ({ https: "https://unused.example", wss }), drop() {} };
    await expect(channel.view({ endpoints })).rejects.toMatchObject({ code });
    expect(offers).toEqual([{ correlationId: "session.1", recipientClientId: undefined }]);
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ["AccessDeniedException", "kvs-denied"],
    ["ResourceNotFoundException", "channel-missing"],
    ["InternalFailure", "kvs-unreachable"],
  ] as const)("takes %s at the handshake for %s", async (error, code) => {
    const channel = await openViewedChannel();
    channel.world.service.behave(failWith(error, { operation: "ConnectAsViewer" }));
    await expect(channel.view()).rejects.toMatchObject({ code });
  });
});

describe("a view that is given up", () => {
  it("before it begins calls nobody", async () => {
    const channel = await openViewedChannel();
    await expect(channel.view({ request: { signal: AbortSignal.abort() } })).rejects.toMatchObject({
      code: "kvs-unreachable",
    });
    expect(channel.stages).toEqual([]);
  });

  it("during a handshake that hangs leaves no connection", async () => {
    const channel = await openViewedChannel();
    const asked = new Promise<void>((resolve) => {
      const { beforeOperation, ...rest } = hang("ConnectAsViewer");
      channel.world.service.behave({
        ...rest,
        beforeOperation(call) {
          if (call.operation === "ConnectAsViewer") resolve();
          return beforeOperation?.(call);
        },
      });
    });
    await expect(viewUntil(channel, "endpointLookup", () => asked)).rejects.toMatchObject({ code: "answer-late" });
  });

  it("in a second handshake that hangs, after a first one that failed, does not blame the camera", async () => {
    const channel = await openViewedChannel();
    let asked = 0;
    const askedTwice = new Promise<void>((resolve) => {
      channel.world.service.behave({
        name: "no handshake",
        beforeOperation({ operation }) {
          if (operation !== "ConnectAsViewer") return undefined;
          asked += 1;
          if (asked === 2) resolve();
          return { do: asked === 1 ? "reset" : "hang" };
        },
      });
    });
    await expect(viewUntil(channel, "endpointLookup", () => askedTwice)).rejects.toMatchObject({
      code: "kvs-unreachable",
    });
  });

  it("as soon as the connection stands sends no offer", async () => {
    const channel = await openViewedChannel();
    const deadline = new AbortController();
    const viewing = channel.view({
      request: { signal: deadline.signal },
      onStage(stage) {
        if (stage === "viewerConnected") deadline.abort();
      },
    });
    await expect(viewing).rejects.toMatchObject({ code: "answer-late" });
    await channel.world.event("disconnected");
    expect(channel.stages).toEqual(["endpointLookup", "viewerConnected"]);
    expect(channel.world.events.map(({ type }) => type)).not.toContain("message-queued");
  });

  it("at any moment leaves no connection behind, and no failure that nobody hears of", async () => {
    // An unhandled rejection would fail this test.
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer, trickle }) => {
      answer();
      trickle(trickled(), lastOne);
    });
    await channel.endpoints.endpointsOf(channel.channelArn, new AbortController().signal);
    const outcomes = new Set<string>();
    for (let turns = 0; turns < 60; turns += 1) {
      const deadline = new AbortController();
      const viewing = channel.view({ request: { signal: deadline.signal } }).then(
        ({ way }) => way,
        (failure) => failure.code,
      );
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      deadline.abort();
      outcomes.add(await viewing);
    }
    expect([...outcomes].sort()).toEqual(expect.arrayContaining(["answer-late"]));
    for (const outcome of outcomes) expect(outcome).toMatch(/^(answer-late|answer-without-candidates|viewer)$/);
    const ofViewers = (type: string) =>
      channel.world.events.filter((event) => event.type === type && "role" in event && event.role === "viewer").length;
    while (ofViewers("disconnected") < ofViewers("connected")) await new Promise((resolve) => setImmediate(resolve));
  });

  it("over a connection whose other end is dead ends at its deadline", async () => {
    const channel = await openViewedChannel();
    channel.world.service.behave(halfOpen());
    await expect(viewUntil(channel, "viewerOfferSent")).rejects.toMatchObject({ code: "answer-late" });
  });

  it("with an answer and a candidate gives these", async () => {
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer, trickle }) => {
      trickle(trickled());
      answer();
    });
    const { sdp } = await viewUntil(channel, "viewerAnswer");
    expect(candidatesOf(sdp)).toEqual(folded(trickled()));
  });
});
