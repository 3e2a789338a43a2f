import type { Template } from "../../../rehearsal/deploy-targets/cloudformation/template.ts";
import type { DeployRegion } from "../deploy-profile.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import type { JsonFile } from "../json-file.ts";

/** What ask-cli gives the stack by itself. Source: ask-cli 2.30.7, cfn-deployer. */
const byAskCli = [
  "SkillId",
  "SkillClientId",
  "SkillClientSecret",
  "LambdaRuntime",
  "LambdaHandler",
  "CodeBucket",
  "CodeKey",
  "CodeVersion",
];

/** The parameters are those of the template: CloudFormation refuses the deploy otherwise, after the skill was changed. */
export const stackParameters: Rule = {
  name: "stack-parameters",
  check: ({ resources, profiles, templates }) => {
    // The template's own rule says what is wrong with one that is none.
    const readable = new Map(templates.map(({ path, parsed }) => [path, parsed()]));
    const judged = new Set<string>();
    return profiles.flatMap(({ regions }) =>
      regions.flatMap((region) => {
        // Regions without parameters of their own share the profile's.
        const key = region.parametersAt.join("/");
        const template = readable.get(region.templatePath ?? "");
        if (template === undefined || template instanceof Error || judged.has(key)) return [];
        judged.add(key);
        return judge(resources, region, template);
      }),
    );
  },
};

function judge(resources: JsonFile, { parameters, parametersAt }: DeployRegion, template: Template): readonly Found[] {
  const found = (name: string, what: string, remedy: string): Found => ({
    file: resources.path,
    line: resources.lineOf([...parametersAt, name]),
    what,
    remedy,
  });
  const given = Object.entries(parameters).flatMap(([name, value]) => {
    const declared = template.Parameters[name];
    if (byAskCli.includes(name)) {
      return [found(name, `ask-cli gives ${name} itself, and refuses one of yours.`, "Take it out.")];
    }
    if (declared === undefined) {
      const names = Object.keys(template.Parameters).filter((each) => !byAskCli.includes(each));
      return [found(name, `The template has no parameter ${name}.`, `It has ${names.join(", ")}.`)];
    }
    if (typeof value !== "string") return [found(name, `${name} is no text.`, `Write it in quotes.`)];
    const { AllowedValues: allowed } = declared;
    if (allowed === undefined || allowed.includes(value)) return [];
    return [found(name, `${name} is "${value}".`, `Write one of ${allowed.map((each) => `"${each}"`).join(", ")}.`)];
  });
  const wanted = Object.entries(template.Parameters)
    .filter(
      ([name, { Default }]) => Default === undefined && !byAskCli.includes(name) && !Object.hasOwn(parameters, name),
    )
    .map(([name]) => found("", `The template's parameter ${name} is not given, and has no default.`, `Add ${name}.`));
  return [...given, ...wanted];
}
