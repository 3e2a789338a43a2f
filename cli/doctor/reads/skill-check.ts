import * as z from "zod/mini";
import { readProfiles } from "../../../infrastructure/checks/deploy-profile.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { readAskProfile } from "./ask-profile.ts";
import { npmRun } from "./npm-run.ts";
import { runTool } from "./run-tool.ts";
import { readStack } from "./stack.ts";

const LIMIT_MS = 120_000;

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(["error", "warning"]),
      file: z.string(),
      line: z.optional(z.number()),
      what: z.string(),
      remedy: z.string(),
    }),
  ),
});

/** What is read of the check's report. */
export type SkillCheck = z.infer<typeof reportSchema>;

/**
 * Has the project judged by its own check, as before a deploy: `npm run skill:check`.
 * @throws {Broken} `project-not-checked` where that comes to nothing.
 */
export async function readSkillCheck(patient: Patient): Promise<SkillCheck> {
  const parameters = ["--deploy", "--profile", patient.profile, ...(await exceptTemplate(patient)), "--json"];
  const { output } = await runTool(
    patient,
    ["npm", "run", "--silent", "skill:check", "--", ...parameters],
    LIMIT_MS,
  ).catch((error: Error) => {
    throw notChecked(patient, error.message);
  });
  const line = output.split("\n").find((each) => each.startsWith('{"'));
  const report = z.safeParse(reportSchema, line === undefined ? undefined : parse(line));
  if (report.success) return report.data;
  throw notChecked(
    patient,
    output
      .trim()
      .split("\n")
      .find((each) => /error/i.test(each)) ?? "it printed no report",
  );
}

/** CloudFormation has said of this very template that it takes it; the validator needs seconds for that. */
async function exceptTemplate(patient: Patient): Promise<readonly string[]> {
  // What is wrong with the stack, or with its profile, is for another link to say.
  return (await isTaken(patient).catch(() => false)) ? ["--except", "template"] : [];
}

async function isTaken(patient: Patient): Promise<boolean> {
  const { file } = await patient.read(readAskProfile);
  const templates = readProfiles(file).flatMap(({ regions }) => regions.map(({ templatePath }) => templatePath));
  // The rule judges all that the file names, and of the others no stack is looked at.
  if (new Set(templates).size > 1) return false;
  const { templateIsHere, status } = await patient.read(readStack);
  return templateIsHere === true && ["CREATE_COMPLETE", "UPDATE_COMPLETE"].includes(status);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notChecked(patient: Patient, why: string): Broken {
  const check = npmRun("skill:check", patient, "--deploy");
  const isBare = why.includes("npm ci");
  return new Broken({
    breakage: "project-not-checked",
    sentence: isBare
      ? "The project's packages are not installed."
      : `npm run skill:check does not run in this folder: ${why.replace(/^error: /, "")}.`,
    remedy: isBare
      ? { say: "Install them.", type: ["npm ci"] }
      : { say: `Stand in the folder of the skill's project. ${check} shows all that it says.` },
  });
}
