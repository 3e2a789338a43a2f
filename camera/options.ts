import type { IceCandidate } from "../protocol/signaling/ice-candidate.ts";
import type { CredentialSource } from "../signaling-client/index.ts";
import type { Clock } from "./clock.ts";
import type { ChannelChoice } from "./control-plane.ts";
import type { CameraEvent } from "./events.ts";
import type { SnapshotChoice } from "./snapshots/index.ts";

/** The session that a behaviour is asked about. */
export interface BehaviourContext {
  readonly clientId: string;
  /** Aborts when the session is over: nobody waits any more for what takes its time. */
  readonly signal: AbortSignal;
  /** Waits so many milliseconds by the camera's clock, but no longer than the session lasts. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Manners of other cameras' firmware. Each hook sees what the camera is about to send and gives back what is sent
 * instead; undefined sends nothing. A hook that throws ends its session. Every offer is served as the members say at
 * that moment.
 */
export interface CameraBehaviour {
  /** Whether candidates follow the answer: as the offer announces (default), to every offer, or to none. */
  readonly trickle?: "as-offered" | "always" | "never";
  /** How long asking for ICE servers and gathering together may hold an answer up, in milliseconds; 2,000 by default. */
  readonly gatheringLimitMilliseconds?: number;
  /** The answer's SDP, before it is wrapped. May take its time. */
  readonly beforeAnswer?: (
    answer: string,
    about: BehaviourContext & { readonly offer: string; readonly trickle: boolean },
  ) => string | undefined | Promise<string | undefined>;
  /** The answer's payload, after it is wrapped. */
  readonly beforeAnswerPayload?: (payload: string, about: { readonly clientId: string }) => string | undefined;
  /**
   * The candidates that follow the answer, as they are found and with the mark that ends them (an empty candidate), made
   * into those that are sent. They end when the session does. May take its time.
   */
  readonly candidates?: (
    candidates: AsyncIterable<IceCandidate>,
    about: BehaviourContext,
  ) => AsyncIterable<IceCandidate>;
}

/** A camera and the channel it answers on. With `channelName` the channel is created when there is none. */
export type CameraOptions = ChannelChoice & {
  readonly camera: {
    readonly id: string;
    readonly name: string;
    /** Whether the camera plays what an Echo sends. */
    readonly talk: boolean;
  };
  /** The channel's region; of a channel ARN its own region counts. */
  readonly region: string;
  /** As they are, or what gives them: asked anew for each call and connection. */
  readonly credentials: CredentialSource;
  /** The Kinesis Video Streams control plane; AWS's own by default. */
  readonly controlPlaneUrl?: string;
  /**
   * Where STUN and TURN servers come from. By default GetIceServerConfig and AWS's STUN server, but none when the
   * control plane is on this machine, where they would only cost time.
   */
  readonly iceServers?: "from-kvs" | "none";
  /** How long an attempt of a call to AWS may take, in milliseconds; 5,000 by default. */
  readonly callTimeoutMilliseconds?: number;
  /** How many viewers are served at once; 10 by default, as many as a channel takes. */
  readonly maximumViewers?: number;
  /** The bucket that the camera puts pictures into; without it, it makes none. */
  readonly snapshots?: SnapshotChoice;
  readonly onEvent?: (event: CameraEvent) => void;
  readonly behaviour?: CameraBehaviour;
  /** The wall clock: signatures and the clock in the picture. */
  readonly now?: () => Date;
  readonly clock?: Clock;
  /** Between 0 and 1, for the spread of reconnections. */
  readonly random?: () => number;
};
