import * as z from "zod/mini";
import { capabilitySchema } from "./capabilities.ts";
import { endpointIdSchema } from "./endpoint-id.ts";

const label = z.string().check(z.minLength(1), z.maxLength(128));
const attribute = z.optional(z.string().check(z.minLength(1), z.maxLength(256)));

function allDifferent<Item>(keyOf: (item: Item) => string) {
  return (items: Item[]): boolean => new Set(items.map(keyOf)).size === items.length;
}

/**
 * A device in a Discover.Response, with the limits of Alexa.Discovery's message schema.
 * A doorbell names CAMERA before DOORBELL: Alexa takes the first category for the view.
 */
export const discoveryEndpointSchema = z.strictObject({
  endpointId: endpointIdSchema,
  manufacturerName: label,
  friendlyName: label,
  description: label,
  displayCategories: z.array(z.enum(["CAMERA", "DOORBELL"])).check(
    z.minLength(1),
    z.refine(allDifferent((category) => category)),
    z.refine((categories) => categories[0] === "CAMERA"),
  ),
  additionalAttributes: z.optional(
    z.strictObject({
      manufacturer: attribute,
      model: attribute,
      serialNumber: attribute,
      firmwareVersion: attribute,
      softwareVersion: attribute,
      customIdentifier: attribute,
    }),
  ),
  capabilities: z.array(capabilitySchema).check(
    z.minLength(1),
    z.refine(allDifferent((capability) => capability.interface)),
    z.refine((capabilities) => capabilities.some((capability) => capability.interface === "Alexa")),
  ),
  cookie: z.optional(z.record(z.string(), z.string())),
});
/** A device as discovery tells Alexa of it. */
export type DiscoveryEndpoint = z.infer<typeof discoveryEndpointSchema>;
