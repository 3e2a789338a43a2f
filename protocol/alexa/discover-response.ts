import * as z from "zod/mini";
import { discoveryEndpointSchema } from "./discovery-endpoint.ts";
import { eventHeaderSchema } from "./event-parts.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "./limits.ts";

/** The answer to Discover. No endpoint at all is a legal answer. */
export const discoverResponseSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa.Discovery", "Discover.Response"),
    payload: z.strictObject({
      endpoints: z.array(discoveryEndpointSchema).check(
        z.maxLength(MAX_DISCOVERED_ENDPOINTS),
        z.refine((endpoints) => new Set(endpoints.map((endpoint) => endpoint.endpointId)).size === endpoints.length),
      ),
    }),
  }),
});
/** A Discover.Response event. */
export type DiscoverResponse = z.infer<typeof discoverResponseSchema>;
