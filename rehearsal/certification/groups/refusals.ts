import { initiateSession, reportState, toEndpoint } from "../directives.ts";
import { expectError } from "../expectations.ts";
import type { ItemGroup } from "../item.ts";
import { plainOffer } from "../plain-offer.ts";
import { sources } from "../sources.ts";

/** An id that no camera record can have been given by accident. */
const NOBODY = "certification-no-such-camera";

/** What is refused, and how: an error that Alexa understands, and never an exception. */
export const refusals: ItemGroup = {
  title: "Refusals",
  items: [
    {
      id: "unknown-endpoint",
      title: "A camera that does not exist is answered by NO_SUCH_ENDPOINT, for its state and for a view",
      source: sources.errorResponse,
      kind: "automatic",
      sends: ["Alexa.ReportState", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
      async check(tester) {
        const nobody = { endpointId: NOBODY, token: tester.token() };
        expectError(await tester.send(reportState(nobody)), "NO_SUCH_ENDPOINT");
        const view = { ...nobody, sessionId: "certification-nobody", offer: plainOffer };
        expectError(await tester.send(initiateSession(view)), "NO_SUCH_ENDPOINT");
        return undefined;
      },
    },
    {
      id: "offer-refused",
      title: "An offer that is no SDP is answered by INVALID_VALUE",
      source: sources.errorResponse,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
      async check(tester) {
        const { endpointId } = await tester.camera();
        const view = { endpointId, token: tester.token(), sessionId: "certification-no-sdp", offer: "no SDP" };
        expectError(await tester.send(initiateSession(view)), "INVALID_VALUE");
        return undefined;
      },
    },
    {
      id: "unknown-directive",
      title: "A directive of an interface that no camera announces is answered by INVALID_DIRECTIVE",
      source: sources.errorResponse,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover", "malformed"],
      async check(tester) {
        const { endpointId } = await tester.camera();
        const unknown = toEndpoint("Alexa.PowerController", "TurnOn", { endpointId, token: tester.token() }, {});
        expectError(await tester.sendMalformed(unknown, "Alexa.PowerController.TurnOn"), "INVALID_DIRECTIVE");
        return undefined;
      },
    },
    {
      id: "malformed-directive",
      title: "A directive that lacks a field, and something that is no directive, are answered by INVALID_DIRECTIVE",
      source: sources.errorResponse,
      kind: "automatic",
      sends: ["malformed"],
      async check(tester) {
        const whole = reportState({ endpointId: NOBODY, token: tester.token() });
        const { endpoint: _, ...withoutEndpoint } = whole.directive;
        const cases: readonly (readonly [string, unknown])[] = [
          ["ReportState without an endpoint", { directive: withoutEndpoint }],
          ["a directive without a header", { directive: {} }],
          ["an event without a directive", {}],
          ["a text", "Alexa"],
        ];
        for (const [what, message] of cases) {
          expectError(await tester.sendMalformed(message, what), "INVALID_DIRECTIVE");
        }
        return undefined;
      },
    },
    {
      id: "error-by-voice",
      title: "What Alexa says of a camera without power is true, and comes at once",
      source: sources.errorResponse,
      kind: "a person must look",
      look: "Unplug a camera and say “Alexa, show …”: Alexa says within six seconds that it isn’t responding. Ask for a camera that was deleted, and for one after the account was unlinked.",
    },
  ],
};
