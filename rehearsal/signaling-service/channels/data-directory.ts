import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import { makeDirectory } from "../files/make-directory.ts";
import { removeUnfinished, writeFileWhole } from "../files/write-file-whole.ts";
import { accountIdSchema, credentialsSchema, regionSchema } from "../options-schema.ts";
import { storedChannelSchema } from "./channel.ts";
import { lockDirectory } from "./directory-lock.ts";

const channelsFileSchema = z.object({
  kind: z.literal("signaling-service-channels"),
  version: z.literal(1),
  region: regionSchema,
  accountId: accountIdSchema,
  channels: z.array(storedChannelSchema),
});
/** The channels of an earlier run, and the region and account their ARNs name. */
type ChannelsFile = z.infer<typeof channelsFileSchema>;

const secretsFileSchema = z.extend(credentialsSchema, {
  kind: z.literal("signaling-service-secrets"),
  version: z.literal(1),
  adminToken: z.string().check(z.minLength(1)),
  turnSecret: z.string().check(z.minLength(1)),
});
/** The keys and tokens of an earlier run. */
type SecretsFile = z.infer<typeof secretsFileSchema>;

const portFileSchema = z.object({
  kind: z.literal("signaling-service-port"),
  version: z.literal(1),
  port: z.int().check(z.minimum(1), z.maximum(65_535)),
});

/** A file of the data directory that is torn, foreign or of another version: it was moved aside and not read. */
export class UnreadableDataFile extends Error {
  override readonly name = "UnreadableDataFile";
}

/** What survives a restart: files that are each replaced whole. */
export interface DataDirectory {
  readChannels(): Promise<ChannelsFile | undefined>;
  writeChannels(file: Omit<ChannelsFile, "kind" | "version">): Promise<void>;
  readSecrets(): Promise<SecretsFile | undefined>;
  writeSecrets(file: Omit<SecretsFile, "kind" | "version">): Promise<void>;
  /** The port of an earlier run, which stands in the endpoints that clients were given. */
  readPort(): Promise<number | undefined>;
  writePort(port: number): Promise<void>;
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
  const portPath = join(directory, "port.json");
  return {
    readChannels: () => readJson(channelsPath, channelsFileSchema, now),
    writeChannels: (file) => writeJson(channelsPath, { kind: "signaling-service-channels", version: 1, ...file }),
    readSecrets: () => readJson(secretsPath, secretsFileSchema, now),
    writeSecrets: (file) => writeJson(secretsPath, { kind: "signaling-service-secrets", version: 1, ...file }),
    readPort: async () => (await readJson(portPath, portFileSchema, now))?.port,
    writePort: (port) => writeJson(portPath, { kind: "signaling-service-port", version: 1, port }),
    close,
  };
}

async function readJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  now: () => number,
): Promise<z.output<Schema> | undefined> {
  await removeUnfinished(path);
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

function writeJson(path: string, content: unknown): Promise<void> {
  return writeFileWhole(path, `${JSON.stringify(content, null, 2)}\n`, 0o600);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes its input, and this file holds secrets.
    return undefined;
  }
}
