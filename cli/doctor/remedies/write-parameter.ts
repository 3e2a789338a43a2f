import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import type { Patient } from "../patient.ts";
import { readAskProfile } from "../reads/ask-profile.ts";
import { npmRun } from "../reads/npm-run.ts";

/** What of ask-resources.json gives way, so that a parameter of the stack has a value; nothing where it has it already. */
export async function writeParameter(patient: Patient, name: string, value: string): Promise<Pick<Remedy, "write">> {
  const { file, region } = await patient.read(readAskProfile);
  const now = String(region.parameters[name] ?? "");
  if (now === value) return {};
  const quoted = (text: string) => `${JSON.stringify(name)}: ${JSON.stringify(text)}`;
  const line = file.lineOf([...region.parametersAt, name]);
  return { write: { file: file.path, line, instead: quoted(now), text: quoted(value) } };
}

/** What to do so that the stack has another value of a parameter. */
export async function deployParameter(patient: Patient, name: string, value: string): Promise<Remedy> {
  const written = await writeParameter(patient, name, value);
  return { say: `Have ${name} be ${value}, and deploy.`, type: [npmRun("deploy", patient)], ...written };
}
