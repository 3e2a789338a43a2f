import type { Template } from "../../../rehearsal/deploy-targets/cloudformation/template.ts";
import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import { asRecord } from "../json-file.ts";
import type { LineOf } from "../line-of.ts";
import type { TemplateFile } from "../template-file.ts";

/** Who invokes the function: Alexa with directives, and with skill events. Source: ask-cli 2.30.7, CONSTANTS. */
const triggers = {
  "alexa-connectedhome.amazon.com": "directives of smart home",
  "alexa-appkit.amazon.com": "skill events",
};

/** The template keeps what ask-cli and Alexa go by: the output, the code's version, and who may invoke the function. */
export const templateContract: Rule = {
  name: "template-contract",
  check: ({ templates }) => templates.flatMap(judge),
};

function judge({ path, parsed, lineOf }: TemplateFile): readonly Found[] {
  const template = parsed();
  if (template instanceof Error) return [{ file: path, what: template.message, remedy: "Correct the template." }];
  return [...output(template, lineOf), ...versions(template, lineOf), ...permissions(template, lineOf)].map(
    (found) => ({
      file: path,
      ...found,
    }),
  );
}

type FoundHere = Omit<Found, "file">;

function output({ Outputs }: Template, lineOf: LineOf): readonly FoundHere[] {
  if (Outputs.SkillEndpoint !== undefined) return [];
  const remedy = "Add the output SkillEndpoint with the ARN of the function that takes directives.";
  return [
    { line: lineOf(["Outputs"]), what: "There is no output SkillEndpoint, where ask-cli reads the function.", remedy },
  ];
}

/** By the version every upload is another code; without it CloudFormation has nothing to update, and ask-cli fails. */
function versions({ Resources }: Template, lineOf: LineOf): readonly FoundHere[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === "AWS::Lambda::Function")
    .filter(([, { Properties }]) => asRecord(asRecord(Properties.Code).S3ObjectVersion).Ref !== "CodeVersion")
    .map(([name]) => ({
      line: lineOf(["Resources", name, "Properties", "Code"]),
      what: `${name} does not take the version of its code: a second deploy would change nothing, and ask-cli fails at that.`,
      remedy: "Write S3ObjectVersion: !Ref CodeVersion under Code.",
    }));
}

function permissions({ Resources }: Template, lineOf: LineOf): readonly FoundHere[] {
  const granted = Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::Lambda::Permission");
  return Object.entries(triggers).flatMap(([principal, what]) => {
    const [found] = granted.filter(([, { Properties }]) => Properties.Principal === principal);
    if (found === undefined) {
      const sentence = `Nothing lets ${principal} invoke the function, so no ${what} arrive.`;
      const remedy = `Add an AWS::Lambda::Permission for ${principal} with EventSourceToken: !Ref SkillId.`;
      return [{ line: lineOf(["Resources"]), what: sentence, remedy }];
    }
    const [name, { Properties }] = found;
    if (asRecord(Properties.EventSourceToken).Ref === "SkillId") return [];
    return [
      {
        line: lineOf(["Resources", name]),
        what: `${name} lets every skill of anybody invoke the function.`,
        remedy: "Write EventSourceToken: !Ref SkillId.",
      },
    ];
  });
}
