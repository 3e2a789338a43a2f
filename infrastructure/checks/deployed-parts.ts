import { asRecord } from "./json-file.ts";

/**
 * A manifest without what `ask deploy` writes into the working copy: each API's endpoint and regions, and the events.
 * Source: ask-cli 2.30.7, skill-infrastructure-controller, updateSkillManifestWithDeployResult.
 */
export function withoutDeployedParts(value: unknown): unknown {
  const { manifest, ...rest } = asRecord(value);
  if (manifest === undefined) return value;
  const { apis, events: _events, ...kept } = asRecord(manifest);
  const bare = Object.entries(asRecord(apis)).map(([name, api]) => {
    const { endpoint: _endpoint, regions: _regions, ...others } = asRecord(api);
    return [name, others];
  });
  return { ...rest, manifest: { ...kept, ...(apis === undefined ? {} : { apis: Object.fromEntries(bare) }) } };
}
