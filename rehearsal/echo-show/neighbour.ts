import type { ProactiveEvent } from "../../protocol/alexa/proactive-events.ts";
import type { Household } from "../alexa-cloud/household.ts";
import { createDevices } from "./devices.ts";
import { cameraIdsOf, isChangeReport, isDeleteReport } from "./proactive.ts";
import type { EchoShowState } from "./state.ts";

type Answer = NonNullable<EchoShowState["neighbour"]["others"][number]["answer"]>;

/** Somebody else's Alexa with the same skill. */
export interface Neighbour {
  view(): EchoShowState["neighbour"];
  discover(): Promise<void>;
  take(event: ProactiveEvent): void;
  /** Has their Alexa ask for every camera that it does not know: the skill has to refuse. Where it did, it is not asked again. */
  tryOthers(): Promise<void>;
}

/** For how long the skill remembers a camera that it has read from its registry, and a little more, in milliseconds. */
const SKILL_REMEMBERS = 65_000;

/** Makes the neighbour's Alexa, which knows nothing until it discovers. */
export function createNeighbour(
  household: Household,
  cameras: readonly { readonly id: string; readonly name: string }[],
  onChange: () => void,
  now: () => number = Date.now,
): Neighbour {
  const devices = createDevices(household, onChange);
  const answers = new Map<string, Answer>();
  const lostAt = new Map<string, number>();
  const knows = (cameraId: string) => devices.list().some(({ id }) => id === cameraId);

  async function ask(cameraId: string): Promise<Answer> {
    const reply = await household.alexa.reportState(cameraId).catch(() => undefined);
    if (reply === undefined) return { outcome: "no reply" };
    if ("error" in reply) return { outcome: "refused", type: reply.error.type };
    const lost = lostAt.get(cameraId) ?? Number.NEGATIVE_INFINITY;
    return { outcome: now() - lost < SKILL_REMEMBERS ? "remembered" : "answered" };
  }

  return {
    view: () => ({
      userId: household.userId,
      cameras: devices.list().map(({ id, name, health }) => ({ id, name, health })),
      others: cameras
        .filter(({ id }) => !knows(id))
        .map(({ id, name }) => {
          const answer = answers.get(id);
          return { id, name, ...(answer !== undefined && { answer }) };
        }),
    }),
    async discover() {
      await devices.discover();
    },
    take(event) {
      devices.take(event);
      if (isChangeReport(event)) return;
      for (const cameraId of cameraIdsOf(event)) {
        answers.delete(cameraId);
        if (isDeleteReport(event)) lostAt.set(cameraId, now());
      }
    },
    async tryOthers() {
      await devices.refreshHealth();
      for (const { id } of cameras) {
        if (knows(id) || answers.get(id)?.outcome === "refused") continue;
        answers.set(id, await ask(id));
        onChange();
      }
    },
  };
}
