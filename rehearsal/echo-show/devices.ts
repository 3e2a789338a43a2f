import { canTalk } from "../../protocol/alexa/can-talk.ts";
import type { DiscoveryEndpoint } from "../../protocol/alexa/discovery-endpoint.ts";
import type { ProactiveEvent } from "../../protocol/alexa/proactive-events.ts";
import type { StateProperty } from "../../protocol/alexa/state-property.ts";
import type { StateReport } from "../../protocol/alexa/state-report.ts";
import type { Household } from "../alexa-cloud/household.ts";
import type { Reply } from "../alexa-cloud/index.ts";
import { createRounds } from "../in-turn.ts";
import type { DiscoveryReply } from "./calls.ts";
import { isAddOrUpdateReport, isChangeReport, isDeleteReport } from "./proactive.ts";
import { brokenSkill } from "./sentences.ts";
import type { Device } from "./state.ts";

/** A device as Alexa knows it; its picture lies elsewhere. */
export interface KnownDevice extends Omit<Device, "picturedAt"> {
  /** Whether the skill says that it has pictures. */
  readonly pictured: boolean;
}

/** The devices that Alexa knows of an account, as on an Echo. */
export interface Devices {
  list(): readonly KnownDevice[];
  /** Why the latest discovery brought nothing; undefined when it went well. */
  failure(): string | undefined;
  /** Asks the skill for the devices. Where it refuses, those of the discovery before stay. */
  discover(): Promise<DiscoveryReply>;
  /** Asks the skill how each device is. */
  refreshHealth(): Promise<void>;
  /** Takes what the skill told without being asked. */
  take(event: ProactiveEvent): void;
  /** Forgets all of them, as Alexa does when the skill is disabled. */
  forget(): void;
}

/** Makes the list, empty until the first discovery. `onChange` hears of every change. */
export function createDevices({ alexa, enabled }: Pick<Household, "alexa" | "enabled">, onChange: () => void): Devices {
  let devices: readonly KnownDevice[] = [];
  let failure: string | undefined;

  const find = (id: string) => devices.find((device) => device.id === id);

  function learn(id: string, told: Partial<KnownDevice>): void {
    const before = find(id);
    if (before === undefined) return;
    const after = { ...before, ...told };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    devices = devices.map((device) => (device === before ? after : device));
    onChange();
  }

  async function askAll(): Promise<void> {
    for (const { id } of devices) {
      const before = find(id);
      const reply = await alexa.reportState(id).catch(() => undefined);
      // What the skill told meanwhile is newer than its answer may be.
      if (find(id) === before) learn(id, stateIn(reply));
    }
  }

  /** One round at a time: whoever asks while it goes on gets a fresh one after it, shared with all who wait. */
  const refreshHealth = createRounds(askAll);

  /** Devices that are new come after those that are known. */
  function show(endpoints: readonly DiscoveryEndpoint[]): void {
    const shown = endpoints.map((endpoint) => deviceOf(endpoint, find(endpoint.endpointId)));
    const isKnown = ({ id }: KnownDevice) => find(id) !== undefined;
    devices = [
      ...devices.map((device) => shown.find(({ id }) => id === device.id) ?? device),
      ...shown.filter((device) => !isKnown(device)),
    ];
  }

  return {
    list: () => devices,
    failure: () => failure,
    refreshHealth,
    async discover() {
      let found = 0;
      try {
        // Of a skill that is disabled Alexa asks nothing.
        const reply = enabled() ? await alexa.discover() : { value: [] };
        if ("error" in reply) failure = reply.error.message;
        else {
          failure = undefined;
          // A device that is missing stays in Alexa's list until someone removes it there.
          show(reply.value);
          found = reply.value.length;
        }
      } catch (error) {
        failure = brokenSkill(error);
      }
      onChange();
      await refreshHealth();
      return { found, ...(failure === undefined ? {} : { failure }) };
    },
    take(event) {
      if (isChangeReport(event)) {
        const { endpoint, payload } = event.event;
        learn(endpoint.endpointId, stateOf([...payload.change.properties, ...event.context.properties]));
      } else if (isAddOrUpdateReport(event)) {
        show(event.event.payload.endpoints);
      } else if (isDeleteReport(event)) {
        const gone = new Set(event.event.payload.endpoints.map(({ endpointId }) => endpointId));
        devices = devices.filter(({ id }) => !gone.has(id));
      }
      onChange();
    },
    forget() {
      devices = [];
      failure = undefined;
      onChange();
    },
  };
}

function deviceOf(endpoint: DiscoveryEndpoint, known: KnownDevice | undefined): KnownDevice {
  const { endpointId: id, friendlyName: name, displayCategories, capabilities } = endpoint;
  const has = (wanted: string) => capabilities.some((capability) => capability.interface === wanted);
  return {
    id,
    name,
    kind: displayCategories.includes("DOORBELL") ? "doorbell" : "camera",
    talk: canTalk(endpoint),
    health: known?.health ?? "UNKNOWN",
    motion: known?.motion === true && has("Alexa.MotionSensor"),
    pictured: has("Alexa.SmartVision.SnapshotProvider"),
  };
}

function stateIn(reply: Reply<StateReport> | undefined): Partial<KnownDevice> {
  if (reply === undefined || "error" in reply) return { health: "UNKNOWN" };
  return stateOf(reply.value.context.properties);
}

function stateOf(properties: readonly StateProperty[]): Partial<KnownDevice> {
  return Object.assign(
    {},
    ...properties.map((property) =>
      property.namespace === "Alexa.MotionSensor"
        ? { motion: property.value === "DETECTED" }
        : { health: property.value.value },
    ),
  );
}
