import { afterEach, describe, expect, it } from "@jest/globals";
import { unwrapIceCandidate, wrapIceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import { unwrapSessionDescription, wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { without } from "../protocol/sdp/fixtures.ts";
import { type Stage, setStage, type Viewer } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const candidatesOf = (offer: string) => [...offer.matchAll(/^a=(candidate:1 1 UDP .*?)\r?$/gm)].map(([, line]) => line);
const trickling = (offer: string) => offer.replace("t=0 0\r\n", "t=0 0\r\na=ice-options:trickle\r\n");

/** The camera's answer and its first candidate, which follows it, as one answer. */
async function foldedAnswer(viewer: Viewer): Promise<string> {
  const answer = await viewer.next();
  expect(answer.messageType).toBe("SDP_ANSWER");
  const candidate = await viewer.next();
  expect(candidate.messageType).toBe("ICE_CANDIDATE");
  const line = unwrapIceCandidate(candidate.messagePayload)?.candidate;
  return unwrapSessionDescription(answer.messagePayload, "answer").replaceAll(
    "a=rtcp-mux\r\n",
    `a=rtcp-mux\r\na=${line}\r\n`,
  );
}

describe("a viewer on the channel whose offer announces trickle", () => {
  it("is answered at once, without candidates, which follow one by one", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    viewer.socket.send({
      action: "SDP_OFFER",
      messagePayload: wrapSessionDescription("offer", trickling(echo.offer)),
    });
    const answer = await foldedAnswer(viewer);
    expect(await stage.events.until("answered")).toMatchObject({ candidates: 0 });
    await echo.acceptAnswer(answer);
    await echo.untilFrames(2);
  });

  it("is told when there are no more candidates", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", trickling(echo.offer)) });
    await viewer.next();
    let message = unwrapIceCandidate((await viewer.next()).messagePayload);
    while (message?.candidate !== "") message = unwrapIceCandidate((await viewer.next()).messagePayload);
    expect(message).toEqual({ candidate: "", sdpMid: "audio0", sdpMLineIndex: 0 });
  });

  it("sees the camera though it says itself that there are no more candidates, before its offer and after it", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    const end = () =>
      viewer.socket.send({
        action: "ICE_CANDIDATE",
        messagePayload: wrapIceCandidate({ candidate: "", sdpMid: "audio0", sdpMLineIndex: 0 }),
      });
    const [candidate = ""] = candidatesOf(echo.offer);
    end();
    viewer.socket.send({
      action: "SDP_OFFER",
      messagePayload: wrapSessionDescription("offer", trickling(without(echo.offer, /^a=candidate/))),
    });
    end();
    const answer = await viewer.next();
    // The service does not promise order, so a candidate may come after the mark. Only the camera can begin here.
    viewer.socket.send({
      action: "ICE_CANDIDATE",
      messagePayload: wrapIceCandidate({ candidate, sdpMid: "audio0", sdpMLineIndex: 0 }),
    });
    await echo.acceptAnswer(unwrapSessionDescription(answer.messagePayload, "answer"));
    await echo.untilFrames(2);
    expect(stage.events.types()).not.toContain("unreadable-candidate");
  });

  it("sees the camera though its candidates overtook its offer", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    const [candidate = ""] = candidatesOf(echo.offer);
    viewer.socket.send({
      action: "ICE_CANDIDATE",
      messagePayload: wrapIceCandidate({ candidate, sdpMid: "audio0", sdpMLineIndex: 0 }),
    });
    viewer.socket.send({
      action: "SDP_OFFER",
      messagePayload: wrapSessionDescription("offer", trickling(without(echo.offer, /^a=candidate/))),
    });
    // Without its own candidates the answer leaves the viewer nowhere to send: only the camera can begin.
    const answer = await viewer.next();
    await echo.acceptAnswer(unwrapSessionDescription(answer.messagePayload, "answer"));
    await echo.untilFrames(2);
  });

  it("sees the camera again though the candidates of its second offer overtook that", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const [before, echo] = [await stage.createEcho(), await stage.createEcho()];
    const offer = (sdp: string) =>
      viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", trickling(sdp)) });
    offer(before.offer);
    await viewer.next();
    const [candidate = ""] = candidatesOf(echo.offer);
    const fragment = /^a=ice-ufrag:(\S+)/m.exec(echo.offer)?.[1];
    viewer.socket.send({
      action: "ICE_CANDIDATE",
      messagePayload: wrapIceCandidate({
        candidate: `${candidate} generation 0 ufrag ${fragment} network-cost 999`,
        sdpMid: "audio0",
        sdpMLineIndex: 0,
      }),
    });
    offer(without(echo.offer, /^a=candidate/));
    let answer = await viewer.next();
    while (answer.messageType !== "SDP_ANSWER") answer = await viewer.next();
    await echo.acceptAnswer(unwrapSessionDescription(answer.messagePayload, "answer"));
    await echo.untilFrames(2);
  });

  it("does not see what another firmware keeps back", async () => {
    stage = await setStage({
      behaviour: { trickle: "never", beforeAnswer: (answer) => answer.replace("s=-", "s=other") },
    });
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", trickling(echo.offer)) });
    const answer = unwrapSessionDescription((await viewer.next()).messagePayload, "answer");
    expect(answer).toContain("s=other\r\n");
    expect(answer).toMatch(/^a=candidate:/m);
    expect(await stage.events.until("offer")).toMatchObject({ trickle: false });
  });
});

