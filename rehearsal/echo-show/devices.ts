import type { DiscoveryEndpoint } from "../../protocol/alexa/discovery-endpoint.ts";
import type { StateReport } from "../../protocol/alexa/state-report.ts";
import type { AlexaCloud, Reply } from "../alexa-cloud/index.ts";
import { createRounds } from "../in-turn.ts";
import type { DiscoveryReply } from "./calls.ts";
import { brokenSkill } from "./sentences.ts";
import type { Device } from "./state.ts";

/** The devices that Alexa knows of an account, as on an Echo. */
export interface Devices {
  list(): readonly Device[];
  /** Why the latest discovery brought nothing; undefined when it went well. */
  failure(): string | undefined;
  /** Asks the skill for the devices. Where it refuses, those of the discovery before stay. */
  discover(): Promise<DiscoveryReply>;
  /** Asks the skill how each device is. */
  refreshHealth(): Promise<void>;
}

/** Makes the list, empty until the first discovery. `onChange` hears of every change. */
export function createDevices(alexa: AlexaCloud, onChange: () => void): Devices {
  let devices: readonly Device[] = [];
  let failure: string | undefined;

  async function askAll(): Promise<void> {
    for (const { id } of devices) {
      const health = healthOf(await alexa.reportState(id).catch(() => undefined));
      if (devices.find((device) => device.id === id)?.health === health) continue;
      devices = devices.map((device) => (device.id === id ? { ...device, health } : device));
      onChange();
    }
  }

  /** One round at a time: whoever asks while it goes on gets a fresh one after it, shared with all who wait. */
  const refreshHealth = createRounds(askAll);

  return {
    list: () => devices,
    failure: () => failure,
    refreshHealth,
    async discover() {
      let found = 0;
      try {
        const reply = await alexa.discover();
        if ("error" in reply) failure = reply.error.message;
        else {
          failure = undefined;
          // A device that is missing stays in Alexa's list until someone removes it there.
          const shown = reply.value.map((endpoint) => deviceOf(endpoint, devices));
          devices = [...shown, ...devices.filter(({ id }) => !shown.some((device) => device.id === id))];
          found = shown.length;
        }
      } catch (error) {
        failure = brokenSkill(error);
      }
      onChange();
      await refreshHealth();
      return { found, ...(failure === undefined ? {} : { failure }) };
    },
  };
}

function deviceOf(endpoint: DiscoveryEndpoint, known: readonly Device[]): Device {
  const { endpointId: id, friendlyName: name, displayCategories, capabilities } = endpoint;
  return {
    id,
    name,
    kind: displayCategories.includes("DOORBELL") ? "doorbell" : "camera",
    talk: capabilities.some(
      (capability) =>
        capability.interface === "Alexa.RTCSessionController" && capability.configuration.isFullDuplexAudioSupported,
    ),
    health: known.find((device) => device.id === id)?.health ?? "UNKNOWN",
  };
}

function healthOf(reply: Reply<StateReport> | undefined): Device["health"] {
  if (reply === undefined || "error" in reply) return "UNKNOWN";
  return reply.value.context.properties[0].value.value;
}
