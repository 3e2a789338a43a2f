import { randomUUID } from "node:crypto";
import { refused } from "./refused.ts";

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

/** Gives a secret new content, unless it is what it holds. */
export function setContent(secret: StoredSecret, text: string, createdAt: number): void {
  if (secret.versions[0]?.text !== text) addVersion(secret, { id: randomUUID(), text, createdAt });
}

/**
 * Gives a secret a version, unless it is one that it has: a call that is made again makes no other.
 * Source: AWS Secrets Manager API reference, PutSecretValue, ClientRequestToken.
 * @throws {WireError} ResourceExistsException, where the version of that id has another text.
 */
export function addVersion(secret: StoredSecret, version: SecretVersion): void {
  const [current] = secret.versions;
  const known = secret.versions.find(({ id }) => id === version.id);
  if (known === undefined) secret.versions = [version, ...(current === undefined ? [] : [current])];
  else if (known.text !== version.text) {
    throw refused("ResourceExistsException", "A version of that ClientRequestToken has another value.");
  }
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
