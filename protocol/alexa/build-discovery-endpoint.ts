import type { Camera } from "../camera-record.ts";
import { snapshotProvider } from "./build-snapshot-events.ts";
import type { Capability } from "./capabilities.ts";
import type { DiscoveryEndpoint } from "./discovery-endpoint.ts";

/** What a skill is able to do for its cameras, beside showing them. */
export interface Announced {
  /** Whether it sends events: a doorbell that never rings would fail certification. */
  readonly events: boolean;
  /** Whether it gives cameras' pictures out; left out, it gives none. */
  readonly snapshots?: boolean;
}

/** A camera, and whether there is a picture of it: where that is not known, none is announced. */
export type AnnouncedCamera = Camera & { readonly pictured?: boolean | undefined };

/** Writes a camera as Alexa's discovery wants it. */
export function discoveryEndpointOf(camera: AnnouncedCamera, announced: Announced): DiscoveryEndpoint {
  return {
    endpointId: camera.id,
    manufacturerName: camera.manufacturer,
    friendlyName: camera.name,
    // It has to name the manufacturer or the way of connection.
    description: `${camera.manufacturer} ${camera.model}, connected by the internet`.slice(0, 128),
    displayCategories: camera.kind === "doorbell" ? ["CAMERA", "DOORBELL"] : ["CAMERA"],
    additionalAttributes: {
      manufacturer: camera.manufacturer,
      model: camera.model,
      ...(camera.serialNumber !== undefined && { serialNumber: camera.serialNumber }),
      ...(camera.firmwareVersion !== undefined && { firmwareVersion: camera.firmwareVersion }),
    },
    capabilities: cameraCapabilities(camera, announced),
  };
}

function cameraCapabilities(
  { kind, talk, motion, pictured = false }: AnnouncedCamera,
  { events, snapshots = false }: Announced,
): Capability[] {
  return [
    { type: "AlexaInterface", interface: "Alexa", version: "3" },
    {
      type: "AlexaInterface",
      interface: "Alexa.RTCSessionController",
      version: "3",
      // Announcing it of a camera that does not play what an Echo sends makes the view connect badly.
      configuration: { isFullDuplexAudioSupported: talk },
    },
    {
      type: "AlexaInterface",
      interface: "Alexa.EndpointHealth",
      version: "3.1",
      properties: { supported: [{ name: "connectivity" }], proactivelyReported: true, retrievable: true },
    },
    ...(events && kind === "doorbell" ? [doorbellEventSource] : []),
    ...(events && motion ? [motionSensor] : []),
    ...(snapshots && pictured ? [snapshotProvider] : []),
  ];
}

const doorbellEventSource: Capability = {
  type: "AlexaInterface",
  interface: "Alexa.DoorbellEventSource",
  version: "3",
  proactivelyReported: true,
};

const motionSensor: Capability = {
  type: "AlexaInterface",
  interface: "Alexa.MotionSensor",
  version: "3",
  properties: { supported: [{ name: "detectionState" }], proactivelyReported: true, retrievable: true },
};
