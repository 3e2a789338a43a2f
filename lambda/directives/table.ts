import type { DirectiveKey } from "../../protocol/alexa/directives.ts";
import type { AlexaEvent } from "../../protocol/alexa/events.ts";
import type { KeyedDirective } from "../../protocol/alexa/parse-directive.ts";
import { acceptGrant } from "./accept-grant.ts";
import { discover } from "./discover.ts";
import type { Dependencies, DirectiveHandler, Invocation } from "./handler.ts";
import { initiateSession } from "./initiate-session.ts";
import { reportState } from "./report-state.ts";
import { answerSessionConnected } from "./session-connected.ts";
import { answerSessionDisconnected } from "./session-disconnected.ts";

/** Who answers what, by `namespace.name`. */
const handlers: { readonly [Key in DirectiveKey]: DirectiveHandler<Key> } = {
  "Alexa.Discovery.Discover": discover,
  "Alexa.Authorization.AcceptGrant": acceptGrant,
  "Alexa.ReportState": reportState,
  "Alexa.RTCSessionController.InitiateSessionWithOffer": initiateSession,
  "Alexa.RTCSessionController.SessionConnected": answerSessionConnected,
  "Alexa.RTCSessionController.SessionDisconnected": answerSessionDisconnected,
  // Loaded when it is first needed: no view is.
  "Alexa.SmartVision.SnapshotProvider.GetSnapshot": async (...asked) =>
    (await import("./get-snapshot.ts")).getSnapshot(...asked),
};

/** Hands a directive to its handler. */
export function handle(
  { key, directive }: KeyedDirective,
  dependencies: Dependencies,
  invocation: Invocation,
): Promise<AlexaEvent> {
  // The key chose the directive's schema and chooses its handler; the compiler cannot see that the two go together.
  const handler = handlers[key] as DirectiveHandler<DirectiveKey>;
  return handler(directive, dependencies, invocation);
}
