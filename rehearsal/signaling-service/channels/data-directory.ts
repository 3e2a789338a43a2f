import { open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { storedChannelSchema } from "./channel.ts";
import { lockDirectory } from "./directory-lock.ts";
import { makeDirectory } from "./make-directory.ts";

const channelsFileSchema = z.object({
  kind: z.literal("signaling-service-channels"),
  version: z.literal(1),
  region: z.string(),
  accountId: z.string(),
  channels: z.array(storedChannelSchema),
});
/** The channels of an earlier run, and the region and account their ARNs name. */
export type ChannelsFile = z.infer<typeof channelsFileSchema>;

const secretsFileSchema = z.object({
  kind: z.literal("signaling-service-secrets"),
  version: z.literal(1),
  accessKeyId: z.string().check(z.minLength(1)),
  secretAccessKey: z.string().check(z.minLength(1)),
  adminToken: z.string().check(z.minLength(1)),
  turnSecret: z.string().check(z.minLength(1)),
});
/** The keys and tokens of an earlier run. */
export type SecretsFile = z.infer<typeof secretsFileSchema>;

/** A file of the data directory that is torn, foreign or of another version: it was moved aside and not read. */
export class UnreadableDataFile extends Error {
  override readonly name = "UnreadableDataFile";
}

/** What survives a restart: two files, each replaced whole. */
export interface DataDirectory {
  readChannels(): Promise<ChannelsFile | undefined>;
  writeChannels(file: Omit<ChannelsFile, "kind" | "version">): Promise<void>;
  readSecrets(): Promise<SecretsFile | undefined>;
  writeSecrets(file: Omit<SecretsFile, "kind" | "version">): Promise<void>;
  /** Lets another service have the directory. */
  close(): Promise<void>;
}

/**
 * Opens a data directory for one service, making it if need be; only its owner may read it.
 * @throws {DataDirectoryInUse}
 * @throws {Error} when it cannot be made.
 */
export async function openDataDirectory(directory: string, now: () => number): Promise<DataDirectory> {
  await makeDirectory(directory);
  const close = await lockDirectory(directory);
  const channelsPath = join(directory, "channels.json");
  const secretsPath = join(directory, "secrets.json");
  return {
    readChannels: () => readJson(channelsPath, channelsFileSchema, now),
    writeChannels: (file) => replaceFile(channelsPath, { kind: "signaling-service-channels", version: 1, ...file }),
    readSecrets: () => readJson(secretsPath, secretsFileSchema, now),
    writeSecrets: (file) => replaceFile(secretsPath, { kind: "signaling-service-secrets", version: 1, ...file }),
    close,
  };
}

async function readJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  now: () => number,
): Promise<z.output<Schema> | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  const aside = `${path}.unreadable-${now()}`;
  await rename(path, aside);
  throw new UnreadableDataFile(
    `${path} is torn or was not written by this service; it is kept as ${aside}. Start again to begin without it.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes its input, and this file holds secrets.
    return undefined;
  }
}

/** Puts a whole new file in the old one's place: after a power cut there is the one or the other, never half of one. */
async function replaceFile(path: string, content: unknown): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  // The rename itself is safe only once the directory is written out.
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
