import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { type Happenings, listen } from "../happenings.ts";
import type { ServiceTraffic } from "../signaling-service/index.ts";
import { isClientOf } from "../view/follow-view.ts";
import type { Stage } from "../view/timeline.ts";
import { describeDirective, eventName, field } from "./fields.ts";
import { presentable } from "./mask.ts";
import type { Party, WireMessage } from "./message.ts";

/** The messages of one view, as they cross the wire. */
export interface WireRecorder {
  /** Keeps a message that crosses no wire of the rehearsal's, such as what an Echo measured. */
  note(stage: Stage, message: WireMessage): void;
  /** The stages at which something has crossed so far. */
  stages(): Stage[];
  /** What has crossed so far, by stage; secrets are masked. */
  messages(): Partial<Record<Stage, WireMessage[]>>;
  /** The answer that KVS gave the skill, wrapped as the camera sent it; undefined while there is none. */
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
  const kept: Partial<Record<Stage, WireMessage[]>> = {};
  /** Messages as they may be shown, made when they are first asked for: a view waits for none of it. */
  const shown = new WeakMap<WireMessage, WireMessage>();
  const requests = new Map<number, Stage>();
  let waiting = true;
  let answer: string | undefined;

  const note = (stage: Stage, message: WireMessage) => {
    kept[stage] ??= [];
    kept[stage].push(message);
  };
  const show = (message: WireMessage): WireMessage => {
    const known = shown.get(message) ?? { ...message, body: presentable(message.body) };
    shown.set(message, known);
    return known;
  };
  const listening = [
    listen(happenings, "dialogue", (dialogue) => {
      const { name, session } = describeDirective(dialogue.directive);
      if (session !== sessionId) return;
      const isDirective = dialogue.kind === "directive";
      const asking = name === "InitiateSessionWithOffer";
      // The end of a view that never connected belongs to the last thing that was said of it.
      const after: Stage = name === "SessionConnected" || kept.iceConnected ? "iceConnected" : "answerEvent";
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
    const service: Party = operation === "SendAlexaOfferToMaster" ? "KVS signaling" : "KVS control plane";
    if (traffic.kind === "request") {
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
    if (typeof sent === "string" && sent !== "") answer = sent;
    return answer !== undefined || kept.offerAtCamera ? "answerBack" : "offerAtCamera";
  }

  function stageOfCall(operation: string, body: unknown, channelName: string | undefined): Stage | undefined {
    if (operation === "SendAlexaOfferToMaster") {
      return isClientOf(sessionId, field(body, "SenderClientId")) ? "offerSent" : undefined;
    }
    // Cameras ask for endpoints too, in the role of the master.
    const role = field(field(body, "SingleMasterChannelEndpointConfiguration"), "Role");
    const ours = operation === "GetSignalingChannelEndpoint" && role === "VIEWER" && waiting;
    return ours && channelName !== undefined && record?.channelArn.includes(`:channel/${channelName}/`)
      ? "endpointLookup"
      : undefined;
  }

  function noteFrame({ at, direction, clientId, role, message }: ServiceTraffic & { kind: "frame" }): void {
    if (role !== "master" || !isClientOf(sessionId, clientId)) return;
    if (direction === "to-client") {
      const what = `WebSocket ${field(message, "messageType") ?? "message"}`;
      note("offerAtCamera", { at, from: "KVS signaling", to: "camera", what, body: message });
    } else {
      const what = `WebSocket ${field(message, "action") ?? "message"}`;
      note("answerBack", { at, from: "camera", to: "KVS signaling", what, body: message });
    }
  }

  return {
    note,
    stages: () => Object.keys(kept) as Stage[],
    messages: () =>
      Object.fromEntries(Object.entries(kept).map(([stage, messages]) => [stage, messages.map(show)])) as Partial<
        Record<Stage, WireMessage[]>
      >,
    answer: () => answer,
    answered() {
      waiting = false;
    },
    stop() {
      for (const stopListening of listening) stopListening();
    },
  };
}
