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

/** Has this process's environment be another until what is given back is called. AWS's clients look there. */
export function replaceEnvironment(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  const become = (next: NodeJS.ProcessEnv) => {
    for (const name of Object.keys(process.env)) if (/^(AWS|ASK|HOME$)/.test(name)) delete process.env[name];
    for (const [name, value] of Object.entries(next)) process.env[name] = value;
  };
  become(environment);
  return () => become(before);
}
