import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";

/** Where its services of AWS are, for commands that would work on AWS itself. */
const servicesSchema = z.object({
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** The signaling service's, for the clients of Kinesis Video Streams. */
  controlPlaneUrl: z.url(),
  /** DynamoDB's, and the skill's table in it. */
  table: z.object({ url: z.url(), tableName: z.string() }),
  /** EventBridge's. */
  eventBus: z.object({ url: z.url() }),
  /** The account-linking provider's id of the user whom the rehearsal's Alexa account is linked with. */
  userId: z.string(),
});

/** What other commands are told of a rehearsal's services. */
export type RehearsalServices = z.infer<typeof servicesSchema>;

const addressSchema = z.object({
  pid: z.int(),
  url: z.url(),
  token: z.string(),
  page: z.optional(z.string()),
  services: z.optional(servicesSchema),
  /** Its Login with Amazon, and the client that the skill is linked with there. */
  login: z.optional(z.object({ url: z.url(), clientId: z.string() })),
});

/** Where a running rehearsal listens for commands, the token it wants with them, and where its page is. */
export type ControlAddress = z.infer<typeof addressSchema>;

const fileOf = (dataDirectory: string) => join(dataDirectory, "rehearsal.json");

/** Leaves the address where `camera-skill view` finds it, readable by its owner alone. */
export async function writeControlAddress(dataDirectory: string, address: ControlAddress): Promise<void> {
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(fileOf(dataDirectory), JSON.stringify(address), { mode: 0o600 });
}

/** Takes the address away when the rehearsal ends. */
export async function removeControlAddress(dataDirectory: string): Promise<void> {
  await rm(fileOf(dataDirectory), { force: true });
}

/** Finds the rehearsal that runs on a data directory; undefined when none does. */
export async function readControlAddress(dataDirectory: string): Promise<ControlAddress | undefined> {
  const text = await readFile(fileOf(dataDirectory), "utf8").catch(() => undefined);
  const address = text === undefined ? undefined : parse(text);
  return address && isRunning(address.pid) ? address : undefined;
}

function parse(text: string): ControlAddress | undefined {
  try {
    return z.safeParse(addressSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
