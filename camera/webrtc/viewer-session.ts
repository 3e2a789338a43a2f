import { randomUUID } from "node:crypto";
import type { RTCPeerConnection } from "werift";
import { parseSdp } from "../../protocol/sdp/parsing.ts";
import type { IceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import type { Broadcast } from "../broadcast.ts";
import { createCandidateStream } from "../candidate-stream.ts";
import { type Clock, inTime } from "../clock.ts";
import type { GoneReason } from "../events.ts";
import type { IceServer } from "../ice-servers.ts";
import { completeAnswer, describeMedia, type LocalCandidate } from "./answer-sdp.ts";
import { asksForKeyframe } from "./keyframe-request.ts";
import { leave } from "./leave.ts";
import { createOutboundStream } from "./outbound-stream.ts";
import { createPeer, type Peer } from "./peer-connection.ts";
import { helloPromptly } from "./prompt-hello.ts";
import { tolerateRepeatedHello } from "./repeated-hello.ts";
import { createTalkMeter, type TalkMeter } from "./talk-meter.ts";

/** How long a viewer may take from the answer to the connection, in milliseconds. */
const CONNECTING = 15_000;
/** Between two sender reports, in milliseconds. */
const REPORT_INTERVAL = 1_000;

/** What a session needs of its viewer's offer and of the camera. */
export interface ViewerSessionOptions {
  readonly offer: string;
  readonly talk: boolean;
  readonly loopback: boolean;
  /** The servers that are known within so many milliseconds; never rejects. */
  readonly iceServers: (limitMilliseconds: number) => Promise<readonly IceServer[]>;
  /** Whether candidates may follow the answer. */
  readonly trickle: boolean;
  /** How long ICE servers and gathering together may hold the answer up, in milliseconds. */
  readonly gatheringLimitMilliseconds: number;
  readonly broadcast: Broadcast;
  readonly clock: Clock;
  readonly onConnected: () => void;
  readonly onKeyframeRequested: () => void;
  readonly onTalk: () => void;
  /** Once, when the viewer or the path to it is gone by itself. */
  readonly onGone: (reason: GoneReason) => void;
}

/** The answer to an offer, and how many candidates it holds. */
export interface Answer {
  readonly sdp: string;
  readonly candidates: number;
}

/** One viewer of the camera. */
export interface ViewerSession {
  readonly talk: TalkMeter;
  /** Aborts when the session is over. */
  readonly over: AbortSignal;
  /**
   * Answers the offer: at once with trickle, else when all candidates are gathered or the time for it is up.
   * @throws what the WebRTC stack says of an offer it cannot take; its message may quote the offer.
   */
  answer(): Promise<Answer>;
  /**
   * With trickle what is to follow the answer, for one reader: each candidate as it is found, and once there are no more
   * an empty one that says so. Ends with that, or with the session.
   */
  readonly candidates: AsyncIterable<IceCandidate>;
  addCandidate(candidate: IceCandidate): void;
  /** Never rejects. */
  close(): Promise<void>;
}

/** Makes the camera's side of a session with one viewer. Nothing is sent before `answer`. */
export function createViewerSession(options: ViewerSessionOptions): ViewerSession {
  const { clock } = options;
  const ended = new AbortController();
  const talk = createTalkMeter(clock.now);
  const early: IceCandidate[] = [];
  const gathered: LocalCandidate[] = [];
  const trickled = createCandidateStream(ended.signal);
  let peer: Peer | undefined;
  let closed: Promise<void> | undefined;

  const gone = (reason: GoneReason) => {
    if (ended.signal.aborted) return;
    options.onGone(reason);
    void close();
  };

  async function answer(): Promise<Answer> {
    const offer = parseSdp(options.offer);
    if (offer === undefined) throw new RangeError("the offer is not an SDP");
    const deadline = clock.now() + options.gatheringLimitMilliseconds;
    const remaining = () => Math.max(0, deadline - clock.now());
    // Half of the time is kept for gathering: without a candidate the answer is of no use.
    const iceServers = await options.iceServers(remaining() / 2);
    if (ended.signal.aborted) throw new RangeError("the session is over");
    peer = createPeer({ ...options, offer, iceServers, gatheringLimitMilliseconds: remaining() });
    const { connection } = peer;
    connection.onIceCandidate.subscribe((candidate) => {
      if (candidate === undefined) return;
      const { sdpMid, sdpMLineIndex } = candidate;
      gathered.push({ candidate: candidate.candidate, mid: sdpMid });
      const section = { sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null };
      if (options.trickle) trickled.add({ candidate: candidate.candidate, ...section });
    });
    // The offer itself makes the track, so its listener must be there before.
    peer.audio?.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => {
        if (talk.packets() === 0) options.onTalk();
        talk.heard(packet.payload.length);
      });
    });
    await connection.setRemoteDescription({ type: "offer", sdp: options.offer });
    watch(peer);
    for (const candidate of early.splice(0)) addCandidate(candidate);
    const bare = await connection.createAnswer();
    const gathering = connection.setLocalDescription(bare);
    const complete = boundGathering(connection, gathering, remaining());
    const answered = describeMedia(bare.sdp, options.offer);
    if (options.trickle) {
      // Servers that keep the connection waiting no longer may still bring candidates, so the end is the true one.
      gathering.then(trickled.end, () => {});
      complete.catch(() => gone("connection-lost"));
      return { sdp: answered, candidates: 0 };
    }
    await complete;
    return { sdp: completeAnswer(answered, gathered), candidates: gathered.length };
  }

  /** Ends when gathering is complete or its time is up; then the session goes on with the candidates there are. */
  async function boundGathering(
    connection: RTCPeerConnection,
    gathering: Promise<unknown>,
    limitMilliseconds: number,
  ): Promise<void> {
    const whole = gathering.then(() => true);
    const complete = await inTime(clock, limitMilliseconds, whole, false, ended.signal);
    if (!complete && !ended.signal.aborted) connectEarly(connection).catch(() => gone("connection-lost"));
  }

  function watch({ connection, video }: Peer): void {
    const transports = connection.dtlsTransports;
    const connected = () => {
      if (transports.every((transport) => transport.state === "connected")) start();
    };
    for (const transport of transports) {
      tolerateRepeatedHello(transport);
      helloPromptly(transport, clock, ended.signal);
      transport.onStateChange.subscribe((state) => {
        // Seen within 50 ms of the viewer's close_notify; the connection's own state follows after half a minute.
        if (state === "closed") gone("left");
        else if (state === "failed") gone("connection-lost");
        else if (state === "connected") connected();
      });
      transport.onRtcp.subscribe((packet) => {
        if (video === undefined || !asksForKeyframe(packet, video.sender.ssrc)) return;
        options.onKeyframeRequested();
        options.broadcast.requestKeyframe();
      });
    }
    connection.iceConnectionStateChange.subscribe((state) => {
      if (state === "failed" || state === "disconnected" || state === "closed") gone("connection-lost");
    });
    const giveUp = clock.after(CONNECTING, () => {
      if (transports.some((transport) => transport.state !== "connected")) gone("never-connected");
    });
    ended.signal.addEventListener("abort", giveUp, { once: true });
  }

  function start(): void {
    if (peer === undefined || ended.signal.aborted) return;
    options.onConnected();
    const stop = startMedia(peer, options.broadcast, clock, randomUUID());
    ended.signal.addEventListener("abort", stop, { once: true });
  }

  function addCandidate(candidate: IceCandidate): void {
    if (peer === undefined) early.push(candidate);
    // A candidate that cannot be used, of a kind werift does not know for instance, is one path less and no more.
    else addTo(peer.connection, candidate).catch(() => {});
  }

  /** The same promise for all callers: whoever waits, waits until the viewer has been told. */
  function close(): Promise<void> {
    closed ??= end();
    return closed;
  }

  async function end(): Promise<void> {
    ended.abort();
    // What the WebRTC stack says of a connection it cannot close helps nobody, and must not end the process.
    if (peer !== undefined) await leave(peer.connection).catch(() => {});
  }

  return {
    talk,
    over: ended.signal,
    answer,
    candidates: trickled,
    addCandidate,
    close,
  };
}

