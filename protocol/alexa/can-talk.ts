import type { DiscoveryEndpoint } from "./discovery-endpoint.ts";

/** Whether a device announces two-way talk. Source: Alexa.RTCSessionController, isFullDuplexAudioSupported. */
export function canTalk({ capabilities }: Pick<DiscoveryEndpoint, "capabilities">): boolean {
  return capabilities.some(
    (capability) =>
      capability.interface === "Alexa.RTCSessionController" && capability.configuration.isFullDuplexAudioSupported,
  );
}
