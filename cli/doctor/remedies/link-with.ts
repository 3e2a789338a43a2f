import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import type { Patient } from "../patient.ts";
import { npmRun } from "../reads/npm-run.ts";
import { writeParameter } from "./write-parameter.ts";

const FILE = "accountLinking.json";
const PARAMETER = "LoginWithAmazonClientId";

/** The two clients that ought to be one. */
export interface Clients {
  /** Accounts are linked with it. */
  readonly linked: string;
  /** The function takes tokens of it. */
  readonly taken: string;
}

/**
 * What to do so that accounts are linked with the client whose tokens the skill takes. accountLinking.json says which
 * one is meant, for it has the secret too; without it, the one that Amazon has.
 */
export async function linkWith(patient: Patient, { linked, taken }: Clients): Promise<Remedy> {
  const meant = (await clientIn(patient.folder)) ?? linked;
  const steps = [
    ...(taken === meant ? [] : [npmRun("deploy", patient.profile)]),
    ...(linked === meant ? [] : [npmRun("account-linking", patient.profile)]),
  ];
  return { say: `Have both be ${meant}.`, type: steps, ...(await writeParameter(patient, PARAMETER, meant)) };
}

const linkingFileSchema = z.object({ accountLinkingRequest: z.object({ clientId: z.string() }) });

/** The client of accountLinking.json; undefined where there is no such file, or it is not filled in. */
async function clientIn(folder: string): Promise<string | undefined> {
  try {
    const document: unknown = JSON.parse(await readFile(join(folder, FILE), "utf8"));
    const { clientId } = z.parse(linkingFileSchema, document).accountLinkingRequest;
    return clientId.startsWith("[") ? undefined : clientId;
  } catch {
    return undefined;
  }
}
