import { judgeIcons } from "./icons.ts";
import { judgeManifest } from "./judge.ts";
import { manifestSchema } from "./manifest.ts";
import type { ImportRecord, SmapiService } from "./service.ts";
import { type OpenedPackage, openPackage } from "./skill-package.ts";
import { createSkill, newSkillId, type SkillRecord, updateManifest } from "./skills.ts";
import { judgeTriggers } from "./triggers.ts";

/** Imports a package's zip into a skill, or into a new one; nothing changes where it has a fault. */
export function importPackage(service: SmapiService, zip: Uint8Array, skill: SkillRecord | undefined): ImportRecord {
  const opened = openPackage(zip);
  if (!("document" in opened)) return failed({ packageErrors: opened, manifestErrors: [], warnings: [] });
  const { warnings } = opened;
  // A new skill has its id only now: no function can know it yet, and so a manifest that names one is refused.
  const id = skill?.id ?? newSkillId();
  const manifestErrors = judgePackage(opened, id, service);
  if (manifestErrors.length > 0) return failed({ packageErrors: [], manifestErrors, warnings });
  return recordOf(put(opened, id, skill, service), { packageErrors: [], manifestErrors, warnings });

  function failed(faults: Faults): ImportRecord {
    const reasons = [...faults.packageErrors, ...faults.manifestErrors];
    service.failures.push(...reasons);
    if (skill) updateManifest(skill, undefined, reasons, service.now());
    return recordOf(skill, faults);
  }

  function recordOf(imported: SkillRecord | undefined, faults: Faults): ImportRecord {
    const action = skill ? "UPDATE" : "CREATE";
    return { skillId: imported?.id, eTag: imported?.eTag, action, ...faults, pollsLeft: service.pollsInProgress };
  }
}

type Faults = Pick<ImportRecord, "packageErrors" | "manifestErrors" | "warnings">;

function judgePackage({ document, files }: OpenedPackage, skillId: string, service: SmapiService): readonly string[] {
  const findings = judgeManifest(document);
  if (findings.length > 0) return findings;
  const manifest = manifestSchema.parse((document as { manifest: unknown }).manifest);
  return [...judgeIcons(manifest, files), ...judgeTriggers(manifest, skillId, service.triggersOf)];
}

function put({ document }: OpenedPackage, id: string, skill: SkillRecord | undefined, service: SmapiService) {
  const { manifest } = document as { manifest: unknown };
  if (skill) {
    updateManifest(skill, manifest, [], service.now());
    skill.imports++;
    return skill;
  }
  const created = createSkill(id, manifest, service.now());
  service.skills.set(id, created);
  return created;
}
