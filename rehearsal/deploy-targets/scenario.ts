/** A part of the rehearsal that is judged by itself. */
export interface Scenario<Stage> {
  /** By which it is chosen, such as "second-deploy". */
  readonly name: string;
  /** What happens in it, in a few words. */
  readonly title: string;
  /** The scenario that it goes on from, on the same stage; it begins on a stage of its own without. */
  readonly after?: string;
  /** Of a story's first scenario: the AWS region of the cameras' channels, where it is not us-east-1. */
  readonly channelsIn?: string;
  /** Of a story's first scenario: whether the account's camera is plugged in from the start; it is by default. */
  readonly pluggedIn?: boolean;
  /**
   * Plays it. What it changes that others of its stage do not expect, it puts back.
   * @returns what was seen, for people.
   * @throws {Error} whose message says what should have been and was not.
   */
  run(stage: Stage): Promise<string>;
}

/** What a scenario expected was not so. */
export class NotAsExpected extends Error {
  override readonly name = "NotAsExpected";
}

/**
 * Expects something to hold.
 * @param otherwise what is to be said when it does not.
 * @throws {NotAsExpected}
 */
export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new NotAsExpected(otherwise);
}

/**
 * The one there is.
 * @throws {NotAsExpected} when there are none or several.
 */
export function theOne<Value>(values: readonly Value[], what: string): Value {
  const [value] = values;
  expect(values.length === 1 && value !== undefined, `there are ${values.length} of ${what}, and one was expected`);
  return value;
}
