import { type ManualClock, manualClock } from "./manual-clock.ts";
import { openWorld, type World } from "./world.ts";

/** A service on a clock moved by hand, with one channel whose messages live 60 s. */
export async function openFrontDoor(): Promise<{ world: World; clock: ManualClock; channelArn: string }> {
  const clock = manualClock();
  const world = await openWorld({ clock });
  return { world, clock, channelArn: await world.createChannel("front-door", 60) };
}
