import { randomUUID } from "node:crypto";

/** What a secret has held at one time. */
export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A secret: what it holds, and what it held before. */
export interface StoredSecret {
  readonly arn: string;
  /** What stands at the ARN's end, before the six characters that Secrets Manager adds. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The newest first: AWSCURRENT and AWSPREVIOUS. Older ones have no stage, and nobody can ask for them here. */
  versions: readonly SecretVersion[];
}

/** The staging labels of a secret's versions, in their order. */
const stages = ["AWSCURRENT", "AWSPREVIOUS"] as const;

/** Makes a secret that holds nothing yet. */
export function emptySecret(arn: string, createdAt: number): StoredSecret {
  const name = arn.replace(/^.*:secret:/, "").replace(/-[A-Za-z0-9]{6}$/, "");
  return { arn, name, createdAt, versions: [] };
}

/** Gives a secret new content, unless it is what it holds. @param id of the version, as the caller may choose it. */
export function addVersion(secret: StoredSecret, text: string, createdAt: number, id: string = randomUUID()): void {
  const [current] = secret.versions;
  if (current?.text === text) return;
  secret.versions = [{ id, text, createdAt }, ...(current === undefined ? [] : [current])];
}

/** The version of a stage or an id, AWSCURRENT where neither is asked for. */
export function versionOf(
  { versions }: StoredSecret,
  { VersionId, VersionStage }: { readonly VersionId?: string | undefined; readonly VersionStage?: string | undefined },
): SecretVersion | undefined {
  const stage = VersionStage ?? (VersionId === undefined ? "AWSCURRENT" : undefined);
  return versions.find(
    ({ id }, at) => (stage === undefined || stages[at] === stage) && (VersionId === undefined || id === VersionId),
  );
}

/** The stages of each version, by its id. */
export function stagesOf({ versions }: StoredSecret): Record<string, string[]> {
  return Object.fromEntries(versions.map(({ id }, at) => [id, [stages[at] ?? ""]]));
}
