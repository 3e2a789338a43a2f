import type { EventGateways } from "./alexa-cloud/event-gateway/index.ts";
import { createHousehold, type Household } from "./alexa-cloud/household.ts";
import { type LinkedAccount, type LoginWithAmazon, linkAccount, refreshAccount } from "./alexa-cloud/index.ts";

/** What the households have to do with. */
export interface HouseholdsOptions {
  readonly login: LoginWithAmazon;
  readonly gateways: Pick<EventGateways, "setEnabled">;
  /** Invokes the skill's function with whatever comes to it. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** The skill's id. */
  readonly applicationId: string;
}

/** Whom the account-linking provider knows the neighbour as. It has Amazon's form and belongs to nobody. */
const NEIGHBOUR = "amzn1.account.AGNEXTDOOR00001";

/** Makes the two customers of a rehearsal: whose cameras they are, and somebody with whom one can be shared. */
export function createHouseholds({ login, gateways, invoke, applicationId }: HouseholdsOptions): {
  readonly household: Household;
  readonly neighbour: Household;
} {
  function householdOf(userId: string, link: () => Promise<LinkedAccount>): Household {
    return createHousehold({
      userId,
      alexaUserId: userId.replace("amzn1.account.", "amzn1.ask.account."),
      applicationId,
      link,
      refresh: (account) => refreshAccount(login, account),
      issueGrantCode: () => login.issueGrantCode(userId),
      revoke: () => login.revoke(userId),
      takeEvents: (on) => gateways.setEnabled(userId, on),
      invoke,
      now: Date.now,
    });
  }

  return {
    household: householdOf(login.userId, () => linkAccount(login)),
    // The authorize page knows the household alone.
    neighbour: householdOf(NEIGHBOUR, async () => login.issueAccount(NEIGHBOUR)),
  };
}
