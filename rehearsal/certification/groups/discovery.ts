import { addOrUpdateReportSchema } from "../../../protocol/alexa/add-or-update-report.ts";
import type { Capability } from "../../../protocol/alexa/capabilities.ts";
import { discoverResponseSchema } from "../../../protocol/alexa/discover-response.ts";
import type { DiscoveryEndpoint } from "../../../protocol/alexa/discovery-endpoint.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "../../../protocol/alexa/limits.ts";
import { field } from "../../wire/fields.ts";
import { discover } from "../directives.ts";
import { ensure, expectEvent } from "../expectations.ts";
import { hearsEvent } from "../gateway-events.ts";
import type { ItemGroup } from "../item.ts";
import { sources } from "../sources.ts";

const sends = ["Alexa.Discovery.Discover"] as const;

/** Interfaces that Amazon refuses in skills that are new or changed, and one that no longer makes a camera certifiable. */
const withdrawn = ["Alexa.EventDetectionSensor", "Alexa.MediaMetadata", "Alexa.CameraStreamController"];

/** What discovery tells Alexa of the cameras. */
export const discovery: ItemGroup = {
  title: "Discovery",
  items: [
    {
      id: "discovery",
      title: "Discover brings the account’s cameras, and nothing that Amazon’s message schema does not know",
      source: sources.discovery,
      kind: "automatic",
      sends,
      async check(tester) {
        const cameras = await tester.discover();
        ensure(cameras.length > 0, "Discover brings no camera: the account to be tested needs one at least");
        return cameras.map(({ friendlyName }) => friendlyName).join(", ");
      },
    },
    {
      id: "manufacturer-and-model",
      title: "Each camera names its manufacturer and model in additionalAttributes",
      source: sources.deviceRequirements,
      kind: "automatic",
      sends,
      async check(tester) {
        for (const { friendlyName, additionalAttributes } of await tester.discover()) {
          ensure(additionalAttributes?.manufacturer !== undefined, `${friendlyName} names no manufacturer`);
          ensure(additionalAttributes.model !== undefined, `${friendlyName} names no model`);
        }
        return undefined;
      },
    },
    {
      id: "camera-by-webrtc",
      title: "Each camera announces Alexa.RTCSessionController 3",
      source: sources.newRequirements,
      kind: "automatic",
      sends,
      async check(tester) {
        for (const camera of await tester.discover()) {
          ensure(
            capability(camera, "Alexa.RTCSessionController") !== undefined,
            `${camera.friendlyName} has no WebRTC`,
          );
        }
        return undefined;
      },
    },
    {
      id: "nothing-withdrawn",
      title: "No camera announces an interface that Amazon withdrew",
      source: sources.deprecated,
      kind: "automatic",
      sends,
      async check(tester) {
        const answer = await tester.send(discover(tester.token()));
        // Before the strict reading, which refuses them too, so that the message names the interface.
        const raw = JSON.stringify(field(field(answer.event, "event"), "payload")) ?? "";
        const found = withdrawn.find((name) => raw.includes(`"${name}"`));
        ensure(found === undefined, `a camera announces ${found}, which Amazon withdrew`);
        expectEvent(answer, discoverResponseSchema);
        return undefined;
      },
    },
    {
      id: "talk-flag",
      title: "Each camera says whether two-way talk works with it",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends,
      async check(tester) {
        const cameras = await tester.discover();
        return cameras
          .map((camera) => `${camera.friendlyName} ${talks(camera) ? "talks" : "does not talk"}`)
          .join(", ");
      },
    },
    {
      id: "health-announced",
      title: "Each camera announces Alexa.EndpointHealth 3.1 with connectivity, retrievable and proactively reported",
      source: sources.endpointHealth,
      kind: "automatic",
      sends,
      async check(tester) {
        for (const camera of await tester.discover()) {
          ensure(
            capability(camera, "Alexa.EndpointHealth") !== undefined,
            `${camera.friendlyName} announces no health`,
          );
        }
        return undefined;
      },
    },
    {
      id: "camera-before-doorbell",
      title: "A video doorbell is a CAMERA first and a DOORBELL second, and announces Alexa.DoorbellEventSource",
      source: sources.doorbell,
      kind: "automatic",
      sends,
      async check(tester) {
        const { friendlyName, displayCategories, ...rest } = await tester.doorbell();
        ensure(
          displayCategories.join() === "CAMERA,DOORBELL",
          `${friendlyName}'s display categories are ${displayCategories.join(", ")}`,
        );
        ensure(
          rest.capabilities.some(({ interface: name }) => name === "Alexa.DoorbellEventSource"),
          `${friendlyName} does not announce Alexa.DoorbellEventSource: the skill has no EVENTS_SECRET_ARN`,
        );
        return friendlyName;
      },
    },
    {
      id: "camera-renamed",
      title: "A renamed camera is told of by AddOrUpdateReport, and Discover brings its new name",
      source: sources.discovery,
      kind: "automatic",
      needs: ["rename", "gateway"],
      sends,
      async check(tester) {
        const { endpointId, friendlyName } = await tester.camera();
        const rename = tester.able("rename");
        const newName = `${friendlyName} renamed`;
        try {
          await hearsEvent(tester, {
            schema: addOrUpdateReportSchema,
            what: `an AddOrUpdateReport with ${newName}`,
            that: ({ event }) => nameIn(event.payload.endpoints, endpointId) === newName,
            after: () => rename(endpointId, newName),
          });
          ensure(nameIn(await tester.discover(), endpointId) === newName, "Discover brings the camera's old name");
        } finally {
          await rename(endpointId, friendlyName);
        }
        return undefined;
      },
    },
    {
      id: "no-more-than-300",
      title: "An account with more than 300 cameras gets a valid answer with 300",
      source: sources.discovery,
      kind: "automatic",
      needs: ["fleet"],
      sends,
      async check(tester) {
        const token = await tester.able("fleet")(MAX_DISCOVERED_ENDPOINTS + 1);
        const { length } = await tester.discover(token);
        ensure(length === MAX_DISCOVERED_ENDPOINTS, `Discover brings ${length} cameras`);
        return undefined;
      },
    },
  ],
};

/** A capability of a camera; undefined when it does not announce it. */
function capability<Name extends Capability["interface"]>({ capabilities }: DiscoveryEndpoint, name: Name) {
  return capabilities.find(
    (candidate): candidate is Extract<Capability, { interface: Name }> => candidate.interface === name,
  );
}

function talks(camera: DiscoveryEndpoint): boolean {
  const controller = capability(camera, "Alexa.RTCSessionController");
  ensure(controller !== undefined, `${camera.friendlyName} announces no Alexa.RTCSessionController`);
  return controller.configuration.isFullDuplexAudioSupported;
}

function nameIn(endpoints: readonly DiscoveryEndpoint[], id: string): string | undefined {
  return endpoints.find(({ endpointId }) => endpointId === id)?.friendlyName;
}
