import * as z from "zod/mini";

const endpointSchema = z.object({ uri: z.string() });
const endpointsSchema = z.object({
  endpoint: z.optional(endpointSchema),
  regions: z.optional(z.record(z.string(), z.object({ endpoint: z.optional(endpointSchema) }))),
});

/** What this stand-in reads of a manifest; the rest is judged by SMAPI's specification and kept as it came. */
export const manifestSchema = z.object({
  publishingInformation: z.object({
    locales: z.record(
      z.string(),
      z.object({
        name: z.string(),
        smallIconUri: z.optional(z.string()),
        largeIconUri: z.optional(z.string()),
      }),
    ),
    isAvailableWorldwide: z.optional(z.boolean()),
    distributionCountries: z.optional(z.array(z.string())),
  }),
  privacyAndCompliance: z.optional(z.object({ locales: z.optional(z.record(z.string(), z.unknown())) })),
  apis: z.record(z.string(), endpointsSchema),
  events: z.optional(endpointsSchema),
});
/** A manifest that was judged: the value of `manifest` in skill.json. */
export type Manifest = z.infer<typeof manifestSchema>;

/** One endpoint that a manifest names. */
export interface NamedEndpoint {
  /** Of whom Alexa sends requests there: an API such as `smartHome`, or `events`. */
  readonly of: string;
  /** Where in skill.json it stands. */
  readonly pointer: string;
  /** A function's ARN or, for some APIs, an https URL. */
  readonly uri: string;
}

/** Every endpoint of a manifest: of each API and of events, in every Alexa region. */
export function endpointsOf({ apis, events }: Manifest): readonly NamedEndpoint[] {
  const named = [
    ...Object.entries(apis).map(([api, endpoints]) => ({ of: api, at: `/manifest/apis/${api}`, endpoints })),
    ...(events === undefined ? [] : [{ of: "events", at: "/manifest/events", endpoints: events }]),
  ];
  return named.flatMap(({ of, at, endpoints: { endpoint, regions = {} } }) => [
    ...(endpoint ? [{ of, pointer: `${at}/endpoint/uri`, uri: endpoint.uri }] : []),
    ...Object.entries(regions).flatMap(([region, { endpoint: regional }]) =>
      regional ? [{ of, pointer: `${at}/regions/${region}/endpoint/uri`, uri: regional.uri }] : [],
    ),
  ]);
}
