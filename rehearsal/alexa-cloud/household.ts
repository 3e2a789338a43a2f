import type { LinkedAccount } from "./account-linking.ts";
import { type AlexaCloud, createAlexaCloud } from "./index.ts";
import { createLinkedToken, type LinkedToken } from "./linked-token.ts";
import { type SkillEventName, skillEvent } from "./skill-events.ts";

/** What a customer's Alexa has to do with. */
export interface HouseholdOptions {
  /** Whom the account-linking provider knows them as. */
  readonly userId: string;
  /** Alexa's own id of them. */
  readonly alexaUserId: string;
  /** The skill's. */
  readonly applicationId: string;
  /** Links the account. */
  readonly link: () => Promise<LinkedAccount>;
  /** Gets new tokens for it. */
  readonly refresh: (account: LinkedAccount) => Promise<LinkedAccount>;
  /** Gives the code of a grant, which the skill exchanges. */
  readonly issueGrantCode: () => string;
  /** Takes back all that was granted: what Login with Amazon does when a skill is disabled. */
  readonly revoke: () => void;
  /** Whether events for this user are taken. */
  readonly takeEvents: (on: boolean) => void;
  /** Invokes the skill's function with whatever comes to it. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A customer of the skill, as Alexa's cloud has them: enabled and linked, or not. */
export interface Household {
  readonly userId: string;
  readonly alexa: AlexaCloud;
  readonly token: LinkedToken;
  enabled(): boolean;
  /**
   * Enables the skill in the Alexa app: links the account, has the skill take the grant, and tells it by skill events.
   * @throws {Error} that says what the skill refused; then it stays disabled, as in the Alexa app.
   */
  enable(): Promise<void>;
  /** Disables the skill in the Alexa app. */
  disable(): Promise<void>;
  stop(): Promise<void>;
}

/** How often Alexa gets a new access token, in milliseconds: Login with Amazon's are good for an hour. */
const REFRESH_EVERY_MS = 50 * 60_000;

/** Makes a household that has not enabled the skill yet. */
export function createHousehold(options: HouseholdOptions): Household {
  const { userId, alexaUserId, applicationId, invoke, now } = options;
  const token = createLinkedToken("");
  const alexa = createAlexaCloud({ invoke, accessToken: token.current });
  let enabled = false;
  let refreshing: NodeJS.Timeout | undefined;

  function keepFresh(linked: LinkedAccount): void {
    let account = linked;
    clearInterval(refreshing);
    refreshing = setInterval(async () => {
      // Where the provider refuses, the skill is asked with the token that there is, and says so.
      account = await options.refresh(account).catch(() => account);
      token.relink(account.accessToken);
    }, REFRESH_EVERY_MS);
  }

  async function grant(): Promise<void> {
    const reply = await alexa.acceptGrant(options.issueGrantCode());
    if ("error" in reply) {
      throw new Error(`the skill refused AcceptGrant: ${reply.error.type}: ${reply.error.message}`);
    }
  }

  async function tell(name: SkillEventName, accessToken?: string): Promise<void> {
    const parts = { applicationId, alexaUserId, at: now(), ...(accessToken !== undefined && { accessToken }) };
    await invoke(skillEvent(name, parts));
  }

  return {
    userId,
    alexa,
    token,
    enabled: () => enabled,
    async enable() {
      if (enabled) return;
      const account = await options.link();
      token.relink(account.accessToken);
      options.takeEvents(true);
      try {
        await grant();
      } catch (error) {
        options.takeEvents(false);
        throw error;
      }
      keepFresh(account);
      enabled = true;
      await tell("SkillEnabled");
      await tell("SkillAccountLinked", account.accessToken);
    },
    async disable() {
      if (!enabled) return;
      enabled = false;
      clearInterval(refreshing);
      options.takeEvents(false);
      options.revoke();
      await tell("SkillDisabled");
    },
    stop: async () => clearInterval(refreshing),
  };
}
