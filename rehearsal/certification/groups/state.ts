import { sleep, systemClock } from "../../../camera/clock.ts";
import { changeReportSchema } from "../../../protocol/alexa/change-report.ts";
import { type StateReport, stateReportSchema } from "../../../protocol/alexa/state-report.ts";
import { reportState } from "../directives.ts";
import { ensure, expectEvent } from "../expectations.ts";
import { hearsEvent } from "../gateway-events.ts";
import type { ItemGroup } from "../item.ts";
import { askOfflineCamera } from "../offline-camera.ts";
import { sources } from "../sources.ts";
import type { Tester } from "../tester.ts";

/** How long the word that a camera has come or gone may take to the skill, in milliseconds. */
const TOLD_WITHIN_MS = 5_000;
/** How often its state is asked for meanwhile, in milliseconds. */
const ASK_AGAIN_MS = 200;

/** What Alexa is told of a camera's state. */
export const state: ItemGroup = {
  title: "State",
  items: [
    {
      id: "state-report",
      title: "ReportState is answered by a StateReport with connectivity",
      source: sources.stateReporting,
      kind: "automatic",
      sends: ["Alexa.Discovery.Discover", "Alexa.ReportState"],
      async check(tester) {
        const { endpointId, friendlyName } = await tester.camera();
        return `${friendlyName}: ${connectivityOf(await stateOf(tester, endpointId))}`;
      },
    },
    {
      id: "offline-state",
      title: "A camera without power is reported UNREACHABLE, and that is no error",
      source: sources.endpointHealth,
      kind: "automatic",
      needs: ["power"],
      sends: ["Alexa.Discovery.Discover", "Alexa.ReportState", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
      async check(tester) {
        const { endpointId, friendlyName } = await tester.camera();
        const power = tester.able("power");
        await power.unplug(endpointId);
        try {
          if (await becomes("UNREACHABLE", tester, endpointId)) return undefined;
          // Where nothing tells the skill of a camera that leaves, a view that comes to nothing does.
          await askOfflineCamera(tester, endpointId);
          const found = connectivityOf(await stateOf(tester, endpointId));
          ensure(found === "UNREACHABLE", `${friendlyName} has no power and is reported ${found}`);
          return "known from a view that came to nothing";
        } finally {
          await power.plugIn(endpointId);
        }
      },
    },
    {
      id: "connectivity-reported",
      title:
        "A camera that loses its power is told of by a ChangeReport of its connectivity, and again when it is back",
      source: sources.endpointHealth,
      kind: "automatic",
      needs: ["power", "gateway"],
      sends: ["Alexa.Discovery.Discover", "Alexa.ReportState"],
      async check(tester) {
        const { endpointId, friendlyName } = await tester.camera();
        const power = tester.able("power");
        // What is no change is not told.
        ensure(await becomes("OK", tester, endpointId), `${friendlyName} has power and is reported UNREACHABLE`);
        const told = (connectivity: string, after: () => Promise<void>) =>
          hearsEvent(tester, {
            schema: changeReportSchema,
            what: `a ChangeReport that ${friendlyName} is ${connectivity}`,
            that: ({ event }) =>
              event.endpoint.endpointId === endpointId &&
              event.payload.change.properties.some(
                ({ namespace, value }) =>
                  namespace === "Alexa.EndpointHealth" && typeof value === "object" && value.value === connectivity,
              ),
            after,
          });
        let plugged = true;
        try {
          await told("UNREACHABLE", async () => {
            plugged = false;
            await power.unplug(endpointId);
          });
          await told("OK", async () => {
            await power.plugIn(endpointId);
            plugged = true;
          });
        } finally {
          if (!plugged) await power.plugIn(endpointId);
        }
        return undefined;
      },
    },
    {
      id: "state-in-the-app",
      title: "The Alexa app shows a camera without power as unresponsive, and as well again when it is back",
      source: sources.endpointHealth,
      kind: "a person must look",
      look: "Unplug a camera and open it in the Alexa app: it says that the device is unresponsive. Plug it in and open it again after a minute.",
    },
  ],
};

/** Asks until the camera is reported so; false when that has not come in time. */
async function becomes(connectivity: string, tester: Tester, endpointId: string): Promise<boolean> {
  for (const until = performance.now() + TOLD_WITHIN_MS; performance.now() < until; ) {
    if (connectivityOf(await stateOf(tester, endpointId)) === connectivity) return true;
    await sleep(systemClock, ASK_AGAIN_MS, tester.signal);
  }
  return false;
}

async function stateOf(tester: Tester, endpointId: string): Promise<StateReport> {
  const answer = await tester.send(reportState({ endpointId, token: tester.token() }));
  return expectEvent(answer, stateReportSchema);
}

function connectivityOf({ context }: StateReport): string {
  const property = context.properties.find(({ namespace }) => namespace === "Alexa.EndpointHealth");
  return property?.namespace === "Alexa.EndpointHealth" ? property.value.value : "without connectivity";
}
