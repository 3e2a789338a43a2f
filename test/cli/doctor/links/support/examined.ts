import { type Breakage, Broken, type Link, type Seen } from "../../../../../cli/doctor/link.ts";
import type { Patient } from "../../../../../cli/doctor/patient.ts";

/** What a link was seen to be. */
export async function seenOf(link: Link, patient: Patient & { close(): void }): Promise<Seen> {
  try {
    return await link.examine(patient);
  } finally {
    patient.close();
  }
}

/** What a link was found to be broken by. @throws {Error} when it holds. */
export async function breakageOf(link: Link, patient: Patient & { close(): void }): Promise<Breakage> {
  try {
    const { seen } = await link.examine(patient);
    throw new Error(`the link ${link.id} holds: ${seen}`);
  } catch (error) {
    if (error instanceof Broken) return error.found;
    throw error;
  } finally {
    patient.close();
  }
}
