import * as z from "zod/mini";
import type { Directive } from "../../protocol/alexa/directives.ts";
import { acceptGrantFailedSchema, errorResponseSchema } from "../../protocol/alexa/error-response.ts";
import { snapshotErrorResponseSchema } from "../../protocol/alexa/snapshot-provider.ts";

/** The skill answered something that Alexa would not take. */
export class RefusedByAlexa extends Error {
  override readonly name = "RefusedByAlexa";
}

/** Whatever error the skill may answer: two interfaces have one of their own. */
const anyErrorSchema = z.union([errorResponseSchema, acceptGrantFailedSchema, snapshotErrorResponseSchema]);

/** What the skill answered: what Alexa asked for, or an error that Alexa understands. */
export type Reply<Value> =
  | { readonly value: Value }
  | { readonly error: z.infer<typeof anyErrorSchema>["event"]["payload"] };

/** Sends one directive and reads the event that answers it, strictly. */
export type Send = <Schema extends z.core.$ZodType>(
  directive: Directive,
  expected: Schema,
) => Promise<Reply<z.infer<Schema>>>;

const correlationSchema = z.object({
  event: z.object({ header: z.object({ correlationToken: z.optional(z.string()) }) }),
});

/**
 * Makes a sender of directives.
 * @param invoke invokes the skill's Lambda function and gives back what it returned.
 * The sender throws {RefusedByAlexa} when the answer breaks the interface's rules.
 */
export function createSender(invoke: (event: unknown) => Promise<unknown>): Send {
  return async (directive, expected) => {
    const { namespace, name, correlationToken } = directive.header;
    const answer = await invoke({ directive });
    const error = z.safeParse(anyErrorSchema, answer).data;
    if (error && !errorNamespacesOf(namespace).includes(error.event.header.namespace)) {
      throw new RefusedByAlexa(`the answer to ${name} is another interface's error`);
    }
    const event = error ? undefined : z.safeParse(expected, answer);
    if (event && !event.success) throw refusal(name, event.error);
    if (z.parse(correlationSchema, answer).event.header.correlationToken !== correlationToken) {
      throw new RefusedByAlexa(`the answer to ${name} has another correlationToken`);
    }
    return error ? { error: error.event.payload } : { value: event?.data as z.infer<typeof expected> };
  };
}

/** Whose errors answer an interface's directives. AcceptGrant's failure has one form only. Source: Alexa.Authorization. */
function errorNamespacesOf(namespace: string): readonly string[] {
  return namespace === "Alexa.Authorization" ? [namespace] : ["Alexa", namespace];
}

function refusal(name: string, error: z.core.$ZodError): RefusedByAlexa {
  const [issue] = error.issues;
  return new RefusedByAlexa(`the answer to ${name} breaks a rule: ${issue?.path.join(".")}: ${issue?.message}`);
}
