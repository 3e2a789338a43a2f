import { acceptGrantResponseSchema } from "../../../protocol/alexa/accept-grant-response.ts";
import { acceptGrant, discover, initiateSession, reportState } from "../directives.ts";
import { ensure, expectError, expectEvent, expectGrantRefused } from "../expectations.ts";
import type { ItemGroup } from "../item.ts";
import { plainOffer } from "../plain-offer.ts";
import { sources } from "../sources.ts";

/** No provider has issued it. */
const UNKNOWN_TOKEN = "Atza|certification-nobody-issued-this-token";

/** Who asks, and what wrong tokens come to. */
export const accounts: ItemGroup = {
  title: "Accounts",
  items: [
    {
      id: "token-invalid",
      title: "A token that nobody issued is refused as INVALID_AUTHORIZATION_CREDENTIAL",
      source: sources.accountTokens,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        expectError(await tester.send(discover(UNKNOWN_TOKEN)), "INVALID_AUTHORIZATION_CREDENTIAL");
        return undefined;
      },
    },
    {
      id: "token-expired",
      title: "A token that has run out is refused as EXPIRED_AUTHORIZATION_CREDENTIAL",
      source: sources.errorResponse,
      kind: "automatic",
      needs: ["tokens"],
      sends: ["Alexa.Discovery.Discover", "Alexa.ReportState"],
      async check(tester) {
        const { endpointId } = await tester.camera();
        const token = tester.able("tokens").expired();
        expectError(await tester.send(discover(token)), "EXPIRED_AUTHORIZATION_CREDENTIAL");
        expectError(await tester.send(reportState({ endpointId, token })), "EXPIRED_AUTHORIZATION_CREDENTIAL");
        return undefined;
      },
    },
    {
      id: "token-of-another-client",
      title: "A valid token that was issued to another client is refused",
      source: sources.accountTokens,
      kind: "automatic",
      needs: ["tokens"],
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        const token = tester.able("tokens").ofAnotherClient();
        expectError(await tester.send(discover(token)), "INVALID_AUTHORIZATION_CREDENTIAL");
        return undefined;
      },
    },
    {
      id: "token-missing",
      title: "A directive without a token brings no device, and an error that Alexa understands",
      source: sources.accountTokens,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        expectError(await tester.send(discover(undefined)), "INVALID_DIRECTIVE", "INVALID_AUTHORIZATION_CREDENTIAL");
        return undefined;
      },
    },
    {
      id: "token-wrong-for-view",
      title: "A view with a wrong token is refused before the camera hears of it",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
      async check(tester) {
        const { endpointId } = await tester.camera();
        const view = { endpointId, token: UNKNOWN_TOKEN, sessionId: "certification-wrong-token", offer: plainOffer };
        expectError(await tester.send(initiateSession(view)), "INVALID_AUTHORIZATION_CREDENTIAL");
        return undefined;
      },
    },
    {
      id: "foreign-camera",
      title: "Another user’s camera does not exist for this one: NO_SUCH_ENDPOINT, and no device in discovery",
      source: sources.accountTokens,
      kind: "automatic",
      needs: ["tokens"],
      sends: ["Alexa.Discovery.Discover", "Alexa.ReportState", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
      async check(tester) {
        const { endpointId } = await tester.camera();
        const token = tester.able("tokens").ofAnotherUser();
        expectError(await tester.send(reportState({ endpointId, token })), "NO_SUCH_ENDPOINT");
        const view = { endpointId, token, sessionId: "certification-foreign", offer: plainOffer };
        expectError(await tester.send(initiateSession(view)), "NO_SUCH_ENDPOINT");
        const theirs = await tester.discover(token);
        ensure(
          theirs.every((endpoint) => endpoint.endpointId !== endpointId),
          "Discover brings another user's camera",
        );
        return undefined;
      },
    },
    {
      id: "grant-accepted",
      title: "AcceptGrant is answered by AcceptGrant.Response once the code is exchanged",
      source: sources.authorization,
      kind: "automatic",
      needs: ["grantCode"],
      sends: ["Alexa.Authorization.AcceptGrant"],
      async check(tester) {
        const code = await tester.able("grantCode")();
        expectEvent(await tester.send(acceptGrant({ code, token: tester.token() })), acceptGrantResponseSchema);
        return undefined;
      },
    },
    {
      id: "grant-refused",
      title: "A code that cannot be exchanged is answered by ACCEPT_GRANT_FAILED",
      source: sources.authorization,
      kind: "automatic",
      sends: ["Alexa.Authorization.AcceptGrant"],
      async check(tester) {
        const code = "certification-no-such-code";
        expectGrantRefused(await tester.send(acceptGrant({ code, token: tester.token() })));
        return undefined;
      },
    },
    {
      id: "relinked",
      title: "An account that was unlinked and is linked again has its cameras",
      source: sources.accountLinking,
      kind: "automatic",
      needs: ["enablement"],
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        const { endpointId, friendlyName } = await tester.camera();
        const { disable, enable } = tester.able("enablement");
        try {
          await disable();
        } finally {
          await enable();
        }
        const again = await tester.discover();
        ensure(
          again.some((endpoint) => endpoint.endpointId === endpointId),
          `after linking again Discover does not bring ${friendlyName}`,
        );
        return undefined;
      },
    },
    {
      id: "account-linking",
      title: "The account is linked in the Alexa app by the authorization code grant",
      source: sources.accountLinking,
      kind: "a person must look",
      look: "Enable the skill in the Alexa app on iOS and on Android with the test credentials, from a phone that was never signed in. The login page must fit the screen, take no second factor, and end on Alexa's own success page.",
    },
    {
      id: "test-credentials",
      title: "The testing instructions hold credentials whose account has a camera online",
      source: sources.certificationFailures,
      kind: "a person must look",
      look: "Distribution, Testing Instructions: a user name and a password for each locale, with two-step verification off, on an account whose camera is plugged in day and night for as long as certification takes.",
    },
  ],
};
