import type { ClientAction } from "../../../protocol/signaling/messages.ts";
import type { FrontEndErrorName, ServiceErrorName } from "../errors.ts";

/** A call about to be carried out; also a WebSocket handshake, as ConnectAsMaster or ConnectAsViewer. */
export interface OperationCall {
  readonly operation: string;
  /** Absent when the call names no channel. */
  readonly channelName: string | undefined;
  /** The request's JSON, unchecked; for a handshake its query parameters. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An error that a behaviour answers a call with. */
export interface Failure {
  readonly do: "fail";
  /** Where both the service and its front end have an error of this name, it is the service's. */
  readonly error: ServiceErrorName | FrontEndErrorName;
  /** What it says; "This failure was asked for." when absent. */
  readonly message?: string;
  /** The HTTP status, where another than the error's own is wanted. */
  readonly status?: number;
}

/** What a behaviour does to a call instead of letting it be. */
export type Interference =
  | Failure
  /** Answers with these words. */
  | { readonly do: "reply"; readonly status: number; readonly body: object }
  /** Goes on, later. */
  | { readonly do: "delay"; readonly milliseconds: number }
  /** Begins a reply and never ends it. */
  | { readonly do: "stall" }
  /** Begins a reply and resets the connection in the middle of it. */
  | { readonly do: "reset" }
  /** Never answers. */
  | { readonly do: "hang" };

/** What a behaviour makes of a call that does not go on. */
export type Ending = Exclude<Interference, { do: "delay" }>;

/** An offer or answer of an Alexa session, as it passes through. */
export interface AlexaMessage {
  readonly channelName: string;
  /** SendAlexaOfferToMaster's SenderClientId. */
  readonly clientId: string;
  /** Base64, as it was sent. */
  readonly payload: string;
}

/** What SendAlexaOfferToMaster makes of the master's answer. */
export interface AlteredAnswer {
  readonly payload: string | null;
  /** Milliseconds the answer is held back; its offer waits no longer for that. */
  readonly afterMilliseconds?: number;
}

/** How SendAlexaOfferToMaster takes it that no answer comes. */
export interface NoAnswer {
  /** How long it waits: milliseconds, or "ttl" for the channel's MessageTtlSeconds. */
  readonly afterMilliseconds?: number | "ttl";
  /** HTTP 200 with null; no reply at all; or HTTP 500. */
  readonly as?: "null" | "hang" | "error";
}

/** A message between a master and a viewer or an Alexa client, as it passes through. */
export interface PassingMessage {
  readonly channelName: string;
  readonly from: "master" | "viewer" | "alexa";
  /** The client at the other end than the master. */
  readonly clientId: string;
  readonly action: ClientAction;
}

/** Where channels' HTTPS endpoints have moved to. */
export interface EndpointMove {
  /** Maps an endpoint's label to another one, which the service hands out instead, and that one back. */
  label(label: string): string;
  /** What calls to an endpoint's own label meet meanwhile. */
  readonly stale: Ending;
}

/**
 * A way for the service to misbehave: an object with the hooks it needs. Several in force are asked in the order they
 * were put in. Hooks are called synchronously; a hook must not throw.
 */
export interface Behaviour {
  /** Shown by the admin page. */
  readonly name: string;
  /** Asked before each operation and handshake, after its signature was verified. */
  beforeOperation?(call: OperationCall): Interference | undefined;
  /** Asked when an Alexa offer is on its way to the master: the payload to deliver, or null to lose it. */
  onOfferToMaster?(offer: AlexaMessage): string | null;
  /** Instead of what the service does by itself; of each member the last one put in counts. */
  readonly noAnswer?: NoAnswer;
  /** Asked when the master's answer to an Alexa offer arrives; the answer that was lost before it stays lost. */
  onAnswer?(answer: AlexaMessage): AlteredAnswer;
  /** Asked about each message that is about to be handed to a socket: milliseconds it is held back. */
  holdBack?(message: PassingMessage): number;
  /** Sockets stay open, new ones too, and nothing is read from them or written to them until it is taken out. */
  readonly halfOpen?: true;
  /** Sent to every socket at the moment the behaviour is put in, and to no later one. */
  readonly notice?: "GO_AWAY" | "RECONNECT_ICE_SERVER";
  /** The service's clock, as far as clients see it, is off by this: ten years at most, and on all channels only. */
  readonly clockSkewMilliseconds?: number;
  /** HTTPS endpoints are elsewhere; of several moves the last one put in counts. */
  readonly moves?: EndpointMove;
}
