import { afterAll } from "@jest/globals";
import type { Stoppable } from "../../../rehearsal/parts.ts";

/** Makes a function that keeps what these tests start: after the last of them it is stopped, the latest first. */
export function createKeeper(): <Part extends Stoppable>(starting: Promise<Part>) => Promise<Part> {
  const started: Stoppable[] = [];
  afterAll(async () => {
    for (const part of started.reverse()) await part.stop();
  });
  return async (starting) => {
    const part = await starting;
    started.push(part);
    return part;
  };
}
