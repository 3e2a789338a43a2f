import { randomBytes } from "node:crypto";
import { createAdminToken } from "../../loopback.ts";
import type { Credentials } from "../access/access-keys.ts";
import type { StoredChannel } from "./channel.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";

/** Amazon's own example account. */
const DEFAULT_ACCOUNT_ID = "123456789012";
const DEFAULT_REGION = "us-east-1";

/** What the owner says of region, account and key; the data directory says the rest. */
interface RestoreOptions {
  readonly dataDirectory?: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly credentials?: Credentials;
}

/** What a service begins with: that of an earlier run, or new. */
export interface Restored {
  readonly region: string;
  readonly accountId: string;
  readonly credentials: Credentials;
  readonly adminToken: string;
  readonly turnSecret: string;
  readonly channels: readonly StoredChannel[];
  /** Where the service listened before; undefined for a new one, and without a data directory. */
  readonly port: number | undefined;
  /** Has the next service listen on the same port. */
  rememberPort(port: number): Promise<void>;
  /** Writes channels to the data directory; does nothing without one. */
  writeChannels(channels: readonly StoredChannel[]): Promise<void>;
  /** Lets another service have the data directory. */
  close(): Promise<void>;
}

/**
 * Reads the data directory, if there is one, and fills in and writes what is missing.
 * @throws {DataDirectoryInUse | UnreadableDataFile}
 */
export async function restore(options: RestoreOptions, now: () => number): Promise<Restored> {
  const { dataDirectory } = options;
  const directory = dataDirectory === undefined ? undefined : await openDataDirectory(dataDirectory, now);
  try {
    const { region, accountId, channels } = await restoreChannels(options, directory);
    const port = await directory?.readPort();
    return {
      region,
      accountId,
      channels,
      port,
      rememberPort: async (current) => {
        if (current !== port) await directory?.writePort(current);
      },
      ...(await restoreSecrets(options, directory)),
      writeChannels: async (current) => {
        await directory?.writeChannels({ region, accountId, channels: [...current] });
      },
      close: async () => directory?.close(),
    };
  } catch (error) {
    await directory?.close();
    throw error;
  }
}

async function restoreChannels(options: RestoreOptions, directory: DataDirectory | undefined) {
  const file = await directory?.readChannels();
  const region = options.region ?? file?.region ?? DEFAULT_REGION;
  const accountId = options.accountId ?? file?.accountId ?? DEFAULT_ACCOUNT_ID;
  if (file !== undefined && (file.region !== region || file.accountId !== accountId)) {
    throw new Error(
      `the data directory holds channels of region ${file.region} and account ${file.accountId}, ` +
        `not ${region} and ${accountId}: choose another directory`,
    );
  }
  if (file === undefined) await directory?.writeChannels({ region, accountId, channels: [] });
  return { region, accountId, channels: file?.channels ?? [] };
}

async function restoreSecrets(options: RestoreOptions, directory: DataDirectory | undefined) {
  const file = await directory?.readSecrets();
  const { accessKeyId, secretAccessKey } = options.credentials ?? file ?? newCredentials();
  const adminToken = file?.adminToken ?? createAdminToken();
  const turnSecret = file?.turnSecret ?? randomBytes(32).toString("base64");
  if (file?.accessKeyId !== accessKeyId || file.secretAccessKey !== secretAccessKey) {
    await directory?.writeSecrets({ accessKeyId, secretAccessKey, adminToken, turnSecret });
  }
  return { credentials: { accessKeyId, secretAccessKey }, adminToken, turnSecret };
}

/** Twenty characters and forty, as AWS has them, and plainly not AWS's. */
function newCredentials(): Credentials {
  return {
    accessKeyId: `AKIDREHEARSAL${randomBytes(4).toString("hex").slice(0, 7).toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
  };
}
