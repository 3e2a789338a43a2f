import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { checkAnswer } from "../../../protocol/sdp/rules.ts";
import { type IceCandidate, wrapIceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { createHappenings, type Happenings } from "../../../rehearsal/happenings.ts";
import type { ServiceTraffic } from "../../../rehearsal/signaling-service/index.ts";
import type { Stage } from "../../../rehearsal/view/timeline.ts";
import { KEPT_MESSAGES } from "../../../rehearsal/wire/kept-messages.ts";
import { recordWire, type WireRecorder } from "../../../rehearsal/wire/recorder.ts";
import { cameraAnswer, echoOffer, without } from "../../protocol/sdp/fixtures.ts";

type Frame = ServiceTraffic & { kind: "frame" };

const sessionId = "8f2a4c1e";
const viewerId = `${sessionId}.2`;
const record: CameraRecordInput = {
  id: "garden",
  name: "Garden",
  kind: "camera",
  talk: false,
  channelArn: "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/garden/1700000000000",
  owners: ["amzn1.account.A"],
  manufacturer: "Example",
  model: "One",
};
const bareAnswer = wrapSessionDescription("answer", without(cameraAnswer, /^a=candidate|^a=end-of-candidates/));
/** As the C SDK writes them: its mid and its index are the same of every candidate. */
const candidate = (port: number): IceCandidate => ({
  candidate: `candidate:1 1 udp 2130706431 203.0.113.80 ${port} typ host`,
  sdpMid: "0",
  sdpMLineIndex: 0,
});

let happenings: Happenings;
let wire: WireRecorder;
let at: number;
beforeEach(() => {
  happenings = createHappenings();
  wire = recordWire({ sessionId, record, happenings });
  at = 1_700_000_000_000;
});
afterEach(() => wire.stop());

const tell = (traffic: Record<string, unknown>) => {
  at += 1;
  happenings.emit("traffic", { at, channelName: "garden", ...traffic } as ServiceTraffic);
};
const request = (id: number, operation: string, line: string, body: unknown) =>
  tell({ kind: "request", id, operation, line, body });
const reply = (id: number, operation: string, status: number, body?: unknown, errorType?: string) =>
  tell({ kind: "reply", id, operation, status, body, ...(errorType === undefined ? {} : { errorType }) });
const handshake = (id: number, clientId = viewerId) =>
  request(id, "ConnectAsViewer", "GET /, upgrade to WebSocket", { "X-Amz-ClientId": clientId });
const frame = (role: Frame["role"], direction: Frame["direction"], message: object, clientId = viewerId) =>
  tell({ kind: "frame", role, direction, clientId, message });
/** A message of the camera's to the viewer, at both ends of the channel. */
const toViewer = (type: "SDP_ANSWER" | "ICE_CANDIDATE", messagePayload: string, clientId = viewerId) => {
  frame("master", "from-client", { action: type, recipientClientId: clientId, messagePayload }, clientId);
  frame("viewer", "to-client", { messageType: type, messagePayload }, clientId);
};
const linesOf = (stage: Stage) =>
  (wire.messages()[stage] ?? []).map(({ from, to, what }) => `${from} → ${to}: ${what}`);

function exchangeAsViewer(): void {
  handshake(1);
  reply(1, "ConnectAsViewer", 101);
  const messagePayload = wrapSessionDescription("offer", echoOffer);
  frame("viewer", "from-client", { action: "SDP_OFFER", messagePayload });
  frame("master", "to-client", { messageType: "SDP_OFFER", messagePayload, senderClientId: viewerId });
  toViewer("SDP_ANSWER", bareAnswer);
}

describe("the messages of a view that goes as viewer", () => {
  it("stand at their stages, each on both legs of its way", () => {
    exchangeAsViewer();
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_100)));
    expect(wire.stages()).toEqual([
      "viewerConnected",
      "viewerOfferSent",
      "viewerOfferAtCamera",
      "viewerAnswer",
      "answerBack",
    ]);
    expect(linesOf("viewerConnected")).toEqual([
      "skill → KVS signaling: ConnectAsViewer (GET /, upgrade to WebSocket)",
      "KVS signaling → skill: HTTP 101",
    ]);
    expect(linesOf("viewerOfferSent")).toEqual(["skill → KVS signaling: WebSocket SDP_OFFER"]);
    expect(linesOf("viewerOfferAtCamera")).toEqual(["KVS signaling → camera: WebSocket SDP_OFFER"]);
    expect(linesOf("viewerAnswer")).toEqual([
      "camera → KVS signaling: WebSocket SDP_ANSWER",
      "KVS signaling → skill: WebSocket SDP_ANSWER",
    ]);
    expect(linesOf("answerBack")).toEqual([
      "camera → KVS signaling: WebSocket ICE_CANDIDATE",
      "KVS signaling → skill: WebSocket ICE_CANDIDATE",
    ]);
    expect(wire.messages().answerBack?.[1]?.body).toEqual({
      messageType: "ICE_CANDIDATE",
      messagePayload: candidate(40_100),
    });
  });

  it("stand apart from those of the offer that went by SendAlexaOfferToMaster", () => {
    const first = `${sessionId}.1`;
    const line = "POST /v1/send-alexa-offer-to-master";
    request(1, "SendAlexaOfferToMaster", line, { SenderClientId: first });
    frame("master", "to-client", { messageType: "SDP_OFFER", senderClientId: first }, first);
    exchangeAsViewer();
    expect(linesOf("offerSent")).toEqual([`skill → KVS signaling: SendAlexaOfferToMaster (${line})`]);
    expect(linesOf("offerAtCamera")).toEqual(["KVS signaling → camera: WebSocket SDP_OFFER"]);
    expect(linesOf("viewerOfferAtCamera")).toEqual(["KVS signaling → camera: WebSocket SDP_OFFER"]);
  });

  it("are no other session's", () => {
    handshake(1, "other.2");
    reply(1, "ConnectAsViewer", 101);
    toViewer("SDP_ANSWER", bareAnswer, "other.2");
    expect(wire.stages()).toEqual([]);
    expect(wire.answer()).toBeUndefined();
  });

  it("tell why a handshake was refused", () => {
    handshake(1);
    reply(1, "ConnectAsViewer", 400, { Message: "Too many viewers." }, "ClientLimitExceededException");
    expect(linesOf("viewerConnected")[1]).toBe("KVS signaling → skill: HTTP 400 ClientLimitExceededException");
  });

  it("have what the service says against the offer in the place of the answer", () => {
    handshake(1);
    frame("viewer", "to-client", { messageType: "STATUS_RESPONSE", statusResponse: { statusCode: "400" } });
    expect(linesOf("viewerAnswer")).toEqual(["KVS signaling → skill: WebSocket STATUS_RESPONSE"]);
  });

  it("keep of ten thousand candidates the first ones, and say how many more there were", () => {
    exchangeAsViewer();
    for (let index = 0; index < 10_000; index += 1) toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(index + 1)));
    const lines = linesOf("answerBack");
    expect(lines).toHaveLength(2 * (KEPT_MESSAGES + 1));
    expect(lines.slice(-2)).toEqual([
      "camera → KVS signaling: 9,950 more, which are not kept",
      "KVS signaling → skill: 9,950 more, which are not kept",
    ]);
    expect(linesOf("viewerAnswer")).toHaveLength(2);
  });
});

