import { createTurns } from "../in-turn.ts";
import type { Parts } from "../parts.ts";
import type { Failure, Undo } from "./failure.ts";
import { type CameraFailureName, type FailureName, failures } from "./table.ts";

export type { CameraFailureName, FailureName } from "./table.ts";

/** A failure as someone who can switch it sees it. */
export interface FailureState extends Pick<Failure, "title" | "sentence" | "group"> {
  readonly name: FailureName;
  readonly on: boolean;
  /** Of the camera group: the cameras at which it is in force. */
  readonly cameraIds: readonly string[];
}

/** The things that can be made to go wrong in a rehearsal. */
export interface FailureSwitches {
  list(): readonly FailureState[];
  /** The camera that the failures of the camera group are for; undefined for every camera. */
  aim(): string | undefined;
  /** Switches a failure; resolves when it is in force, or things are right again everywhere. */
  set(name: FailureName, on: boolean): Promise<void>;
  /** Switches a failure of the camera group at one camera, whichever the others are for. */
  setAt(name: CameraFailureName, cameraId: string, on: boolean): Promise<void>;
  /** Chooses another camera, or every one with undefined; failures that are on move there. */
  aimAt(cameraId: string | undefined): Promise<void>;
}

const names = Object.keys(failures) as FailureName[];
/** Where a failure is that is not a camera's own. */
const ELSEWHERE = "";

/** Whether there is a failure of that name. */
export function isFailureName(name: string): name is FailureName {
  return Object.hasOwn(failures, name);
}

/** Makes the switches of a rehearsal, all off. What is asked of them happens in the order it was asked. */
export function createFailureSwitches(parts: Parts): FailureSwitches {
  /** Each failure's places: cameras, or {@link ELSEWHERE}. */
  const inForce = new Map(names.map((name) => [name, new Map<string, Undo>()]));
  let aimed: string | undefined;
  const inTurn = createTurns();

  const allCameras = parts.cameras.map(({ camera }) => camera.id);
  const placesOf = (name: FailureName) => inForce.get(name) ?? new Map<string, Undo>();
  const isCameras = (name: FailureName) => failures[name].group === "camera";
  const aim = () => allCameras.filter((id) => aimed === undefined || id === aimed);

  const begin = async (name: FailureName, place: string) => {
    if (placesOf(name).has(place)) return;
    placesOf(name).set(place, await failures[name].begin(parts, place === ELSEWHERE ? allCameras : [place]));
  };
  const end = async (name: FailureName, place: string) => {
    await placesOf(name).get(place)?.();
    placesOf(name).delete(place);
  };
  const beginAimed = async (name: FailureName) => {
    await Promise.all((isCameras(name) ? aim() : [ELSEWHERE]).map((place) => begin(name, place)));
  };
  const endEverywhere = async (name: FailureName) => {
    await Promise.all([...placesOf(name).keys()].map((place) => end(name, place)));
  };

  return {
    list: () =>
      names.map((name) => {
        const { title, sentence, group } = failures[name];
        const places = [...placesOf(name).keys()];
        return { name, title, sentence, group, on: places.length > 0, cameraIds: isCameras(name) ? places : [] };
      }),
    aim: () => aimed,
    set: (name, on) => inTurn(() => (on ? beginAimed(name) : endEverywhere(name))),
    setAt: (name, cameraId, on) => inTurn(() => (on ? begin(name, cameraId) : end(name, cameraId))),
    aimAt: (cameraId) =>
      inTurn(async () => {
        if (cameraId === aimed) return;
        const moving = names.filter((name) => isCameras(name) && placesOf(name).size > 0);
        for (const name of moving) await endEverywhere(name);
        aimed = cameraId;
        for (const name of moving) await beginAimed(name);
      }),
  };
}
