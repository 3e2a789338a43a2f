import * as z from "zod/mini";
import { connectivityPropertySchema } from "./endpoint-health.ts";
import { detectionStatePropertySchema } from "./motion-sensor.ts";

/** A property of a camera's state, as reports carry it. */
export const statePropertySchema = z.discriminatedUnion("namespace", [
  connectivityPropertySchema,
  detectionStatePropertySchema,
]);
/** One of a camera's properties. */
export type StateProperty = z.infer<typeof statePropertySchema>;

/** Whether each property is told once, and health, which goes with every sensor, is among them. */
export function areWhole(properties: readonly StateProperty[]): boolean {
  const namespaces = properties.map(({ namespace }) => namespace);
  return new Set(namespaces).size === namespaces.length && namespaces.includes("Alexa.EndpointHealth");
}
