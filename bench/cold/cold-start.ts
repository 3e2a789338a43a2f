import * as z from "zod/mini";
import { type EnvironmentOptions, startEnvironment } from "../../rehearsal/lambda-runtime/environment.ts";

/** How long an environment took from its spawn on, in milliseconds. */
export interface ColdStart {
  /** To its question for the first invocation: the code is loaded then. */
  readonly init: number;
  /** To its answer. */
  readonly answer: number;
}

const answerSchema = z.object({
  event: z.object({ header: z.object({ name: z.literal("AnswerGeneratedForSession") }) }),
});

/**
 * Starts an execution environment for one invocation that waits for it already, as Lambda does, and ends it.
 * @param answers whether the function answers directives.
 * @throws {Error} where it should and there is no answer.
 */
export async function coldStart(options: EnvironmentOptions, directive: object, answers: boolean): Promise<ColdStart> {
  const startedAt = performance.now();
  const environment = await startEnvironment(options);
  try {
    let init = Number.NaN;
    environment.initialised.then(() => {
      init = performance.now() - startedAt;
    });
    const outcome = await environment.invoke(directive);
    const answer = performance.now() - startedAt;
    const isAnswer = "result" in outcome && (!answers || z.safeParse(answerSchema, outcome.result).success);
    if (!isAnswer) throw new Error(`${options.functionName} does not answer: ${JSON.stringify(outcome)}`);
    return { init, answer };
  } finally {
    await environment.stop();
  }
}
