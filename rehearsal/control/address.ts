import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";

const addressSchema = z.object({ pid: z.int(), url: z.url(), token: z.string(), page: z.optional(z.string()) });

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