describe("the answer that crossed the wire", () => {
  const rulesOf = (answer: string | undefined) => checkAnswer(answer ?? "", echoOffer, record).map(({ rule }) => rule);

  it("is the one in the reply to SendAlexaOfferToMaster, as the camera wrapped it", () => {
    request(1, "SendAlexaOfferToMaster", "POST /", { SenderClientId: `${sessionId}.1` });
    expect(wire.answer()).toBeUndefined();
    reply(1, "SendAlexaOfferToMaster", 200, { Answer: bareAnswer });
    expect(wire.answer()).toBe(bareAnswer);
  });

  it("is what a viewer's bare answer and its candidates make, whichever came first", () => {
    handshake(1);
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_100)));
    expect(wire.answer()).toBeUndefined();
    toViewer("SDP_ANSWER", bareAnswer);
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_101)));
    const answer = wire.answer();
    expect(answer?.match(/^a=candidate:.*$/gm)).toHaveLength(4);
    expect(rulesOf(answer)).toEqual(rulesOf(cameraAnswer));
  });

  it("lacks candidates while none has come, as a judge of it should see", () => {
    exchangeAsViewer();
    expect(rulesOf(wire.answer())).toContain("answer-without-candidates");
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_100)));
    expect(rulesOf(wire.answer())).not.toContain("answer-without-candidates");
  });

  it("is the latest viewer's where it had to connect anew", () => {
    exchangeAsViewer();
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_100)));
    handshake(2, `${sessionId}.3`);
    toViewer("SDP_ANSWER", bareAnswer, `${sessionId}.3`);
    toViewer("ICE_CANDIDATE", wrapIceCandidate(candidate(40_200)), `${sessionId}.3`);
    expect(wire.answer()).toContain(" 40200 ");
    expect(wire.answer()).not.toContain(" 40100 ");
  });

  it("stays as it came where it cannot be read", () => {
    handshake(1);
    toViewer("SDP_ANSWER", "bm8gU0RQ");
    expect(wire.answer()).toBe("bm8gU0RQ");
  });
});
