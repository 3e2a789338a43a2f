import * as z from "zod/mini";

/** Part of a name of Alexa's, such as `Alexa.RTCSessionController`. */
const nameSchema = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9.]{0,127}$/));

/**
 * As much of a directive as it takes to send it: which one it is. Whatever else is in it goes to the skill as it is,
 * since a directive that breaks a rule is replayed to see what the skill says of it.
 */
export const envelopeSchema = z.object({
  directive: z.looseObject({ header: z.looseObject({ namespace: nameSchema, name: nameSchema }) }),
});
/** A directive to be replayed, as Alexa's envelope has it. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** `namespace.name`. */
export function keyOf({ directive: { header } }: Envelope): string {
  return `${header.namespace}.${header.name}`;
}
