import type { CameraRecord } from "../camera-record.ts";
import type { Capability } from "./capabilities.ts";
import type { DiscoveryEndpoint } from "./discovery-endpoint.ts";

/** Writes a camera as Alexa's discovery wants it. */
export function discoveryEndpointOf(camera: CameraRecord): DiscoveryEndpoint {
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
    capabilities: cameraCapabilities(camera.talk),
  };
}

/**
 * The capabilities of a camera.
 * @param talk Whether the camera plays what an Echo sends. Announcing it falsely makes the view connect badly.
 *
 * Alexa.DoorbellEventSource is announced only once the skill sends DoorbellPress events, which it does not yet: a
 * doorbell that never rings would fail certification.
 */
function cameraCapabilities(talk: boolean): Capability[] {
  return [
    { type: "AlexaInterface", interface: "Alexa", version: "3" },
    {
      type: "AlexaInterface",
      interface: "Alexa.RTCSessionController",
      version: "3",
      configuration: { isFullDuplexAudioSupported: talk },
    },
    {
      type: "AlexaInterface",
      interface: "Alexa.EndpointHealth",
      version: "3.1",
      properties: { supported: [{ name: "connectivity" }], proactivelyReported: true, retrievable: true },
    },
  ];
}
