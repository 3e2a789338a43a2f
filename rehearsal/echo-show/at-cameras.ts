import type { FailureSwitches } from "../failures/index.ts";
import { mannersOf } from "../manners/give-manners.ts";
import type { Parts } from "../parts.ts";
import type { EchoShowState } from "./state.ts";

/** What can be done at the cameras themselves. */
export interface AtCameras {
  list(): EchoShowState["cameras"];
  has(cameraId: string): boolean;
  /** Looks whether the registry has it. Without the registry it is as it was. */
  isRegistered(cameraId: string): Promise<boolean>;
  /** Each of these resolves when EventBridge has it; false where there is nothing to be done it with. */
  ring(cameraId: string): Promise<boolean>;
  move(cameraId: string, moving: boolean): Promise<boolean>;
  /** Resolves when the skill has told Alexa of it, too. */
  power(cameraId: string, on: boolean): Promise<void>;
  share(cameraId: string, shared: boolean): Promise<void>;
  /** Looks in the registry which cameras it has and whom they are shared with: others can change that as well. */
  readRegistry(): Promise<void>;
}

/** Makes the cameras' own switches. `onChange` hears of every change. */
export function createAtCameras(
  { cameras, incidents, catalogue, neighbour }: Pick<Parts, "cameras" | "incidents" | "catalogue" | "neighbour">,
  failures: FailureSwitches,
  onChange: () => void,
): AtCameras {
  const moving = new Set<string>();
  let shared: ReadonlySet<string> = new Set();
  let removed: ReadonlySet<string> = new Set();

  const unplugged = () => failures.list().find(({ name }) => name === "camera-unplugged")?.cameraIds ?? [];
  const hasPower = (cameraId: string) => !unplugged().includes(cameraId);

  async function readRegistry(): Promise<void> {
    const ids = cameras.map(({ camera }) => camera.id);
    const records = await Promise.all(ids.map((id) => catalogue.recordOf(id)));
    shared = new Set(ids.filter((_, index) => records[index]?.owners.includes(neighbour.userId)));
    removed = new Set(ids.filter((_, index) => records[index] === undefined));
    // Nobody could be told of its end.
    for (const id of removed) moving.delete(id);
    onChange();
  }

  return {
    list: () =>
      mannersOf(cameras).map((each) => ({
        ...each,
        doorbell: cameras.some(({ camera }) => camera.id === each.id && camera.kind === "doorbell"),
        registered: !removed.has(each.id),
        unplugged: !hasPower(each.id),
        moving: moving.has(each.id),
        shared: shared.has(each.id),
      })),
    has: (cameraId) => cameras.some(({ camera }) => camera.id === cameraId),
    async isRegistered(cameraId) {
      await readRegistry().catch(() => {});
      return !removed.has(cameraId);
    },
    async ring(cameraId) {
      const bell = cameras.some(({ camera }) => camera.id === cameraId && camera.kind === "doorbell");
      if (!bell || !hasPower(cameraId)) return false;
      await incidents.ring(cameraId);
      return true;
    },
    async move(cameraId, on) {
      if (!hasPower(cameraId)) return false;
      if (on) moving.add(cameraId);
      else moving.delete(cameraId);
      onChange();
      await incidents.move(cameraId, on);
      return true;
    },
    power: (cameraId, on) => failures.setAt("camera-unplugged", cameraId, !on).finally(onChange),
    async share(cameraId, on) {
      await (on ? incidents.share : incidents.unshare)(cameraId, neighbour.userId);
      await readRegistry();
    },
    readRegistry,
  };
}
