import { createHash, randomUUID } from "node:crypto";

/** The last change of a skill's manifest, as `get-skill-status` tells of it. */
export interface LastUpdate {
  readonly status: "SUCCEEDED" | "FAILED";
  readonly errors: readonly string[];
}

/** A skill in its development stage, as SMAPI keeps it. */
export interface SkillRecord {
  readonly id: string;
  manifest: unknown;
  eTag: string;
  updatedAt: number;
  lastUpdate: LastUpdate;
  /** As it was sent, without the client's secret. */
  accountLinking: Readonly<Record<string, unknown>> | undefined;
  accountLinkingETag: string | undefined;
  enabled: boolean;
  imports: number;
  manifestUpdates: number;
}

/** A new id for a skill. */
export function newSkillId(): string {
  return `amzn1.ask.skill.${randomUUID()}`;
}

/** An opaque mark of a resource's content. */
export function eTagOf(content: unknown): string {
  return createHash("md5").update(JSON.stringify(content)).digest("hex");
}

/** A skill as it is when its first package is imported. */
export function createSkill(id: string, manifest: unknown, now: number): SkillRecord {
  return {
    id,
    manifest,
    eTag: eTagOf(manifest),
    updatedAt: now,
    lastUpdate: { status: "SUCCEEDED", errors: [] },
    accountLinking: undefined,
    accountLinkingETag: undefined,
    enabled: false,
    imports: 1,
    manifestUpdates: 0,
  };
}

/** Puts a judged manifest in place of a skill's; or, with findings, keeps the old one and notes why. */
export function updateManifest(skill: SkillRecord, manifest: unknown, errors: readonly string[], now: number): void {
  skill.lastUpdate = { status: errors.length === 0 ? "SUCCEEDED" : "FAILED", errors };
  if (errors.length > 0) return;
  skill.manifest = manifest;
  skill.eTag = eTagOf(manifest);
  skill.updatedAt = now;
}
