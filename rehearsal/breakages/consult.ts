import { expect } from "../deploy-targets/scenario.ts";
import type { Installed } from "./breakage.ts";
import { jsonLine } from "./json-line.ts";
import { type DoctorReport, doctorReportSchema } from "./report.ts";

/** What the doctor said, and how long that took. */
export interface Consultation {
  readonly report: DoctorReport;
  readonly milliseconds: number;
}

/** The command that is rehearsed. */
export const DOCTOR = "npx camera-skill doctor --json";

/** What gives away a token, an SDP or a signature, whoever it is of. */
const secretWords: readonly RegExp[] = [
  /Atz[ar]\|\S+/,
  /ice-pwd:\S+/,
  /fingerprint:\s*sha-\d+\s+\S+/i,
  /X-Amz-Signature=/,
];

/**
 * Asks the doctor.
 * @throws {NotAsExpected} when it says what is no report, ends with another code than the report calls for, or tells a
 * secret.
 */
export async function consult(installed: Pick<Installed, "developer" | "secrets" | "pace">): Promise<Consultation> {
  const began = performance.now();
  const { exitCode, output } = await installed.developer.type(DOCTOR);
  const milliseconds = Math.round(performance.now() - began);
  installed.pace.doctor = milliseconds;
  expectNoSecret(output, installed.secrets());
  const report = readReport(output);
  const expected = report.ok ? 0 : 1;
  expect(exitCode === expected, `the doctor ended with ${exitCode}, and its report calls for ${expected}`);
  expect(
    report.ok === (report.broken === undefined),
    "the doctor's report says both that all is well and what is broken",
  );
  return { report, milliseconds };
}

function readReport(output: string): DoctorReport {
  try {
    return doctorReportSchema.parse(jsonLine(output));
  } catch (error) {
    throw new Error(`the doctor has not written a report: ${output.trim() || (error as Error).message}`);
  }
}

function expectNoSecret(output: string, secrets: readonly string[]): void {
  // What is named must not be told once more.
  const told = secrets.some((secret) => output.includes(secret)) || secretWords.some((words) => words.test(output));
  expect(!told, "the doctor has told a secret; its output is not shown here");
}
