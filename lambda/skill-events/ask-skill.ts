import { type HandlerInput, type RequestHandler, SkillBuilders } from "ask-sdk-core";
import type { Response, ResponseEnvelope } from "ask-sdk-model";
import { type SkillEvent, timeOfSkillEvent } from "../../protocol/alexa/skill-events.ts";
import type { Accounts } from "../accounts/accounts.ts";
import { Failure } from "../failure.ts";
import type { Log } from "../observability/log.ts";
import type { AlexaUsers } from "./alexa-users.ts";

/** What the handlers of skill events stand on. */
export interface AskSkillOptions {
  readonly accounts: Accounts;
  readonly users: AlexaUsers;
  readonly log: Log;
}

/** An event, and the end of its time. */
interface Invocation {
  readonly event: SkillEvent;
  readonly signal: AbortSignal;
}

/** What ask-sdk-core makes of the handlers; it throws what a handler throws. */
export type AskSkill = (envelope: unknown, invocation: Invocation) => Promise<ResponseEnvelope>;

/** Events that change nothing here: what a user may and wants comes with AcceptGrant. */
const noted = new Set([
  "SkillEnabled",
  "SkillPermissionAccepted",
  "SkillPermissionChanged",
  "ProactiveSubscriptionChanged",
]);

/** Makes the skill of ask-sdk-core that takes skill events. Its log lines tell of nobody. */
export function createAskSkill({ accounts, users, log }: AskSkillOptions): AskSkill {
  const handlers: readonly RequestHandler[] = [
    handlerOf("SkillAccountLinked", async ({ event, signal }) => {
      const token = event.request.body?.accessToken;
      if (token === undefined) return tell(event, "without a token");
      const userId = await userOf(token, signal);
      if (userId === undefined) return tell(event, "its token is not valid any more");
      tell(event, await users.tell(alexaUserOf(event), { at: timeOfSkillEvent(event), userId }));
    }),
    handlerOf("SkillDisabled", async ({ event }) =>
      tell(event, await users.tell(alexaUserOf(event), { at: timeOfSkillEvent(event) })),
    ),
    {
      canHandle: () => true,
      handle(input) {
        const { event } = invocationOf(input);
        tell(event, noted.has(nameOf(event)) ? "noted" : "unknown");
        return input.responseBuilder.getResponse();
      },
    },
  ];

  function tell(event: SkillEvent, outcome: string): void {
    log.info("skill event", { event: nameOf(event), outcome });
  }

  /** A token that is no use, and will be none when the event is sent again, ties nobody. */
  async function userOf(token: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await accounts.userIdOf(token, signal);
    } catch (error) {
      if (error instanceof Failure && (error.code === "token-invalid" || error.code === "token-expired"))
        return undefined;
      throw error;
    }
  }

  const skill = SkillBuilders.custom()
    .addRequestHandlers(...handlers)
    .create();
  return (envelope, invocation) => skill.invoke(envelope as Parameters<typeof skill.invoke>[0], invocation);
}

function handlerOf(name: string, take: (invocation: Invocation) => Promise<void>): RequestHandler {
  return {
    canHandle: (input) => nameOf(invocationOf(input).event) === name,
    async handle(input): Promise<Response> {
      await take(invocationOf(input));
      return input.responseBuilder.getResponse();
    },
  };
}

/** ask-sdk-core passes its context on as it is; ours is the event, parsed. */
function invocationOf({ context }: HandlerInput): Invocation {
  return context as Invocation;
}

/** Such as `SkillDisabled`. */
function nameOf({ request }: SkillEvent): string {
  return request.type.replace("AlexaSkillEvent.", "");
}

function alexaUserOf({ context }: SkillEvent): string {
  return context.System.user.userId;
}