describe("a camera with a behaviour that fails", () => {
  const fail = () => {
    throw new Error("a secret");
  };

  it("says so of candidates that fail after some were sent, and ends what they were for", async () => {
    let signal: AbortSignal | undefined;
    stage = await setStage({
      behaviour: {
        async *candidates(candidates, about) {
          signal = about.signal;
          for await (const candidate of candidates) {
            yield candidate;
            fail();
          }
        },
      },
    });
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", trickling(echo.offer)) });
    expect(await stage.events.until("refused-offer")).toMatchObject({ reason: "a behaviour of this camera failed" });
    expect((await viewer.next()).messageType).toBe("SDP_ANSWER");
    expect((await viewer.next()).messageType).toBe("ICE_CANDIDATE");
    expect(signal?.aborted).toBe(true);
    expect(stage.camera.viewers()).toEqual([]);
  });

  it.each(["beforeAnswer", "beforeAnswerPayload", "candidates"])(
    "says so of %s, and does not lay it to the WebRTC stack",
    async (hook) => {
      stage = await setStage({ behaviour: { [hook]: fail } });
      const viewer = await stage.openViewer("viewer-1");
      const echo = await stage.createEcho();
      viewer.socket.send({
        action: "SDP_OFFER",
        messagePayload: wrapSessionDescription("offer", trickling(echo.offer)),
      });
      expect(await stage.events.until("refused-offer")).toMatchObject({
        clientId: "viewer-1",
        reason: "a behaviour of this camera failed",
      });
      expect(stage.camera.viewers()).toEqual([]);
    },
  );

  it("goes on when the failure comes with a second delivery of the same offer", async () => {
    let sent = 0;
    const beforeAnswerPayload = (payload: string) => {
      sent += 1;
      return sent === 1 ? payload : fail();
    };
    stage = await setStage({ behaviour: { beforeAnswerPayload } });
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    const messagePayload = wrapSessionDescription("offer", echo.offer);
    viewer.socket.send({ action: "SDP_OFFER", messagePayload });
    await viewer.next();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload });
    expect(await stage.events.until("refused-offer")).toMatchObject({ reason: "a behaviour of this camera failed" });
    expect(stage.camera.viewers()).toEqual([]);
  });
});

describe("a camera that is sent what it cannot use", () => {
  it("refuses unreadable offers with a reason and goes on", async () => {
    stage = await setStage();
    const viewer = await stage.openViewer("viewer-1");
    const send = (sdp: string) =>
      viewer.socket.send({ action: "SDP_OFFER", messagePayload: Buffer.from(sdp).toString("base64") });
    const echo = await stage.createEcho();
    send("null");
    send(without(echo.offer, /^a=fingerprint/));
    send(echo.offer.replace("m=audio", "m=text"));
    await stage.events.until("refused-offer", 3);
    expect(stage.events.all.filter(({ type }) => type === "refused-offer")).toMatchObject([
      { clientId: "viewer-1", reason: "the payload is neither JSON nor SDP" },
      { clientId: "viewer-1", reason: "no-fingerprint: no fingerprint for section 1, 2" },
      { clientId: "viewer-1", reason: "the WebRTC stack cannot answer it" },
    ]);
    viewer.socket.send({ action: "ICE_CANDIDATE", messagePayload: Buffer.from("nonsense").toString("base64") });
    await stage.events.until("unreadable-candidate");
    expect(stage.camera.viewers()).toEqual([]);
    await (await stage.watch("echo-1")).untilFrames(1);
  });

  it("refuses viewers beyond those it can serve", async () => {
    stage = await setStage({ maximumViewers: 1 });
    await stage.watch("echo-1");
    const viewer = await stage.openViewer("viewer-2");
    const echo = await stage.createEcho();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", echo.offer) });
    expect(await stage.events.until("refused-offer")).toMatchObject({ reason: "there are already 1 viewers" });
  });
});
