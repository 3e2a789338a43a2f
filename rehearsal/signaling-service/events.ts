import type { ClientAction } from "../../protocol/signaling/messages.ts";
import type { Fault } from "./fault.ts";
import type { TlsFailure } from "./tls/tls-failure.ts";
import type { AnswerContent } from "./websocket/answer-content.ts";
import type { EndReason } from "./websocket/end-reason.ts";

/** Which end of a channel a WebSocket is. */
export type ConnectionRole = "master" | "viewer";

/** Why a message went nowhere. */
export type DropReason =
  /** A frame that is no message: not JSON, binary, or not what the service takes. */
  | "malformed"
  /** An Alexa client has no socket: only the first answer to its offer can reach it. */
  | "alexa-client"
  /** Its sender sends more of its kind a second than it may. */
  | "quota"
  /** The channel keeps no more undelivered messages. */
  | "queue-full"
  /** The channel has media storage enabled: its peers meet the storage session, not each other. */
  | "media-storage"
  /** A behaviour took it. */
  | "behaviour";

interface Relay {
  readonly channelName: string;
  readonly action: ClientAction;
  readonly from: ConnectionRole | "alexa";
  /** The viewer's or Alexa client's id, whichever end it stands at. */
  readonly clientId: string;
  /** The payload's length. */
  readonly characters: number;
  /** A newer connection of its sender's had taken the place of the one that it came by. */
  readonly fromReplaced?: true;
}

interface Peer {
  readonly channelName: string;
  readonly role: ConnectionRole;
  readonly clientId?: string;
}

interface NamedChannel {
  readonly channelName: string;
  readonly channelArn: string;
}

interface InForce {
  /** The behaviour's name and parameters. */
  readonly behaviour: string;
  /** Absent when it is in force on all channels. */
  readonly channelName?: string;
  /** Of one that only gives notice, when it is put in: how many connections were told. */
  readonly sentTo?: number;
}

interface AlexaOffer {
  readonly channelName: string;
  readonly clientId: string;
}

/** What happened, without its time. No event carries a payload, a signature or a credential. */
export type ServiceEventDetail =
  | {
      readonly type: "request";
      readonly operation: string;
      readonly channelName?: string;
      readonly status: number;
      readonly milliseconds: number;
      /** There when the reply is no success, although its status says so. */
      readonly warning?: string;
    }
  | {
      readonly type: "refused";
      readonly operation: string;
      readonly channelName?: string;
      readonly status: number;
      readonly errorType: string;
      readonly message: string;
      /** Why, where the client's message does not tell it. */
      readonly hint?: string;
      /** With InternalFailure: what went wrong in the service itself. */
      readonly fault?: Fault;
    }
  | ({ readonly type: "channel-created" | "channel-deleted" } & NamedChannel)
  | ({ readonly type: "behaviour-begun" | "behaviour-ended" } & InForce)
  /** A fault of the service cut a connection that was owed a reply. */
  | { readonly type: "failed"; readonly channelName?: string; readonly fault: Fault }
  /** A connection ended before it could say anything. */
  | { readonly type: "tls-failed"; readonly reason: TlsFailure }
  | ({
      readonly type: "connected";
      /** The X-Amz-ClientId of a master's URL, which only a viewer's counts. */
      readonly ignoredClientId?: string;
    } & Peer)
  | ({ readonly type: "replaced" } & Peer)
  | ({
      readonly type: "disconnected";
      readonly closeCode: number;
      /** There when the service itself ended the connection. */
      readonly reason?: EndReason;
    } & Peer)
  | ({ readonly type: "message-relayed" } & Relay)
  | ({ readonly type: "message-queued"; readonly replacesOlder: boolean } & Relay)
  | ({ readonly type: "message-expired" } & Relay)
  | {
      readonly type: "message-dropped";
      readonly channelName: string;
      readonly reason: DropReason;
      readonly from: ConnectionRole | "alexa";
      /** With "malformed": which rule it breaks. */
      readonly detail?: string;
      /** A viewer's own; another's with the next two, when the message could be read. */
      readonly clientId?: string;
      readonly action?: ClientAction;
      readonly characters?: number;
    }
  | ({
      readonly type: "alexa-offer-sent";
      readonly masterConnected: boolean;
      /** The client id is an earlier offer's, as an SDK's retry is: masters that keep sessions by it refuse this one. */
      readonly duplicate: boolean;
    } & AlexaOffer)
  | ({
      readonly type: "alexa-offer-answered";
      readonly milliseconds: number;
      readonly content: AnswerContent;
    } & AlexaOffer)
  | ({
      readonly type: "alexa-offer-unanswered";
      readonly reason: "too-late" | "client-left";
      readonly milliseconds: number;
    } & AlexaOffer);

/** What the service tells its owner, for a log or a page: see the variants for what happened. */
export type ServiceEvent = ServiceEventDetail & {
  /** Epoch milliseconds. */
  readonly at: number;
};
