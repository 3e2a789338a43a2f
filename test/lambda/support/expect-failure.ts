import { expect, jest } from "@jest/globals";
import type { FailureCode } from "../../../lambda/failure.ts";
import type { Handler, LambdaContext } from "../../../lambda/index.ts";
import type { CapturedOutput } from "./captured-output.ts";
import { fakeDeadlines, pass, SHORT_OF_TIME_MS, shortOfTime } from "./fake-deadline.ts";
import { sentinels } from "./fixtures.ts";
import { heldToFailure } from "./held-to-failure.ts";
import { unhurried } from "./rehearsed-skill.ts";

/** What is invoked now, and what it writes; both change from test to test. */
interface Subject {
  readonly handler: () => Handler;
  readonly output: () => CapturedOutput;
  /** A token that is valid, and must be seen nowhere. */
  readonly token: () => string;
}

/** Makes the functions that invoke a skill and hold what becomes of it to a failure. */
export function failureExpectations({ handler, output, token }: Subject) {
  const held = (code: FailureCode, event: unknown): string =>
    heldToFailure(code, event, output(), [...Object.values(sentinels), token()]);

  /** Gives the message that Alexa gets. */
  async function expectFailure(
    code: FailureCode,
    directive: unknown,
    context: LambdaContext = unhurried,
  ): Promise<string> {
    return held(code, await handler()(directive, context));
  }

  /**
   * The same for a skill that waits for something in vain: its time runs out once `waits` has begun, whatever the
   * machine's own speed. Nothing may come of it before.
   */
  async function expectFailureInTime(code: FailureCode, directive: unknown, waits: Promise<void>): Promise<void> {
    fakeDeadlines();
    const done = jest.fn();
    const event = handler()(directive, shortOfTime);
    event.then(done);
    await waits;
    await pass(SHORT_OF_TIME_MS - 1);
    expect(done).not.toHaveBeenCalled();
    await pass(1);
    held(code, await event);
    jest.useRealTimers();
  }

  return { expectFailure, expectFailureInTime };
}
