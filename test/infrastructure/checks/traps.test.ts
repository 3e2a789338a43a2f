import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { by, judgedProject, RESOURCES, SKILL } from "./judged-project.ts";
import { type PlantedProject, plantProject } from "./plant-project.ts";

const STACK = "infrastructure/cfn-deployer/skill-stack.yaml";
const { project, findings } = judgedProject();

/** Replaces every place of a text. */
const everywhere = async (path: string, from: string, to: string) =>
  project().write(path, (await project().read(path)).replaceAll(from, to));
const withProfile = async (name: string) => {
  const { profiles, ...rest } = JSON.parse(await project().read(RESOURCES));
  await project().write(
    RESOURCES,
    JSON.stringify({ ...rest, profiles: { ...profiles, [name]: profiles.default } }, null, 2),
  );
};
const override = '"regionalOverrides": { "EU": { "cfn": { "parameters": { "AccountLinking": "lwa" } } } }, "cfn": {';
const arn = "arn:aws:lambda:us-east-1:123456789012:function:f";

/** What people step into with ask-cli, by number: how it gets there, and which rule names it in which file. */
const traps: readonly (readonly [number, string, () => Promise<unknown>, rule: string, file: string])[] = [
  [1, "an ARN is committed", () => project().change(SKILL, "See your porch.", `See ${arn}.`), "deployed-parts", SKILL],
  [
    2,
    "account linking lies in the package",
    () => project().write("skill-package/accountLinking.json", "{}"),
    "package-files",
    "skill-package/accountLinking.json",
  ],
  [
    3,
    "a handler takes a callback",
    () => project().write("lambda/index.ts", "export const handler = (event, context, callback) => callback(null);\n"),
    "handlers",
    "lambda/index.ts",
  ],
  [
    4,
    "the code takes the whole of zod",
    () => project().write("lambda/b.ts", 'import { z } from "zod";\nexport const a = z.string();\n'),
    "zod-imports",
    "lambda/b.ts",
  ],
  [
    6,
    "the build hook is no program",
    () => chmod(join(project().root, "hooks/build.sh"), 0o644),
    "build-hook",
    "hooks/build.sh",
  ],
  [
    7,
    "no output has the function",
    () => everywhere(STACK, "  SkillEndpoint:", "  Endpoint:"),
    "template-contract",
    STACK,
  ],
  [7, "code has no version", () => everywhere(STACK, "!Ref CodeVersion", "latest"), "template-contract", STACK],
  [
    7,
    "directives are not let in",
    () => everywhere(STACK, "alexa-connectedhome.amazon.com", "lambda.amazonaws.com"),
    "template-contract",
    STACK,
  ],
  [
    7,
    "skill events are not let in",
    () => everywhere(STACK, "alexa-appkit.amazon.com", "lambda.amazonaws.com"),
    "template-contract",
    STACK,
  ],
  [
    8,
    "a list stands on a resource",
    () => everywhere(STACK, "sqs:SendMessage", "sqs:ListQueues"),
    "iam-actions",
    STACK,
  ],
  [9, "AWS has ended the runtime", () => everywhere(RESOURCES, "nodejs24.x", "nodejs18.x"), "runtime", RESOURCES],
  [
    10,
    "the target is not smart home",
    () => everywhere(RESOURCES, '"smartHome"', '"custom"'),
    "ask-resources",
    RESOURCES,
  ],
  [
    11,
    "an override drops the parameters",
    async () => {
      await project().change(RESOURCES, '"cfn": {', override);
      await project().change(RESOURCES, '"code": {', '"code": { "EU": { "src": "./lambda" },');
    },
    "regional-overrides",
    RESOURCES,
  ],
  [12, "two profiles share a package", () => withProfile("beta"), "metadata-folders", RESOURCES],
  [
    15,
    "events are committed without an endpoint",
    () => project().change(SKILL, '"manifestVersion"', '"events": { "subscriptions": [] }, "manifestVersion"'),
    "deployed-parts",
    SKILL,
  ],
];

describe("the traps of ask deploy", () => {
  it.each(traps)("%i is caught, by file and remedy: %s", async (_number, _how, plant, rule, file) => {
    await plant();
    const found = await findings({ committed: true });
    const caught = found.find((each) => each.rule === rule && each.file === file);
    expect(found.map((each) => `${each.rule} ${each.file}`)).toContain(`${rule} ${file}`);
    expect(caught?.severity).toBe("error");
    expect(caught?.remedy).toMatch(/^\S.{15,}/);
    // Files that are wrong as a whole have no line.
    if (!["package-files", "build-hook"].includes(rule)) expect(caught?.line).toBeGreaterThan(0);
  });

  it("6 is caught too where there is a space in the path, and nothing before", async () => {
    const judge = async (planted: PlantedProject) => {
      const report = await checkProject({ root: planted.root, by });
      await planted.remove();
      return report.findings.map(({ rule }) => rule);
    };
    expect(await judge(await plantProject("camera skill "))).toEqual(["project-path"]);
    expect(await judge(await plantProject("camera-skill-"))).toEqual([]);
  });
});
