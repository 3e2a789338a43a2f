import { unwrapIceCandidate, wrapIceCandidate } from "../protocol/signaling/ice-candidate.ts";
import type { ClientMessage, RelayedMessage } from "../protocol/signaling/messages.ts";
import { wrapSessionDescription } from "../protocol/signaling/session-description.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Clock } from "./clock.ts";
import type { Emit, GoneReason } from "./events.ts";
import type { IceServer } from "./ice-servers.ts";
import type { CameraBehaviour } from "./options.ts";
import { createPendingCandidates } from "./pending-candidates.ts";
import { type ReadOffer, readOffer } from "./read-offer.ts";
import type { createViewerSession, ViewerSession } from "./webrtc/viewer-session.ts";

export interface ViewersOptions {
  readonly createSession: typeof createViewerSession;
  readonly broadcast: Broadcast;
  readonly iceServers: () => Promise<readonly IceServer[]>;
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
  readonly session: ViewerSession;
  /** The answer as it was sent; undefined until then. */
  answered: string | undefined;
}

/** Gathering never holds an answer up for longer than this, in milliseconds: Alexa waits 6 s for all of it. */
const GATHERING_LIMIT = 2_000;

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
      if (current.answered !== undefined) sendAnswer(clientId, current.answered);
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
    void serve(clientId, payload, offer);
  }

  async function serve(clientId: string, payload: string, offer: ReadOffer): Promise<void> {
    const trickle = behaviour.trickle === "always" || (behaviour.trickle !== "never" && offer.announcesTrickle);
    emit({ type: "offer", clientId, trickle });
    const session = options.createSession({
      offer: offer.sdp,
      talk: options.talk,
      loopback: options.loopback,
      iceServers: options.iceServers(),
      trickle,
      gatheringLimitMilliseconds: behaviour.gatheringLimitMilliseconds ?? GATHERING_LIMIT,
      broadcast: options.broadcast,
      clock: options.clock,
      onCandidate: (candidate) => {
        const sent = behaviour.beforeCandidate ? behaviour.beforeCandidate(candidate, { clientId }) : candidate;
        if (sent !== undefined) sendTo(clientId, "ICE_CANDIDATE", wrapIceCandidate(sent));
      },
      onConnected: () => emit({ type: "viewer-connected", clientId }),
      onKeyframeRequested: () => emit({ type: "keyframe-requested", clientId }),
      onTalk: () => emit({ type: "talk", clientId }),
      onGone: (reason) => end(clientId, viewer, reason),
    });
    const viewer: Viewer = { payload, session, answered: undefined };
    viewers.set(clientId, viewer);
    for (const candidate of pending.take(clientId)) session.addCandidate(candidate);
    const superseded = () => viewers.get(clientId) !== viewer;
    try {
      const { sdp, candidates } = await session.answer();
      const answer = behaviour.beforeAnswer ? await behaviour.beforeAnswer(sdp, { clientId, offer: offer.sdp }) : sdp;
      if (superseded() || answer === undefined) return;
      viewer.answered = wrapSessionDescription("answer", answer, offer.format);
      sendAnswer(clientId, viewer.answered);
      emit({ type: "answered", clientId, candidates });
      session.startTrickle();
    } catch {
      // What was thrown may quote the offer. A session that ended in the meantime has had its event.
      if (superseded()) return;
      viewers.delete(clientId);
      emit({ type: "refused-offer", clientId, reason: "the WebRTC stack cannot answer it" });
      await session.close();
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
    else if (viewer === undefined) pending.add(clientId, candidate);
    else viewer.session.addCandidate(candidate);
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
