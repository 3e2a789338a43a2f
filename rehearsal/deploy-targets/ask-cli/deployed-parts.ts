import * as z from "zod/mini";

const manifestSchema = z.looseObject({
  manifest: z.looseObject({ apis: z.optional(z.record(z.string(), z.looseObject({}))) }),
});

/**
 * A manifest without what `ask deploy` writes into the working copy: each API's endpoint and regions, and the events.
 * What is no manifest is given back as it is.
 * Source: ask-cli 2.30.7, skill-infrastructure-controller, updateSkillManifestWithDeployResult.
 */
export function withoutDeployedParts(value: unknown): unknown {
  const { data } = z.safeParse(manifestSchema, value);
  if (data === undefined) return value;
  const { manifest, ...rest } = data;
  const { apis, events: _events, ...kept } = manifest;
  const bare = Object.entries(apis ?? {}).map(([name, { endpoint: _endpoint, regions: _regions, ...api }]) => [
    name,
    api,
  ]);
  return { ...rest, manifest: { ...kept, ...(apis !== undefined && { apis: Object.fromEntries(bare) }) } };
}
