import * as z from "zod/mini";

const endpointSchema = z.object({ uri: z.optional(z.string()) });
const endpointsSchema = z.object({
  endpoint: z.optional(endpointSchema),
  regions: z.optional(z.record(z.string(), z.object({ endpoint: z.optional(endpointSchema) }))),
});

/** What is read of a manifest; Amazon has judged it. */
export const manifestSchema = z.object({
  apis: z._default(z.record(z.string(), endpointsSchema), {}),
  events: z.optional(
    z.extend(endpointsSchema, { subscriptions: z._default(z.array(z.object({ eventName: z.string() })), []) }),
  ),
  permissions: z._default(z.array(z.object({ name: z.string() })), []),
  publishingInformation: z._default(z.object({ locales: z._default(z.record(z.string(), z.unknown()), {}) }), {
    locales: {},
  }),
});

/** The value of `manifest` in skill.json, here or at Amazon. */
export type SkillManifest = z.infer<typeof manifestSchema>;

/** A function that a manifest has Alexa call. */
export interface NamedFunction {
  /** For people. */
  readonly what: "directives" | "skill events";
  /** Undefined where the manifest names none. */
  readonly arn: string | undefined;
}

/**
 * Which functions a manifest has one of Alexa's regions call; what is there for `default` holds for each region that has
 * none of its own. Source: "Skill Manifest Schema", endpoint and regions.
 */
export function functionsNamedBy({ apis, events }: SkillManifest, alexaRegion: string): readonly NamedFunction[] {
  const { smartHome } = apis;
  const arnIn = (endpoints: typeof smartHome | undefined) =>
    (endpoints?.regions?.[alexaRegion]?.endpoint ?? endpoints?.endpoint)?.uri;
  return [
    { what: "directives", arn: arnIn(smartHome) },
    { what: "skill events", arn: arnIn(events) },
  ];
}
