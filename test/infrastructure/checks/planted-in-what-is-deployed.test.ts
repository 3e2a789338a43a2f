import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { by, judgedProject } from "./judged-project.ts";
import { plantProject } from "./plant-project.ts";

const STACK = "infrastructure/cfn-deployer/skill-stack.yaml";

const { project, findings, places } = judgedProject();

describe("a fault in what ask-cli builds and deploys", () => {
  it.each([
    ["no output with the function", "  SkillEndpoint:", "  Endpoint:", "no output SkillEndpoint"],
    ["no trigger for directives", "alexa-connectedhome.amazon.com", "lambda.amazonaws.com", "directives of smart home"],
    ["no trigger for skill events", "alexa-appkit.amazon.com", "lambda.amazonaws.com", "skill events"],
  ])("is found in the template: %s", async (_, from, to, what) => {
    await project().change(STACK, from, to);
    const found = await findings();
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`template-contract ${STACK}`]);
    expect(found[0]?.what).toContain(what);
    expect(found[0]?.line).toBeGreaterThan(1);
  });

  it("is found where a function does not take the version of its code", async () => {
    const text = await project().read(STACK);
    await project().write(STACK, text.replace("S3ObjectVersion: !Ref CodeVersion", "S3ObjectVersion: latest"));
    expect((await findings())[0]?.what).toContain("a second deploy would change nothing");
  });

  it("is found where every skill may invoke the function", async () => {
    const text = await project().read(STACK);
    await project().write(STACK, text.replace("EventSourceToken: !Ref SkillId", "EventSourceToken: '*'"));
    expect((await findings())[0]?.what).toContain("lets every skill of anybody invoke");
  });

  it.each([
    ["a misspelt action", "sqs:SendMessage", "sqs:SendMesage", "there is no sqs:SendMesage"],
    ["a list that stands on a resource", "sqs:SendMessage", "sqs:ListQueues", 'sqs:ListQueues can only stand on "*"'],
    ["an action on what it does not take", "sqs:SendMessage", "sqs:SendMessage, s3:PutObject", "takes no resource"],
    ["a trust in what there is not", "Action: lambda:InvokeFunctionUrl", "Action: lambda:InvokeUrl", "there is no"],
  ])("is found in the template's policies: %s", async (_, from, to, what) => {
    const line = await project().change(STACK, from, to);
    const found = await findings();
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`iam-actions ${STACK}`]);
    expect(found[0]?.line).toBe(line);
    expect(found[0]?.what).toContain(what);
  });

  it("is found where the functions' code takes the whole of zod, and not where it takes types", async () => {
    await project().write("lambda/types.ts", 'import type {\n  z,\n} from "zod";\nimport * as y from "zod/mini";\n');
    await project().write("protocol/deep/a.ts", 'import * as z from "zod/mini";\n\nimport { z as all } from "zod";\n');
    await project().write("lambda/b.ts", 'import {\n  z,\n} from "zod";\nconst later = await import("zod");\n');
    expect(await places()).toEqual([
      "zod-imports lambda/b.ts:3",
      "zod-imports lambda/b.ts:4",
      "zod-imports protocol/deep/a.ts:3",
    ]);
  });

  it("is found where the build hook may not be executed, or is not there", async () => {
    await chmod(join(project().root, "hooks/build.sh"), 0o644);
    expect(await places()).toEqual(["build-hook hooks/build.sh"]);
    await rm(join(project().root, "hooks/build.sh"));
    expect((await findings())[0]?.what).toContain("no build hook");
  });

  it("is found where there is a space in the project's path", async () => {
    const spaced = await plantProject("camera skill ");
    const report = await checkProject({ root: spaced.root, by });
    await spaced.remove();
    expect(report.findings.map(({ rule }) => rule)).toEqual(["project-path"]);
  });
});
