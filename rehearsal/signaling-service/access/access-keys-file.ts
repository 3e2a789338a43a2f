import { readFile } from "node:fs/promises";
import * as z from "zod/mini";
import { describable, describeIssue } from "../validation.ts";
import type { AccessKey } from "./access-keys.ts";

const patternsSchema = z.array(
  z.string().check(z.regex(/^[\w:.*?-]{1,300}$/, { error: "must be a name, or a pattern with '*' or '?'" })),
);

const members = {
  accessKeyId: z.string().check(z.regex(/^\w{1,128}$/, { error: "must be 1 to 128 letters, digits or '_'" })),
  secretAccessKey: z.string().check(z.minLength(1)),
  sessionToken: z.exactOptional(z.string().check(z.minLength(1))),
  expiresAt: z.exactOptional(z.int().check(z.minimum(0))),
  name: z.exactOptional(
    z.string().check(z.regex(/^[\w+=,.@-]{1,64}$/, { error: "must be 1 to 64 letters, digits or '_+=,.@-'" })),
  ),
  actions: z.exactOptional(patternsSchema),
  channels: z.exactOptional(patternsSchema),
};

/** An access key, with the members that an AccessKey has and no others: `action` for `actions` would allow everything. */
export const accessKeySchema = z.strictObject(members, {
  // A member that is unknown is not named: it may be a secret in the wrong place.
  error: ({ code }) =>
    code === "unrecognized_keys" ? `has a member that is none of ${Object.keys(members).join(", ")}` : undefined,
});

/** A file of access keys: a JSON list of them, with the members that an AccessKey has and no others. */
export const accessKeysFileSchema = z.array(accessKeySchema).check(
  z.refine((keys) => new Set(keys.map(({ accessKeyId }) => accessKeyId)).size === keys.length, {
    error: "has an accessKeyId twice",
  }),
);

/** A file of access keys that cannot be used; its message says why and quotes nothing of the file. */
export class UnreadableAccessKeysFile extends Error {
  override readonly name = "UnreadableAccessKeysFile";
}

/**
 * Reads a file of access keys.
 * @throws {UnreadableAccessKeysFile} when it is not there, is no JSON, or has something in it that is no access key.
 */
export async function readAccessKeysFile(path: string): Promise<AccessKey[]> {
  const result = accessKeysFileSchema.safeParse(parse(path, await read(path)), describable);
  if (result.success) return result.data;
  throw new UnreadableAccessKeysFile(`${path}: ${result.error.issues.map(describe).join("; ")}`);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new UnreadableAccessKeysFile(
      code === "ENOENT" ? `${path}: there is no such file` : `${path}: the file cannot be read (${code})`,
    );
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableAccessKeysFile(`${path}: the file is not valid JSON`);
  }
}

type Issue = Parameters<typeof describeIssue>[0];

function describe(issue: Issue): string {
  const [index, ...path] = issue.path;
  if (typeof index !== "number") return describeIssue(issue);
  return `key ${index + 1}: ${issue.code === "unrecognized_keys" ? issue.message : describeIssue({ ...issue, path })}`;
}
