import { afterEach, describe, expect, it } from "@jest/globals";
import type { ExchangeStage } from "../../../../lambda/observability/ledger.ts";
import { announceTrickle } from "../../../../protocol/sdp/announce-trickle.ts";
import { checkAnswer } from "../../../../protocol/sdp/rules.ts";
import { encodeBase64 } from "../../../../protocol/signaling/base64.ts";
import {
  unwrapSessionDescription,
  wrapSessionDescription,
} from "../../../../protocol/signaling/session-description.ts";
import { candidatesOvertake } from "../../../../rehearsal/signaling-service/behaviours/candidates-overtake.ts";
import { closeWorlds } from "../../../rehearsal/signaling-service/support/world.ts";
import { cameraAnswer, echoOffer } from "../../support/fixtures.ts";
import { candidatesOf, folded, lastOne, trickled, useless } from "./support/trickled.ts";
import { openViewedChannel } from "./support/viewed-channel.ts";

afterEach(closeWorlds);

const stagesOfAView: ExchangeStage[] = [
  "endpointLookup",
  "viewerConnected",
  "viewerOfferSent",
  "viewerAnswer",
  "answerBack",
];

describe("a camera that trickles", () => {
  it("gets the offer with trickle announced, and gives one complete answer", async () => {
    const channel = await openViewedChannel();
    let received = "";
    await channel.connectMaster(({ clientId, payload, answer, trickle }) => {
      received = payload;
      expect(clientId).toBe("session.1");
      answer();
      trickle(...useless, trickled(1), trickled(2), lastOne);
    });
    const { sdp, way } = await channel.view();
    expect(way).toBe("viewer");
    expect(candidatesOf(sdp)).toEqual(folded(trickled(1), trickled(2)));
    expect(checkAnswer(sdp, echoOffer)).toEqual([]);
    expect(unwrapSessionDescription(received, "offer")).toBe(announceTrickle(echoOffer));
    expect(channel.stages).toEqual(stagesOfAView);
    expect((await channel.world.event("disconnected")).role).toBe("viewer");
  });

  it("gets the bare SDP if it wants it so", async () => {
    const channel = await openViewedChannel();
    let received = "";
    await channel.connectMaster(({ payload, answer, trickle }) => {
      received = payload;
      answer();
      trickle(trickled(), null);
    });
    await channel.view({ request: { camera: { ...channel.camera, offerFormat: "sdp" } } });
    expect(received).toBe(encodeBase64(announceTrickle(echoOffer)));
  });

  it("loses no candidate that overtakes the answer", async () => {
    const channel = await openViewedChannel();
    channel.world.service.behave(candidatesOvertake(50));
    await channel.connectMaster(({ answer, trickle }) => {
      answer();
      trickle(trickled(1), trickled(2), lastOne);
    });
    expect(candidatesOf((await channel.view()).sdp)).toEqual(folded(trickled(1), trickled(2)));
  });

  it("may give candidates of mids that nobody knows", async () => {
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer, trickle }) => {
      answer();
      trickle({ ...trickled(), sdpMid: "data7", sdpMLineIndex: 7 }, lastOne);
    });
    const { sdp } = await channel.view();
    expect(candidatesOf(sdp)).toEqual(folded(trickled()));
    expect(checkAnswer(sdp, echoOffer)).toEqual([]);
  });

  it.each(["usable", "useless"])("may send ten thousand candidates that are %s", async (kind) => {
    const channel = await openViewedChannel();
    const first = trickled(1);
    await channel.connectMaster(({ answer, trickle }) => {
      answer();
      trickle(first);
      for (let number = 2; number <= 10_000; number += 1) {
        trickle(kind === "usable" ? trickled(number) : { ...trickled(number), candidate: `candidate:${number}` });
      }
    });
    const { sdp } = await channel.view();
    const expected = kind === "usable" ? Array.from({ length: 50 }, (_, number) => trickled(number + 1)) : [first];
    expect(candidatesOf(sdp)).toEqual(folded(...expected));
  });

  it("need not trickle: a complete answer is taken as it is", async () => {
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer }) => answer(cameraAnswer));
    expect(candidatesOf((await channel.view()).sdp)).toEqual(candidatesOf(cameraAnswer));
  });

  it("is reached with a role's temporary credentials, in the region of its ARN", async () => {
    const temporary = {
      accessKeyId: "ASIAREHEARSALROLE0001",
      secretAccessKey: "role-secret",
      sessionToken: "t/o+k=en",
    };
    const channel = await openViewedChannel({ region: "eu-west-1", accessKeys: [temporary] });
    await channel.connectMaster(({ answer }) => answer(cameraAnswer));
    await expect(channel.view({ credentials: temporary })).resolves.toMatchObject({ way: "viewer" });
  });
});

