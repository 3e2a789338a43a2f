import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import type { Patient } from "../patient.ts";
import { readLinkingFile } from "../reads/linking-file.ts";
import { npmRun } from "../reads/npm-run.ts";
import { writeParameter } from "./write-parameter.ts";

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
  const { clientId: meant = linked } = (await patient.read(readLinkingFile)) ?? {};
  const type = [
    ...(taken === meant ? [] : [npmRun("deploy", patient)]),
    ...(linked === meant ? [] : [npmRun("account-linking", patient)]),
  ];
  return { say: `Have both be ${meant}.`, type, ...(await writeParameter(patient, "LoginWithAmazonClientId", meant)) };
}
