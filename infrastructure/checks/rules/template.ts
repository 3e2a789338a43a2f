import { judgeTemplate } from "../../../rehearsal/deploy-targets/cloudformation/judge-template.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { TemplateFile } from "../template-file.ts";

/** What CloudFormation would say of the template, by AWS's own offline validator, and its size. */
export const template: Rule = {
  name: "template",
  async check({ templates }) {
    const found = await Promise.all(templates.map(judge));
    return found.flat();
  },
};

async function judge({ path, text }: TemplateFile): Promise<readonly Found[]> {
  const findings = await judgeTemplate(text);
  return findings
    .filter(({ severity }) => severity !== "INFO" && severity !== "DEBUG")
    .map(({ severity, rule, message, line }) => ({
      severity: severity === "WARN" ? ("warning" as const) : ("error" as const),
      file: path,
      ...(line === undefined ? {} : { line }),
      what: message,
      remedy: `Correct the template; @aws/cloudformation-validate calls the rule ${rule}.`,
    }));
}
