import * as z from "zod/mini";
import { eventHeaderSchema } from "./event-parts.ts";

/** The answer to AcceptGrant: nothing but its header, and only in the same breath as the directive. */
export const acceptGrantResponseSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa.Authorization", "AcceptGrant.Response"),
    payload: z.strictObject({}),
  }),
});
/** The event of an AcceptGrant that succeeded. */
export type AcceptGrantResponse = z.infer<typeof acceptGrantResponseSchema>;
