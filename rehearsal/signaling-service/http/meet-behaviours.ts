import { sleep } from "../../../camera/clock.ts";
import type { Ending, Failure, OperationCall } from "../behaviours/behaviour.ts";
import type { ServiceContext } from "../context.ts";
import { errorNamed } from "../errors.ts";

/**
 * Lets the behaviours in force have their way with a call: waits out their delays, and returns the first end that one
 * makes of it. Undefined: the call goes on.
 * @throws {WireError} when that end is a failure.
 */
export async function meetBehaviours(
  service: ServiceContext,
  call: OperationCall,
  signal: AbortSignal,
): Promise<Exclude<Ending, Failure> | undefined> {
  for (const interference of service.behaviours.interferences(call)) {
    if (interference.do !== "delay") return endAs(interference);
    await sleep(service.clock, interference.milliseconds, signal);
    // The client has gone meanwhile: nothing is carried out for it, and there is nobody to reply to.
    if (signal.aborted) return { do: "hang" };
  }
  return undefined;
}

/**
 * The end that a behaviour makes of a call.
 * @throws {WireError} when it is a failure.
 */
export function endAs(ending: Ending): Exclude<Ending, Failure> {
  if (ending.do !== "fail") return ending;
  throw errorNamed(ending.error, ending.message ?? "This failure was asked for.", ending.status);
}
