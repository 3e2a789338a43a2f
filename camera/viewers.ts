import { type IceCandidate, unwrapIceCandidate, wrapIceCandidate } from "../protocol/signaling/ice-candidate.ts";
import type { ClientMessage, RelayedMessage } from "../protocol/signaling/messages.ts";
import { wrapSessionDescription } from "../protocol/signaling/session-description.ts";
import type { Broadcast } from "./broadcast.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Emit, GoneReason } from "./events.ts";
import type { IceServer } from "./ice-servers.ts";
import type { CameraBehaviour } from "./options.ts";
import { createPendingCandidates } from "./pending-candidates.ts";
import { type ReadOffer, readOffer } from "./read-offer.ts";
import type { createViewerSession, ViewerSession } from "./webrtc/viewer-session.ts";

/** What viewers are served with. */
export interface ViewersOptions {
  readonly createSession: typeof createViewerSession;
  readonly broadcast: Broadcast;
  /** The servers that are known within so many milliseconds; never rejects. */
  readonly iceServers: (limitMilliseconds: number) => Promise<readonly IceServer[]>;
  readonly send: (message: ClientMessage) => void;
  readonly emit: Emit;
  readonly talk: boolean;
  readonly loopback: boolean;
  readonly maximumViewers: number;
  readonly behaviour: CameraBehaviour;
  readonly clock: Clock;
}

/** The camera's viewers, by their client ids. */
export interface Viewers {
  /** Takes an SDP_OFFER or ICE_CANDIDATE from the channel; what it cannot use becomes an event. */
  receive(message: RelayedMessage): void;
  /** Client ids of the viewers that are being answered, connecting or watching. */
  clientIds(): string[];
  /** How loud the loudest viewer is, 0 to 1. */
  level(): number;
  /** Ends all sessions; what arrives afterwards is ignored. */
  stop(): Promise<void>;
}

interface Viewer {
  /** The offer as it came. */
  readonly payload: string;
  readonly sdp: string;
  readonly session: ViewerSession;
  /** The answer as it was sent; undefined until then. */
  answered: string | undefined;
}

/**
 * Asking for ICE servers and gathering together never hold an answer up for longer than this, in milliseconds: Alexa
 * waits 6 s for all of it.
 */
const GATHERING_LIMIT = 2_000;

/** Why an offer that passed the rules was refused. What was thrown may quote the offer and is left out. */
const STACK_REFUSAL = "the WebRTC stack cannot answer it";
const BEHAVIOUR_FAILURE = "a behaviour of this camera failed";

