import type { Camera } from "../camera/index.ts";
import { createTurns } from "./in-turn.ts";
import type { VirtualCamera } from "./virtual-cameras.ts";

/** A camera that can be unplugged and plugged in again. */
export interface PluggableCamera {
  readonly camera: VirtualCamera;
  readonly channelArn: string;
  /** Takes the power away; nothing happens when it has none. */
  unplug(): Promise<void>;
  /** Resolves when it is connected again. */
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a camera that can be unplugged. What is asked of it happens in the order it was asked.
 * @throws what `start` throws, from `plugIn` too.
 */
export async function startPluggable(camera: VirtualCamera, start: () => Promise<Camera>): Promise<PluggableCamera> {
  let running: Camera | undefined = await start();
  const { channelArn } = running;
  const inTurn = createTurns();
  const unplug = () =>
    inTurn(async () => {
      await running?.stop();
      running = undefined;
    });
  return {
    camera,
    channelArn,
    unplug,
    plugIn: () =>
      inTurn(async () => {
        running ??= await start();
      }),
    stop: unplug,
  };
}
