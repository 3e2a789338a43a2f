import * as z from "zod/mini";
import { causeSchema } from "./cause.ts";
import { proactiveEndpointSchema, proactiveHeaderSchema } from "./event-parts.ts";
import { areWhole, statePropertySchema } from "./state-property.ts";

/**
 * "This has changed": what did stands in the payload, what did not in the context, and nothing in both.
 * A sensor's report tells of its health too. Source: Alexa.ChangeReport, Alexa.EndpointHealth.
 */
export const changeReportSchema = z
  .strictObject({
    context: z.strictObject({ properties: z.array(statePropertySchema) }),
    event: z.strictObject({
      header: proactiveHeaderSchema("Alexa", "ChangeReport"),
      endpoint: proactiveEndpointSchema,
      payload: z.strictObject({
        change: z.strictObject({
          cause: causeSchema,
          properties: z.array(statePropertySchema).check(z.minLength(1)),
        }),
      }),
    }),
  })
  .check(
    z.refine(({ event, context }) => areWhole([...event.payload.change.properties, ...context.properties]), {
      path: ["context", "properties"],
    }),
  );
/** A ChangeReport event. */
export type ChangeReport = z.infer<typeof changeReportSchema>;
