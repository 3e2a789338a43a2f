import type { DropReason, ServiceEvent } from "./events.ts";
import type { TlsFailure } from "./tls/tls-failure.ts";
import type { AnswerContent } from "./websocket/answer-content.ts";
import type { EndReason } from "./websocket/end-reason.ts";

// The reasons in events, in words: for the admin page and for the command line.

/** Why a message went nowhere. */
const dropReasons: Readonly<Record<DropReason, string>> = {
  malformed: "no message that the service takes",
  "alexa-client": "only the first answer reaches an Alexa client, and no candidate",
  quota: "more of its kind a second than AWS lets through",
  "queue-full": "the channel keeps no more undelivered messages",
  "media-storage": "with media storage, peers meet the storage session only",
  behaviour: "a behaviour took it",
};

/** Why a message went nowhere, in its own case: which rule a frame breaks, where that is known. */
export function describeDrop({ reason, detail }: { readonly reason: DropReason; readonly detail?: string }): string {
  return detail ?? dropReasons[reason];
}

/** Why a message waits. */
export function describeWait({ from, clientId }: { readonly from: string; readonly clientId: string }): string {
  return from === "master" ? `no viewer "${clientId}" is connected` : "no master is connected";
}

/** What becomes of the client id on a master's URL; empty where there is none. */
export function describeIgnored(ignoredClientId: string | undefined): string {
  if (ignoredClientId === undefined) return "";
  return `its X-Amz-ClientId ${ignoredClientId} is ignored: viewers use the VIEWER endpoint`;
}

/** The sender of a message had been replaced. */
export const FROM_REPLACED = "from a replaced connection";

/** Why the service itself ended a connection. */
export const endReasons: Readonly<Record<EndReason, string>> = {
  idle: "silent for ten minutes, without even a ping",
  "too-old": "an hour old",
  "go-away": "a minute after GO_AWAY",
  replaced: "a newer connection took its place",
  "channel-deleted": "the channel was deleted",
  "reads-nothing": "it read nothing of what it was sent",
};

/** Why a connection ended before it could say anything. */
export const tlsFailures: Readonly<Record<TlsFailure, string>> = {
  "certificate-refused": "the client does not trust the service's certificate authority: tell it of the CA file",
  "no-tls": "the client did not speak TLS: the address begins with https or wss",
  other: "the TLS handshake failed",
};

/** What is wrong with an answer for Alexa; empty where nothing is. */
export const answerFaults: Readonly<Record<AnswerContent, string>> = {
  candidates: "",
  "no-candidates": "without candidates, and none can follow",
  unreadable: "no session description",
  nothing: "with nothing, as a behaviour has it",
};

type Unanswered = Extract<ServiceEvent, { type: "alexa-offer-unanswered" }>["reason"];

/** Why an offer from Alexa came to nothing. */
export const unansweredReasons: Readonly<Record<Unanswered, string>> = {
  "too-late": "no answer came in time",
  "client-left": "the caller left",
};
