import * as z from "zod/mini";

const manifestSchema = z.looseObject({
  manifest: z.looseObject({
    apis: z.optional(z.record(z.string(), z.looseObject({}))),
  }),
});

/**
 * A skill.json as it is committed. Whoever has deployed from the project has ARNs of their own account in it, which
 * ask-cli wrote there: a first deploy begins without them.
 * @param text of the file.
 * @returns the text without endpoints, regions and events.
 */
export function committedManifest(text: string): string {
  const { manifest, ...rest } = z.parse(manifestSchema, JSON.parse(text));
  const { events: _events, apis = {}, ...kept } = manifest;
  const bare = Object.entries(apis).map(([name, { endpoint: _endpoint, regions: _regions, ...api }]) => [name, api]);
  return `${JSON.stringify({ manifest: { ...kept, apis: Object.fromEntries(bare) }, ...rest }, null, 2)}\n`;
}