/** Serves all viewers of a channel, each in a session of its own. */
export function createViewers(options: ViewersOptions): Viewers {
  const { emit, behaviour } = options;
  const viewers = new Map<string, Viewer>();
  const pending = createPendingCandidates(options.clock.now);
  let stopped = false;

  function receiveOffer(clientId: string, payload: string): void {
    const current = viewers.get(clientId);
    if (current?.payload === payload) {
      // The service delivered the same offer again: a new session would invalidate the first answer.
      resendAnswer(clientId, current);
      return;
    }
    const offer = readOffer(payload);
    if ("refused" in offer) {
      emit({ type: "refused-offer", clientId, reason: offer.refused });
      return;
    }
    if (current === undefined && viewers.size >= options.maximumViewers) {
      emit({ type: "refused-offer", clientId, reason: `there are already ${viewers.size} viewers` });
      return;
    }
    if (current !== undefined) end(clientId, current, "replaced");
    serve(clientId, payload, offer).catch(() => emit({ type: "refused-offer", clientId, reason: STACK_REFUSAL }));
  }

  async function serve(clientId: string, payload: string, offer: ReadOffer): Promise<void> {
    const trickle = behaviour.trickle === "always" || (behaviour.trickle !== "never" && offer.announcesTrickle);
    emit({ type: "offer", clientId, trickle });
    const session = options.createSession({
      offer: offer.sdp,
      talk: options.talk,
      loopback: options.loopback,
      iceServers: options.iceServers,
      trickle,
      gatheringLimitMilliseconds: behaviour.gatheringLimitMilliseconds ?? GATHERING_LIMIT,
      broadcast: options.broadcast,
      clock: options.clock,
      onConnected: () => emit({ type: "viewer-connected", clientId }),
      onKeyframeRequested: () => emit({ type: "keyframe-requested", clientId }),
      onTalk: () => emit({ type: "talk", clientId }),
      onGone: (reason) => end(clientId, viewer, reason),
    });
    const viewer: Viewer = { payload, sdp: offer.sdp, session, answered: undefined };
    const wait = (milliseconds: number) => sleep(options.clock, milliseconds, session.over);
    const about = { clientId, signal: session.over, wait };
    viewers.set(clientId, viewer);
    for (const candidate of pending.take(clientId)) addCandidate(clientId, viewer, candidate);
    const superseded = () => viewers.get(clientId) !== viewer;
    let failure = STACK_REFUSAL;
    try {
      const { sdp, candidates } = await session.answer();
      failure = BEHAVIOUR_FAILURE;
      const answer = behaviour.beforeAnswer
        ? await behaviour.beforeAnswer(sdp, { ...about, offer: offer.sdp, trickle })
        : sdp;
      if (superseded() || answer === undefined) return;
      const wrapped = wrapSessionDescription("answer", answer, offer.format);
      sendAnswer(clientId, wrapped);
      viewer.answered = wrapped;
      emit({ type: "answered", clientId, candidates });
      if (!trickle) return;
      for await (const candidate of behaviour.candidates?.(session.candidates, about) ?? session.candidates) {
        if (superseded()) return;
        sendTo(clientId, "ICE_CANDIDATE", wrapIceCandidate(candidate));
      }
    } catch {
      refuse(clientId, viewer, failure);
    }
  }

  /** Ends a session that cannot be answered; one that ended in the meantime has had its event. */
  function refuse(clientId: string, viewer: Viewer, reason: string): void {
    if (viewers.get(clientId) !== viewer) return;
    viewers.delete(clientId);
    emit({ type: "refused-offer", clientId, reason });
    void viewer.session.close();
  }

  function resendAnswer(clientId: string, viewer: Viewer): void {
    if (viewer.answered === undefined) return;
    try {
      sendAnswer(clientId, viewer.answered);
    } catch {
      refuse(clientId, viewer, BEHAVIOUR_FAILURE);
    }
  }

  function sendAnswer(clientId: string, payload: string): void {
    const sent = behaviour.beforeAnswerPayload ? behaviour.beforeAnswerPayload(payload, { clientId }) : payload;
    if (sent !== undefined) sendTo(clientId, "SDP_ANSWER", sent);
  }

  /** The correlation id makes the service say so when it refuses a message. */
  function sendTo(clientId: string, action: "SDP_ANSWER" | "ICE_CANDIDATE", messagePayload: string): void {
    options.send({ action, recipientClientId: clientId, messagePayload, correlationId: clientId });
  }

  function receiveCandidate(clientId: string, payload: string): void {
    const candidate = unwrapIceCandidate(payload);
    const viewer = viewers.get(clientId);
    if (candidate === undefined) emit({ type: "unreadable-candidate", clientId });
    // The mark that there are no more: since the service does not promise order, more may follow it.
    else if (candidate.candidate === "") return;
    else if (viewer === undefined) pending.add(clientId, candidate);
    else addCandidate(clientId, viewer, candidate);
  }

  /** A candidate that names another offer than the session's overtook it: it waits for that one. */
  function addCandidate(clientId: string, viewer: Viewer, candidate: IceCandidate): void {
    if (belongsTo(candidate, viewer.sdp)) viewer.session.addCandidate(candidate);
    else pending.add(clientId, candidate);
  }

  function end(clientId: string, viewer: Viewer, reason: GoneReason): void {
    if (viewers.get(clientId) !== viewer) return;
    viewers.delete(clientId);
    emit({ type: "viewer-gone", clientId, reason, talkPackets: viewer.session.talk.packets() });
    void viewer.session.close();
  }

  return {
    receive({ messageType, messagePayload, senderClientId }) {
      if (stopped || messageType === "SDP_ANSWER") return;
      if (senderClientId === undefined) {
        if (messageType === "SDP_OFFER") emit({ type: "refused-offer", reason: "it names no sender" });
        else emit({ type: "unreadable-candidate" });
      } else if (messageType === "SDP_OFFER") receiveOffer(senderClientId, messagePayload);
      else receiveCandidate(senderClientId, messagePayload);
    },
    clientIds: () => [...viewers.keys()],
    level: () => Math.max(0, ...[...viewers.values()].map(({ session }) => session.talk.level())),
    async stop() {
      stopped = true;
      const all = [...viewers];
      for (const [clientId, viewer] of all) end(clientId, viewer, "camera-stopped");
      await Promise.all(all.map(([, { session }]) => session.close()));
    },
  };
}

/**
 * Whether a candidate is of this offer, by the user fragment that browsers write into it; those of other clients name
 * none, and are taken for the newest offer's.
 */
function belongsTo({ candidate }: IceCandidate, sdp: string): boolean {
  const fragment = / ufrag (\S+)/.exec(candidate)?.[1];
  return fragment === undefined || sdp.split(/[\r\n]+/).includes(`a=ice-ufrag:${fragment}`);
}
