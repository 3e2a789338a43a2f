import type { PluggableCamera } from "../pluggable-camera.ts";
import type { MannerChoice } from "./catalogue.ts";
import type { CameraManner } from "./report.ts";

/** Gives cameras the manners that were chosen for them, one after the other. */
export function giveManners(
  cameras: readonly PluggableCamera[],
  choices: readonly MannerChoice<{ readonly id: string }>[],
): void {
  for (const { manner, cameras: chosen } of choices) {
    const ids = new Set(chosen.map(({ id }) => id));
    for (const each of cameras) if (ids.has(each.camera.id)) each.setManner(manner);
  }
}

/** The manner of each camera. */
export function mannersOf(cameras: readonly PluggableCamera[]): CameraManner[] {
  return cameras.map(({ camera: { id, name }, manner }) => {
    const { name: kind, title, sentence, textForm } = manner();
    return { id, name, manner: { name: kind, title, sentence, textForm } };
  });
}
