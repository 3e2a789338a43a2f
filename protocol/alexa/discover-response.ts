import * as z from "zod/mini";
import { differentEndpoints } from "./different-endpoints.ts";
import { discoveryEndpointSchema } from "./discovery-endpoint.ts";
import { eventHeaderSchema } from "./event-parts.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "./limits.ts";

/** The answer to Discover. No endpoint at all is a legal answer. */
export const discoverResponseSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa.Discovery", "Discover.Response"),
    payload: z.strictObject({
      endpoints: z
        .array(discoveryEndpointSchema)
        .check(z.maxLength(MAX_DISCOVERED_ENDPOINTS), z.refine(differentEndpoints)),
    }),
  }),
});
/** A Discover.Response event. */
export type DiscoverResponse = z.infer<typeof discoverResponseSchema>;
