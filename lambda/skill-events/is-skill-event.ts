import * as z from "zod/mini";

const schema = z.object({ request: z.object({ type: z.string().check(z.regex(/^AlexaSkillEvent\./)) }) });

/** Whether what came in is a skill event, and no directive; without a look at the rest of it. */
export function isSkillEvent(envelope: unknown): boolean {
  return z.safeParse(schema, envelope).success;
}
