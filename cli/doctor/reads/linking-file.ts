import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import { fillInsOf } from "../../../infrastructure/fill-in.ts";
import type { Patient } from "../patient.ts";
import { type AccountLinking, linkingSchema } from "./skill.ts";

/** The file that `npm run account-linking` sends; it is in no commit, for it holds the client's secret. */
export const LINKING_FILE = "accountLinking.json";

/** Reads what it says but for the secret; undefined where there is none, or it cannot be sent as it is. */
export async function readLinkingFile({ folder }: Patient): Promise<AccountLinking | undefined> {
  try {
    const text = await readFile(join(folder, LINKING_FILE), "utf8");
    if (fillInsOf(text).length > 0) return undefined;
    return z.parse(z.object({ accountLinkingRequest: linkingSchema }), JSON.parse(text)).accountLinkingRequest;
  } catch {
    return undefined;
  }
}
