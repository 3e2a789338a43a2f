import { sleep } from "../../../camera/clock.ts";
import type { Ending, OperationCall } from "../behaviours/behaviour.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Lets the behaviours in force have their way with a call: waits out their delays, and returns the first end that one
 * makes of it. Undefined: the call goes on.
 */
export async function meetBehaviours(
  service: ServiceContext,
  call: OperationCall,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  for (const interference of service.behaviours.interferences(call)) {
    if (interference.do !== "delay") return interference;
    await sleep(service.clock, interference.milliseconds, signal);
  }
  return undefined;
}