/** werift begins to connect when gathering is complete; where that takes too long it is told to begin. */
async function connectEarly({ dtlsTransports }: RTCPeerConnection): Promise<void> {
  for (const transport of dtlsTransports) {
    await transport.iceTransport.start();
    if (transport.state === "new") await transport.start();
  }
}

async function addTo(connection: RTCPeerConnection, candidate: IceCandidate): Promise<void> {
  await connection.addIceCandidate({
    candidate: candidate.candidate,
    sdpMid: candidate.sdpMid ?? null,
    sdpMLineIndex: candidate.sdpMLineIndex ?? null,
  });
}

/** Sends the camera's stream and its reports to a connected viewer until the returned function is called. */
function startMedia(peer: Peer, broadcast: Broadcast, clock: Clock, cname: string): () => void {
  const video = peer.video && createOutboundStream(peer.video.sender, cname);
  const audio = peer.audio && createOutboundStream(peer.audio.sender, cname);
  const leave = broadcast.join({
    video: (packets) => video?.send(packets),
    audio: (packets) => audio?.send(packets),
  });
  let cancel = () => {};
  const report = () => {
    const timestamps = broadcast.timestamps();
    if (timestamps !== undefined) {
      video?.report(timestamps.video);
      audio?.report(timestamps.audio);
    }
    cancel = clock.after(REPORT_INTERVAL, report);
  };
  report();
  return () => {
    cancel();
    leave();
  };
}
