import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { type Happenings, listen } from "../happenings.ts";
import type { ServiceTraffic } from "../signaling-service/index.ts";
import { handshakingViewer, isClientOf } from "../view/follow-view.ts";
import type { Stage } from "../view/timeline.ts";
import { describeDirective, eventName, field } from "./fields.ts";
import { createKeptMessages } from "./kept-messages.ts";
import type { Party, WireMessage } from "./message.ts";
import { createSeenAnswer } from "./seen-answer.ts";

/** The messages of one view, as they cross the wire. */
export interface WireRecorder {
  /** Keeps a message that crosses no wire of the rehearsal's, such as what an Echo measured. */
  note(stage: Stage, message: WireMessage): void;
  /** The stages at which something has crossed so far. */
  stages(): Stage[];
  /** What has crossed so far, by stage; secrets are masked, and of a flood only its beginning is kept. */
  messages(): Partial<Record<Stage, WireMessage[]>>;
  /** The answer that KVS gave the skill, as far as it crossed the wire; see {@link SeenAnswer.read}. */
  answer(): string | undefined;
  /** No more answer is expected: what the skill asks of others from now on is another view's. */
  answered(): void;
  stop(): void;
}

/** Which view it is, and where to hear of it. */
export interface WireRecorderOptions {
  readonly sessionId: string;
  /** The camera that is asked for, as the skill's registry has it; undefined when it has none. */
  readonly record: CameraRecordInput | undefined;
  readonly happenings: Happenings;
}

/**
 * Records the messages of one view. A view's own messages carry its session id. Calls to Login with Amazon and to the
 * control plane carry none: they count for every view of that camera that waits for its answer.
 */
export function recordWire({ sessionId, record, happenings }: WireRecorderOptions): WireRecorder {
  const kept = createKeptMessages();
  const answer = createSeenAnswer();
  const requests = new Map<number, Stage>();
  const viewers = new Set<string>();
  let waiting = true;

  const note = kept.add;
  const has = (stage: Stage) => kept.stages().includes(stage);
  const listening = [
    listen(happenings, "dialogue", (dialogue) => {
      const { name, session } = describeDirective(dialogue.directive);
      if (session !== sessionId) return;
      const isDirective = dialogue.kind === "directive";
      const asking = name === "InitiateSessionWithOffer";
      // The end of a view that never connected belongs to the last thing that was said of it.
      const after: Stage = name === "SessionConnected" || has("iceConnected") ? "iceConnected" : "answerEvent";
      note(asking ? (isDirective ? "directiveIn" : "answerEvent") : after, {
        at: dialogue.at,
        from: isDirective ? "Alexa" : "skill",
        to: isDirective ? "skill" : "Alexa",
        what: isDirective ? name : eventName(dialogue.body),
        body: dialogue.body,
      });
    }),
    listen(happenings, "login", ({ at, endedAt, method, path, query, status, body }) => {
      if (!waiting) return;
      note("account", { at, from: "skill", to: "Login with Amazon", what: `${method} ${path}`, body: query });
      note("account", { at: endedAt, from: "Login with Amazon", to: "skill", what: `HTTP ${status}`, body });
    }),
    listen(happenings, "traffic", (traffic) => {
      if (traffic.kind === "frame") noteFrame(traffic);
      else noteCall(traffic);
    }),
    listen(happenings, "ledger", (ledger) => {
      if (ledger.sessionId !== sessionId || ledger.stages.registry === undefined || record === undefined) return;
      const at = ledger.startedAt + ledger.stages.registry;
      note("registry", { at, from: "cameras.json", to: "skill", what: "the camera's record", body: record });
    }),
  ];

  function noteCall(traffic: Exclude<ServiceTraffic, { kind: "frame" }>): void {
    const { at, operation, body, id } = traffic;
    const service: Party = operation === "GetSignalingChannelEndpoint" ? "KVS control plane" : "KVS signaling";
    if (traffic.kind === "request") {
      const viewer = handshakingViewer(traffic);
      if (viewer !== undefined && isClientOf(sessionId, viewer)) viewers.add(viewer);
      const stage = stageOfCall(operation, body, traffic.channelName);
      if (stage === undefined) return;
      requests.set(id, stage);
      note(stage, { at, from: "skill", to: service, what: `${operation} (${traffic.line})`, body });
      return;
    }
    const stage = requests.get(id);
    if (stage === undefined) return;
    requests.delete(id);
    const what = `HTTP ${traffic.status}${traffic.errorType === undefined ? "" : ` ${traffic.errorType}`}`;
    note(stage === "offerSent" ? stageOfAnswer(body) : stage, { at, from: service, to: "skill", what, body });
  }

  /** A reply without an answer belongs where the view came to its end: the camera had the offer, or never saw it. */
  function stageOfAnswer(body: unknown): Stage {
    const sent = field(body, "Answer");
    const isAnswer = typeof sent === "string" && sent !== "";
    if (isAnswer) answer.replied(sent);
    return isAnswer || has("offerAtCamera") ? "answerBack" : "offerAtCamera";
  }

  function stageOfCall(operation: string, body: unknown, channelName: string | undefined): Stage | undefined {
    if (operation === "SendAlexaOfferToMaster") {
      return isClientOf(sessionId, field(body, "SenderClientId")) ? "offerSent" : undefined;
    }
    if (operation === "ConnectAsViewer") {
      return isClientOf(sessionId, field(body, "X-Amz-ClientId")) ? "viewerConnected" : undefined;
    }
    // Cameras ask for endpoints too, in the role of the master.
    const role = field(field(body, "SingleMasterChannelEndpointConfiguration"), "Role");
    const ours = operation === "GetSignalingChannelEndpoint" && role === "VIEWER" && waiting;
    return ours && channelName !== undefined && record?.channelArn.includes(`:channel/${channelName}/`)
      ? "endpointLookup"
      : undefined;
  }

  function noteFrame({ at, direction, clientId, role, message }: ServiceTraffic & { kind: "frame" }): void {
    if (clientId === undefined || !isClientOf(sessionId, clientId)) return;
    const toClient = direction === "to-client";
    const type = field(message, toClient ? "messageType" : "action");
    const ofViewer = viewers.has(clientId);
    if (ofViewer && toClient && role === "viewer") answer.delivered(clientId, message);
    const stage = ofViewer ? stageOfViewerFrame(type, role) : toClient ? "offerAtCamera" : "answerBack";
    const client: Party = role === "master" ? "camera" : "skill";
    const [from, to]: [Party, Party] = toClient ? ["KVS signaling", client] : [client, "KVS signaling"];
    note(stage, { at, from, to, what: `WebSocket ${type ?? "message"}`, body: message });
  }

  return {
    note,
    stages: kept.stages,
    messages: kept.shown,
    answer: answer.read,
    answered() {
      waiting = false;
    },
    stop() {
      for (const stopListening of listening) stopListening();
    },
  };
}

/** Where a message belongs that a viewer sends or is sent, at either end of the channel. */
function stageOfViewerFrame(type: unknown, role: "master" | "viewer"): Stage {
  if (type === "SDP_OFFER") return role === "viewer" ? "viewerOfferSent" : "viewerOfferAtCamera";
  // Anything else than candidates is the answer, or the service's word on why there will be none.
  return type === "ICE_CANDIDATE" ? "answerBack" : "viewerAnswer";
}
