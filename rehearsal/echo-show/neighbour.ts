import type { ProactiveEvent } from "../../protocol/alexa/proactive-events.ts";
import type { Household } from "../alexa-cloud/household.ts";
import { createDevices } from "./devices.ts";
import { isChangeReport } from "./proactive.ts";
import type { EchoShowState } from "./state.ts";

/** Somebody else's Alexa with the same skill. */
export interface Neighbour {
  view(): EchoShowState["neighbour"];
  discover(): Promise<void>;
  take(event: ProactiveEvent): void;
  /** Has their Alexa ask for every camera that it does not know: the skill has to refuse. */
  tryOthers(): Promise<void>;
}

/** Makes the neighbour's Alexa, which knows nothing until it discovers. */
export function createNeighbour(
  household: Household,
  cameras: readonly { readonly id: string; readonly name: string }[],
  onChange: () => void,
): Neighbour {
  const devices = createDevices(household, onChange);
  let tried: ReadonlyMap<string, string> | undefined;

  async function ask(cameraId: string): Promise<string> {
    const reply = await household.alexa.reportState(cameraId).catch(() => undefined);
    if (reply === undefined) return "no reply";
    return "error" in reply ? reply.error.type : "answered";
  }

  return {
    view: () => ({
      userId: household.userId,
      cameras: devices.list().map(({ id, name, health }) => ({ id, name, health })),
      others: cameras
        .filter(({ id }) => !devices.list().some((device) => device.id === id))
        .map(({ id, name }) => {
          const answer = tried?.get(id);
          return { id, name, ...(answer !== undefined && { answer }) };
        }),
    }),
    async discover() {
      await devices.discover();
    },
    take(event) {
      devices.take(event);
      if (!isChangeReport(event)) tried = undefined;
    },
    async tryOthers() {
      await devices.refreshHealth();
      if (tried !== undefined) return;
      const answers = new Map<string, string>();
      tried = answers;
      for (const { id } of cameras) {
        if (!devices.list().some((device) => device.id === id)) answers.set(id, await ask(id));
      }
      onChange();
    },
  };
}
