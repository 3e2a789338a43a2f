import * as z from "zod/mini";

const endpoint = z.object({ uri: z.string() });
const endpointsSchema = z.object({
  endpoint,
  regions: z.optional(z.record(z.string(), z.object({ endpoint }))),
});

/** What ask-cli writes into a manifest once the functions are there. */
const deployedManifestSchema = z.object({
  apis: z.object({ smartHome: endpointsSchema }),
  events: z.extend(endpointsSchema, { subscriptions: z.array(z.object({ eventName: z.string() })) }),
});

/** The functions that a skill's manifest names. */
export interface ManifestEndpoints {
  /** For directives, by Alexa's region. */
  readonly directives: Readonly<Record<string, string>>;
  /** For skill events, by Alexa's region. */
  readonly events: Readonly<Record<string, string>>;
  /** The skill events that are asked for. */
  readonly subscriptions: readonly string[];
}

/**
 * Reads whom a skill's manifest has Alexa call.
 * @returns undefined when the manifest does not name them all.
 */
export function manifestEndpoints(manifest: unknown): ManifestEndpoints | undefined {
  const { data } = z.safeParse(deployedManifestSchema, manifest);
  if (data === undefined) return undefined;
  const { apis, events } = data;
  return {
    directives: uris(apis.smartHome),
    events: uris(events),
    subscriptions: events.subscriptions.map(({ eventName }) => eventName),
  };
}

type Endpoints = z.infer<typeof endpointsSchema>;

function uris({ endpoint, regions = {} }: Endpoints): Readonly<Record<string, string>> {
  const ofRegions = Object.entries(regions).map(([region, each]) => [region, each.endpoint.uri]);
  return { default: endpoint.uri, ...Object.fromEntries(ofRegions) };
}
