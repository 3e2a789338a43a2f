import type { AcceptedEvent } from "../alexa-cloud/event-gateway/index.ts";
import { showSnapshot } from "../alexa-cloud/index.ts";
import { listen } from "../happenings.ts";
import { createRounds, createTurns } from "../in-turn.ts";
import type { Parts } from "../parts.ts";
import { createDevices, type Devices } from "./devices.ts";
import { createNeighbour, type Neighbour } from "./neighbour.ts";
import { createPictures, type Pictures } from "./pictures.ts";
import { isChangeReport } from "./proactive.ts";
import type { Device, Ring } from "./state.ts";
import { createTold, type Told } from "./told.ts";

/** How many presses of doorbells are kept. */
const KEPT_RINGS = 5;

/** All that Alexa knows: what she asked the skill for, and what it told her by itself. */
export interface AlexaKnowledge {
  readonly devices: Devices;
  readonly pictures: Pictures;
  readonly neighbour: Neighbour;
  readonly told: Told;
  /** The household's devices, with the time of each one's picture. */
  shown(): Device[];
  /** The latest presses of doorbells, newest first. */
  rings(): readonly Ring[];
  /** Asks the skill how the devices are, and fetches the pictures that are due; once at a time. */
  refresh(): Promise<void>;
  /** Whether the household has the skill enabled. */
  enabled(): boolean;
  /** Enables the skill, links the account and discovers; or disables it, and forgets the devices. */
  setEnabled(on: boolean): Promise<void>;
  /** Hears no more of the gateways. */
  stop(): void;
}

/** What it stands on. */
export interface AlexaKnowledgeOptions {
  readonly parts: Pick<Parts, "household" | "neighbour" | "cameras" | "happenings">;
  /** Whether somebody waits for a view: then no picture is fetched. */
  readonly busy: () => boolean;
  /** Hears of everything that changes. */
  readonly onChange: () => void;
  /** Something was told that makes it worth to {@link AlexaKnowledge.refresh} soon. */
  readonly onTold: () => void;
}

/** Makes Alexa's knowledge, empty until the first discoveries, and listens to what her gateways take. */
export function createAlexaKnowledge({ parts, busy, onChange, onTold }: AlexaKnowledgeOptions): AlexaKnowledge {
  const { household } = parts;
  const { alexa, token } = household;
  const cameras = parts.cameras.map(({ camera }) => camera);
  const devices = createDevices(household, onChange);
  const neighbour = createNeighbour(parts.neighbour, cameras, onChange);
  const pictures = createPictures({
    show: (cameraId) => showSnapshot({ getSnapshot: () => alexa.getSnapshot(cameraId), accessToken: token.current }),
    busy,
    onChange,
    now: Date.now,
  });
  /** What the cameras are called, or were when they were last known. */
  const names = new Map(cameras.map(({ id, name }) => [id, name]));
  const learnNames = () => {
    for (const { id, name } of [...neighbour.view().cameras, ...devices.list()]) names.set(id, name);
  };
  const told = createTold(
    (userId) => {
      if (userId === household.userId) return "household";
      return userId === parts.neighbour.userId ? "neighbour" : "somebody else";
    },
    (cameraId) => names.get(cameraId) ?? cameraId,
  );
  const inTurn = createTurns();
  let rings: readonly Ring[] = [];

  function take(accepted: AcceptedEvent): void {
    const { userId, event } = accepted;
    learnNames();
    if (userId === household.userId) {
      devices.take(event);
      wake(accepted);
    }
    if (userId === parts.neighbour.userId) neighbour.take(event);
    // By its name as it is called now, and one that is gone as it was called.
    learnNames();
    told.add(accepted);
    onChange();
    onTold();
  }

  /** A press and motion are worth a newer picture, and a press of a device that Alexa knows rings at every Echo. */
  function wake({ event }: AcceptedEvent): void {
    const { header, ...rest } = event.event;
    if (!("endpoint" in rest)) return;
    const cameraId = rest.endpoint.endpointId;
    if (header.name === "DoorbellPress" || isChangeReport(event)) pictures.outdated(cameraId);
    if (header.name !== "DoorbellPress" || !devices.list().some(({ id }) => id === cameraId)) return;
    rings = [{ id: header.messageId, at: Date.now(), cameraId }, ...rings].slice(0, KEPT_RINGS);
  }

  const stop = listen(parts.happenings, "gateway", take);
  return {
    devices,
    pictures,
    neighbour,
    told,
    rings: () => rings,
    shown: () =>
      devices.list().map(({ pictured, ...device }) => {
        const picture = pictured ? pictures.of(device.id) : undefined;
        return { ...device, ...(picture && { picturedAt: picture.takenAt }) };
      }),
    // One after the other: directives at the same time would start further environments of the function.
    refresh: createRounds(async () => {
      await devices.refreshHealth();
      await neighbour.tryOthers();
      await pictures.refresh(devices.list().flatMap(({ id, pictured }) => (pictured ? [id] : [])));
    }),
    enabled: household.enabled,
    setEnabled: (on) =>
      inTurn(async () => {
        if (on) {
          await household.enable();
          await devices.discover();
        } else {
          await household.disable();
          devices.forget();
        }
      }).finally(onChange),
    stop,
  };
}
