import * as z from "zod/mini";
import { type SkillEvent, skillEventSchema } from "../../protocol/alexa/skill-events.ts";
import type { Accounts } from "../accounts/accounts.ts";
import { answerBudget, startDeadline } from "../deadline.ts";
import { asFailure, Failure } from "../failure.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import type { Log } from "../observability/log.ts";
import type { ViewMetrics } from "../observability/metrics.ts";
import type { Circumstances } from "../skill.ts";
import type { Grants } from "../state/grants.ts";
import type { State } from "../state/store.ts";
import { alexaUserKind, createAlexaUsers } from "./alexa-users.ts";
import { createAskSkill } from "./ask-skill.ts";

/** What skill events are taken with. */
export interface SkillEventsOptions {
  /** Whose events are taken; without it none is. */
  readonly skillId: string | undefined;
  readonly accounts: Accounts;
  readonly grants: Grants;
  readonly state: State;
  readonly log: Log;
  readonly metrics: Pick<ViewMetrics, "failed">;
}

/**
 * Takes a skill event and gives what ask-sdk-core answers with.
 * @throws {Failure} whatever went wrong, after the log and the metrics were told: Alexa sends the event again. It carries
 * no cause, for Lambda writes down what a handler throws.
 */
export type SkillEvents = (envelope: unknown, circumstances: Circumstances) => Promise<unknown>;

/** Makes what takes skill events. */
export function createSkillEvents({ skillId, accounts, grants, state, log, metrics }: SkillEventsOptions): SkillEvents {
  const users = createAlexaUsers({ store: state.store(alexaUserKind), grants });
  const askSkill = createAskSkill({ accounts, users, log });

  return async (envelope, { first, lambdaRemaining }) => {
    const deadline = startDeadline(answerBudget(first, lambdaRemaining));
    try {
      const event = eventIn(envelope);
      // Else the log would point at the event.
      if (skillId === undefined) throw new Failure("event-foreign", { detail: "SKILL_ID is not set" });
      if (event.context.System.application.applicationId !== skillId) throw new Failure("event-foreign");
      return await deadline.enforce(askSkill(envelope, { event, signal: deadline.signal }));
    } catch (thrown) {
      const { code, sentence, cause } = asFailure(thrown);
      const told = loggedCauseOf(cause);
      log.error("skill event failed", { code, sentence, ...(told !== undefined && { cause: told }) });
      metrics.failed(code);
      throw new Failure(code);
    } finally {
      deadline.clear();
    }
  };
}

function eventIn(envelope: unknown): SkillEvent {
  const parsed = z.safeParse(skillEventSchema, envelope);
  if (parsed.success) return parsed.data;
  throw new Failure("event-malformed", { detail: parsed.error.issues[0]?.path.join(".") ?? "" });
}
