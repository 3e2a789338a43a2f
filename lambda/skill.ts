import { acceptGrantFailed, errorResponse } from "../protocol/alexa/build-events.ts";
import { snapshotErrorResponse } from "../protocol/alexa/build-snapshot-events.ts";
import type { AlexaEvent } from "../protocol/alexa/events.ts";
import { type ParsedDirective, parseDirective, replyContextOf } from "../protocol/alexa/parse-directive.ts";
import { answerBudget, startDeadline } from "./deadline.ts";
import type { Dependencies } from "./directives/handler.ts";
import { handle } from "./directives/table.ts";
import { asFailure, Failure, failures } from "./failure.ts";
import { loggedCauseOf } from "./observability/cause.ts";
import { type Ledger, openLedger } from "./observability/ledger.ts";
import type { Log } from "./observability/log.ts";
import type { ViewMetrics } from "./observability/metrics.ts";

/** What a skill stands on. */
export interface SkillDependencies extends Dependencies {
  readonly metrics: ViewMetrics;
}

/** What an invocation brings beside its event. */
export interface Circumstances {
  /** Whether it is its environment's first: Alexa's clock ran while the environment was made. */
  readonly first: boolean;
  /** What Lambda itself still gives, in milliseconds. */
  readonly lambdaRemaining: number;
}

/** Answers what Alexa sends. Never throws: whatever happens, the answer is an event that Alexa understands. */
export type Skill = (envelope: unknown, circumstances: Circumstances) => Promise<AlexaEvent>;

/** Makes the skill. */
export function createSkill(dependencies: SkillDependencies): Skill {
  return async (envelope, { first, lambdaRemaining }) => {
    const { now, log, metrics } = dependencies;
    const ledger = openLedger(now);
    const deadline = startDeadline(answerBudget(first, lambdaRemaining));
    const parsed = parseDirective(envelope);
    try {
      if (parsed.outcome === "malformed") throw new Failure("directive-malformed", { detail: parsed.field });
      if (parsed.outcome === "unknown") throw new Failure("directive-unknown");
      const event = await deadline.enforce(handle(parsed, dependencies, { deadline, ledger }));
      reportSuccess(parsed, ledger, log, metrics);
      return event;
    } catch (thrown) {
      const failure = asFailure(thrown);
      reportFailure(failure, parsed, ledger, log);
      metrics.unanswered(failure.code);
      return failureEvent(envelope, failure, dependencies.messageId());
    } finally {
      deadline.clear();
    }
  };
}

/** The event that tells Alexa of a failure: in the interface's own words where it has some, else an Alexa.ErrorResponse. */
export function failureEvent(envelope: unknown, failure: Failure, messageId: string): AlexaEvent {
  const { acceptGrant, correlationToken, endpointId } = replyContextOf(envelope);
  if (failure.code === "snapshot-missing") {
    const payload = { type: failures[failure.code].alexaType, message: failure.message };
    return snapshotErrorResponse({ messageId, correlationToken, endpointId, payload });
  }
  return acceptGrant
    ? acceptGrantFailed({ messageId, correlationToken, message: failure.message })
    : errorResponse({ messageId, correlationToken, endpointId, payload: failure.toPayload() });
}

function reportSuccess(parsed: ParsedDirective, ledger: Ledger, log: Log, metrics: ViewMetrics): void {
  const view = viewOf(parsed);
  if (view === undefined) return;
  const entries = ledger.read();
  log.info("view", { ...view, outcome: "answered", ...entries });
  const { stages, way } = entries;
  if (stages.answerEvent !== undefined && way !== undefined) metrics.answered(stages.answerEvent, way);
}

/** One line for each failure: the view's own line where it was a view. */
function reportFailure(failure: Failure, parsed: ParsedDirective, ledger: Ledger, log: Log): void {
  const { code, sentence, userId } = failure;
  const cause = loggedCauseOf(failure.cause);
  const reason = { code, sentence, ...(userId !== undefined && { userId }), ...(cause !== undefined && { cause }) };
  const level = failures[code].alexaType === "INTERNAL_ERROR" ? "error" : "warn";
  const view = viewOf(parsed);
  if (view !== undefined) {
    log[level]("view", { ...view, outcome: code, ...ledger.read(), ...reason });
  } else {
    log[level]("directive failed", { ...(parsed.outcome === "directive" && { directive: parsed.key }), ...reason });
  }
}

/** What the log says of a view; undefined for other directives. */
function viewOf(parsed: ParsedDirective): { sessionId: string; endpointId: string } | undefined {
  if (parsed.outcome !== "directive" || parsed.key !== "Alexa.RTCSessionController.InitiateSessionWithOffer") {
    return undefined;
  }
  const { endpoint, payload } = parsed.directive;
  return { sessionId: payload.sessionId, endpointId: endpoint.endpointId };
}
