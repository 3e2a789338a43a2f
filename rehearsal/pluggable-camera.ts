import type { Camera, CameraBehaviour } from "../camera/index.ts";
import { createManners, type Manner } from "./camera-manners.ts";
import { createTurns } from "./in-turn.ts";
import { ownManner } from "./manners/catalogue.ts";
import type { FirmwareManner } from "./manners/manner-kind.ts";
import type { VirtualCamera } from "./virtual-cameras.ts";

/** A camera that can be unplugged and plugged in again, and be given another firmware's manner. */
export interface PluggableCamera {
  readonly camera: VirtualCamera;
  readonly channelArn: string;
  /** The manner of its firmware. */
  manner(): FirmwareManner;
  /** Gives it the manner of another firmware, for offers from now on; it keeps it when it is unplugged. */
  setManner(manner: FirmwareManner): void;
  /** Lets it misbehave, on top of its firmware's manner, until the returned function is called. */
  behave(manner: Manner): () => void;
  /** Lets it put a picture of this moment into the bucket, as when it wakes; nothing happens when it has no power. */
  snapshot(): Promise<void>;
  /** Takes the power away; nothing happens when it has none. */
  unplug(): Promise<void>;
  /** Resolves when it is connected again. */
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a camera that can be unplugged, and whose manners can be changed while it runs. What is asked of it happens in the order it was asked.
 * @throws what `start` throws, from `plugIn` too.
 */
export async function startPluggable(
  camera: VirtualCamera,
  start: (behaviour: CameraBehaviour) => Promise<Camera>,
  onManner: (manner: FirmwareManner) => void = () => {},
): Promise<PluggableCamera> {
  let firmware = ownManner;
  const manners = createManners(() => firmware);
  let running: Camera | undefined = await start(manners.behaviour);
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
    manner: () => firmware,
    setManner(manner) {
      firmware = manner;
      onManner(manner);
    },
    behave: manners.add,
    snapshot: async () => running?.snapshot(),
    unplug,
    plugIn: () =>
      inTurn(async () => {
        running ??= await start(manners.behaviour);
      }),
    stop: unplug,
  };
}
