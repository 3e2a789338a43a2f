import { changeReportSchema } from "../../../protocol/alexa/change-report.ts";
import { doorbellPressSchema } from "../../../protocol/alexa/doorbell-press.ts";
import { openEchoView } from "../echo-view.ts";
import { ensure } from "../expectations.ts";
import { hearsEvent, hearsNothing } from "../gateway-events.ts";
import { type ItemGroup, NotRunHere } from "../item.ts";
import { sources } from "../sources.ts";
import type { Tester } from "../tester.ts";

/** What the skill tells Alexa without being asked. */
export const events: ItemGroup = {
  title: "Doorbell and motion",
  items: [
    {
      id: "doorbell-press",
      title: "A press of the button comes to Alexa as a DoorbellPress",
      source: sources.doorbell,
      kind: "automatic",
      needs: ["ring", "gateway"],
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        await hearsPress(tester, (await tester.doorbell()).endpointId);
        return undefined;
      },
    },
    {
      id: "doorbell-live-view",
      title: "The live view that follows a press is answered, and its picture moves",
      source: sources.newRequirements,
      kind: "automatic",
      needs: ["ring", "gateway"],
      sends: [
        "Alexa.Discovery.Discover",
        "Alexa.RTCSessionController.InitiateSessionWithOffer",
        "Alexa.RTCSessionController.SessionDisconnected",
      ],
      async check(tester) {
        const doorbell = await tester.doorbell();
        await hearsPress(tester, doorbell.endpointId);
        const view = await openEchoView(tester, doorbell);
        try {
          await view.play(15);
          return `answered in ${view.answered.milliseconds} ms`;
        } finally {
          await view.end();
        }
      },
    },
    {
      id: "motion-reported",
      title: "Motion and its end come to Alexa as ChangeReports of detectionState",
      source: sources.motion,
      kind: "automatic",
      needs: ["motion", "gateway"],
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        const camera = (await tester.discover()).find(({ capabilities }) =>
          capabilities.some(({ interface: name }) => name === "Alexa.MotionSensor"),
        );
        if (camera === undefined) throw new NotRunHere("no camera announces Alexa.MotionSensor");
        const { endpointId, friendlyName } = camera;
        const motion = tester.able("motion");
        for (const [state, detected] of [
          ["DETECTED", true],
          ["NOT_DETECTED", false],
        ] as const) {
          const report = await hearsEvent(tester, {
            schema: changeReportSchema,
            what: `a ChangeReport that ${friendlyName} is ${state}`,
            that: ({ event }) =>
              event.endpoint.endpointId === endpointId &&
              event.payload.change.properties.some(
                ({ namespace, value }) => namespace === "Alexa.MotionSensor" && value === state,
              ),
            after: () => motion(endpointId, detected),
          });
          ensure(
            report.context.properties.some(({ namespace }) => namespace === "Alexa.EndpointHealth"),
            `the ChangeReport that ${friendlyName} is ${state} says nothing of its connectivity`,
          );
        }
        return friendlyName;
      },
    },
    {
      id: "skill-disabled",
      title: "Once the skill is disabled no event is sent for that user any more; enabled again, they are",
      source: sources.skillEvents,
      kind: "automatic",
      needs: ["enablement", "ring", "gateway"],
      sends: ["Alexa.Discovery.Discover"],
      async check(tester) {
        const { endpointId } = await tester.doorbell();
        const { disable, enable } = tester.able("enablement");
        try {
          await disable();
          await hearsNothing(tester, () => tester.able("ring")(endpointId));
        } finally {
          await enable();
        }
        await hearsPress(tester, endpointId);
        return undefined;
      },
    },
    {
      id: "doorbell-announced",
      title: "A press is announced on the Echos that were chosen, and the Echo Show shows the door by itself",
      source: sources.newRequirements,
      kind: "a person must look",
      look: "In the Alexa app switch on doorbell press announcements for the doorbell and choose an Echo Show. Press the button: the Echo says who rang and shows the live view without being asked. Answer from there.",
    },
    {
      id: "motion-routine",
      title: "A routine that is started by the camera’s motion runs",
      source: sources.motion,
      kind: "a person must look",
      look: "Make a routine in the Alexa app: when the camera detects motion, say something. Walk past the camera.",
    },
  ],
};

function hearsPress(tester: Tester, endpointId: string) {
  return hearsEvent(tester, {
    schema: doorbellPressSchema,
    what: "a DoorbellPress",
    that: ({ event }) => event.endpoint.endpointId === endpointId,
    after: () => tester.able("ring")(endpointId),
  });
}