describe("a connection that is cut", () => {
  /** Closes the viewer's socket: a newer one of its client id takes its place. */
  const cut = async (channel: Awaited<ReturnType<typeof openViewedChannel>>, clientId: string) => {
    await channel.world.connectViewer(channel.channelArn, clientId);
  };

  it.each([
    ["before the answer", false],
    ["between answer and candidates", true],
  ])("%s is made once more, under another client id", async (_, answered) => {
    const channel = await openViewedChannel({ takeover: "close" });
    const clientIds: string[] = [];
    await channel.connectMaster(({ clientId, answer, trickle }) => {
      clientIds.push(clientId);
      if (clientIds.length === 1) {
        if (answered) answer();
        void cut(channel, clientId);
        return;
      }
      answer();
      trickle(trickled(), lastOne);
    });
    expect(candidatesOf((await channel.view()).sdp)).toEqual(folded(trickled()));
    expect(clientIds).toEqual(["session.1", "session.2"]);
    expect(channel.stages).toEqual([...stagesOfAView.slice(0, answered ? 4 : 3), ...stagesOfAView]);
  });

  it("a second time means that KVS cannot be reached", async () => {
    const channel = await openViewedChannel({ takeover: "close" });
    await channel.connectMaster(({ clientId, answer }) => {
      answer();
      void cut(channel, clientId);
    });
    await expect(channel.view()).rejects.toMatchObject({ code: "kvs-unreachable" });
    expect(channel.attempts()).toBe(2);
  });

  it("after a usable candidate is as good as the end of candidates", async () => {
    const channel = await openViewedChannel({ takeover: "close" });
    await channel.connectMaster(({ clientId, answer, trickle }) => {
      answer();
      trickle(trickled());
      void cut(channel, clientId);
    });
    expect(candidatesOf((await channel.view()).sdp)).toEqual(folded(trickled()));
    expect(channel.attempts()).toBe(1);
  });
});

describe("an endpoint that has moved", () => {
  it.each([
    ["is not there", (endpoint: string) => endpoint.replace(/v-\w+$/, "v-00000000")],
    ["does not listen", () => "ws://127.0.0.1:1/v-1"],
  ])("is looked up afresh where it %s", async (_, stale) => {
    const channel = await openViewedChannel();
    await channel.connectMaster(({ answer }) => answer(cameraAnswer));
    let dropped = false;
    const endpoints = {
      async endpointsOf(channelArn: string, signal: AbortSignal) {
        const known = await channel.endpoints.endpointsOf(channelArn, signal);
        return dropped ? known : { ...known, wss: stale(known.wss ?? "") };
      },
      drop() {
        dropped = true;
      },
    };
    await expect(channel.view({ endpoints })).resolves.toMatchObject({ way: "viewer" });
    expect(channel.attempts()).toBe(2);
  });

  it.each([
    ["channel-missing", (wss: string) => wss.replace(/v-\w+$/, "v-00000000")],
    ["kvs-unreachable", () => "ws://127.0.0.1:1/v-1"],
    ["kvs-unreachable", () => undefined],
  ])("is %s when the fresh one is no better", async (code, stale) => {
    const channel = await openViewedChannel();
    const endpoints = {
      async endpointsOf(channelArn: string, signal: AbortSignal) {
        const known = await channel.endpoints.endpointsOf(channelArn, signal);
        return { ...known, wss: stale(known.wss ?? "") };
      },
      drop() {},
    };
    await expect(channel.view({ endpoints })).rejects.toMatchObject({ code });
  });
});

describe("an offer", () => {
  it("that only the announcement makes too large is refused before anyone is called", async () => {
    const channel = await openViewedChannel();
    let sdp = echoOffer;
    while (wrapSessionDescription("offer", sdp).length <= 10_000 - 4)
      sdp = sdp.replace("t=0 0\r\n", "t=0 0\r\na=x:1\r\n");
    while (wrapSessionDescription("offer", sdp).length <= 10_000 - 4) sdp = sdp.replace("a=x:1", "a=x:11");
    expect(wrapSessionDescription("offer", sdp).length).toBeLessThanOrEqual(10_000);
    await expect(channel.view({ request: { sdp } })).rejects.toMatchObject({ code: "offer-too-large" });
    expect(channel.attempts()).toBe(0);
  });
});
