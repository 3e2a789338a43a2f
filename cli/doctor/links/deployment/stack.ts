import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAskProfile } from "../../reads/ask-profile.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack, type StackAsItIs } from "../../reads/stack.ts";
import { judgeStatus } from "./stack-status.ts";

/** What ask-cli and `camera-skill` read of it. */
const WANTED = ["SkillEndpoint", "TableName"];
/** Parameters by which the skill knows whose an access token is. */
const ACCOUNTS = ["AccountLinking", "LoginWithAmazonClientId", "OidcIssuer", "OidcAudience"];

/** The CloudFormation stack: it works, and it is what is here. */
export const stackLink: Link = {
  id: "stack",
  title: "the stack",
  of: "deployed",
  async examine(patient) {
    const deployed = await patient.read(readDeployed);
    const stack = await patient.read(readStack);
    const notes = [
      ...judgeStatus(stack, deployed, patient),
      ...judgeOutputs(stack, patient),
      ...(await judgeParameters(stack, patient)),
      ...(stack.templateIsHere === false
        ? [
            `It was made of another template than the one in this folder: ${npmRun("deploy", patient)} brings them together.`,
          ]
        : []),
    ];
    return { seen: `${stack.name}, ${stack.status}`, notes };
  },
};

function judgeOutputs({ name, outputs }: StackAsItIs, patient: Patient): readonly string[] {
  const missing = WANTED.filter((output) => !outputs[output]);
  if (missing.length === 0) return [];
  throw new Broken({
    breakage: "stack-outputs-missing",
    sentence: `The stack ${name} has no output ${missing.join(" and no ")}: it was made of another template than this project's.`,
    remedy: { say: "Deploy the project's own.", type: [npmRun("deploy", patient)] },
  });
}

async function judgeParameters({ parameters }: StackAsItIs, patient: Patient): Promise<readonly string[]> {
  const { file, region } = await patient.read(readAskProfile);
  const differing = Object.entries(region.parameters).flatMap(([name, value]) => {
    const deployed = parameters[name];
    return typeof value !== "string" || deployed === value || deployed === "****" ? [] : [{ name, value, deployed }];
  });
  const first = differing.find(({ name }) => ACCOUNTS.includes(name));
  if (first !== undefined) {
    const { name, value, deployed } = first;
    throw new Broken({
      breakage: "stack-parameters-differ",
      sentence: `${name} is ${quoted(value)} in ${file.path} (line ${file.lineOf([...region.parametersAt, name])}), and ${quoted(deployed)} in the stack.`,
      remedy: {
        say: "Deploy what is here; or write the stack's value there, if that is the right one.",
        type: [npmRun("deploy", patient)],
      },
    });
  }
  if (differing.length === 0) return [];
  const names = differing.map(({ name }) => name).join(", ");
  return [`${file.path} has another ${names} than the stack: ${npmRun("deploy", patient)} brings them together.`];
}

function quoted(value: string | undefined): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
