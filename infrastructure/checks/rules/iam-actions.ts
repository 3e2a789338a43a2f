import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { TemplateFile } from "../template-file.ts";
import { statementsIn, type TemplateStatement } from "../template-statements.ts";
import { wrongAction } from "../wrong-action.ts";

/**
 * Each action in the template's policies exists and takes the resources that it stands with: AWS takes a policy in which
 * it does not, and the function is refused when it runs.
 */
export const iamActions: Rule = {
  name: "iam-actions",
  async check({ templates }) {
    const found = await Promise.all(templates.map(judge));
    return found.flat();
  },
};

async function judge({ path, parsed, lineOf }: TemplateFile): Promise<readonly Found[]> {
  const template = parsed();
  // The template's contract says what is wrong with it.
  if (template instanceof Error) return [];
  const found = await Promise.all(
    statementsIn(template).map(async (statement) => {
      const line = lineOf([...statement.at, "Action"]);
      return (await faultsOf(statement)).map((fault) => ({ file: path, line, what: `IAM: ${fault}.`, remedy }));
    }),
  );
  return found.flat();
}

const remedy =
  "Correct the name or the resource by AWS's service authorization reference; some actions stand on all resources alone, in a statement of their own.";

/** Of an action with a wildcard nothing is said: it stands for many. */
async function faultsOf({ actions, resources }: TemplateStatement): Promise<readonly string[]> {
  const pairs = actions
    .filter((action) => !action.includes("*"))
    .flatMap((action) => (resources ?? [undefined]).map((resource) => [action, resource] as const));
  const faults = await Promise.all(pairs.map(([action, resource]) => wrongAction(action, resource)));
  return [...new Set(faults.filter((fault) => fault !== undefined))];
}
