import type { Developer } from "../developer.ts";
import { expect, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";

/** Of the rehearsed security profile. */
export const CLIENT_SECRET = "the secret of the rehearsed security profile";

/** The developer fills in the client of the security profile, and sends it. */
export async function linkAccounts({ amazon }: Story, developer: Developer): Promise<void> {
  const example = await developer.workspace.read("accountLinking.example.json");
  const { accountLinkingRequest } = JSON.parse(example);
  const client = { clientId: amazon.login.clientId, clientSecret: CLIENT_SECRET };
  const filledIn = { accountLinkingRequest: { ...accountLinkingRequest, ...client } };
  await developer.workspace.write("accountLinking.json", JSON.stringify(filledIn, null, 2));
  const { exitCode } = await developer.npmRun("account-linking");
  expect(exitCode === 0, `npm run account-linking ended with ${exitCode}`);
  const { accountLinking } = theOne(amazon.smapi.skills(), "skills");
  expect(
    JSON.stringify(accountLinking ?? {}).includes(client.clientId),
    "the skill does not link accounts with the security profile's client",
  );
}
