import { createTurns } from "../in-turn.ts";
import type { Parts } from "../parts.ts";
import type { Failure, Undo } from "./failure.ts";
import { type FailureName, failures } from "./table.ts";

export type { FailureName } from "./table.ts";

/** A failure as someone who can switch it sees it. */
export interface FailureState extends Pick<Failure, "title" | "sentence" | "group"> {
  readonly name: FailureName;
  readonly on: boolean;
}

/** The things that can be made to go wrong in a rehearsal. */
export interface FailureSwitches {
  list(): readonly FailureState[];
  /** The camera that the failures of the camera group are for; undefined for every camera. */
  aim(): string | undefined;
  /** Switches a failure; resolves when it is in force, or things are right again. */
  set(name: FailureName, on: boolean): Promise<void>;
  /** Chooses another camera, or every one with undefined; failures that are on move there. */
  aimAt(cameraId: string | undefined): Promise<void>;
}

const names = Object.keys(failures) as FailureName[];

/** Whether there is a failure of that name. */
export function isFailureName(name: string): name is FailureName {
  return Object.hasOwn(failures, name);
}

/** Makes the switches of a rehearsal, all off. What is asked of them happens in the order it was asked. */
export function createFailureSwitches(parts: Parts): FailureSwitches {
  const inForce = new Map<FailureName, Undo>();
  let aimed: string | undefined;
  const inTurn = createTurns();

  const begin = async (name: FailureName) => {
    if (inForce.has(name)) return;
    const cameraIds = parts.cameras.map(({ camera }) => camera.id).filter((id) => aimed === undefined || id === aimed);
    inForce.set(name, await failures[name].begin(parts, cameraIds));
  };
  const end = async (name: FailureName) => {
    await inForce.get(name)?.();
    inForce.delete(name);
  };

  return {
    list: () =>
      names.map((name) => {
        const { title, sentence, group } = failures[name];
        return { name, title, sentence, group, on: inForce.has(name) };
      }),
    aim: () => aimed,
    set: (name, on) => inTurn(() => (on ? begin(name) : end(name))),
    aimAt: (cameraId) =>
      inTurn(async () => {
        if (cameraId === aimed) return;
        const moving = names.filter((name) => inForce.has(name) && failures[name].group === "camera");
        for (const name of moving) await end(name);
        aimed = cameraId;
        for (const name of moving) await begin(name);
      }),
  };
}
