import { beforeAll, describe, expect, it } from "@jest/globals";
import { judgeTemplate } from "../../../../rehearsal/deploy-targets/cloudformation/index.ts";
import { functionTemplate } from "./support/templates.ts";

// Loading the rules takes seconds.
beforeAll(async () => {
  await judgeTemplate("{}");
}, 60_000);

const errorsOf = async (text: string) =>
  (await judgeTemplate(text)).filter(({ severity }) => severity === "ERROR" || severity === "FATAL");

describe("the judge of templates", () => {
  it("finds nothing wrong with a right one", async () => {
    expect(await errorsOf(functionTemplate())).toEqual([]);
  });

  it("says what is wrong, and in which line", async () => {
    const text = functionTemplate({ properties: "Timeouts: 8" });
    const [finding] = await errorsOf(text);
    const line = text.split("\n").findIndex((each) => each.includes("Timeouts")) + 1;
    expect(finding).toMatchObject({ severity: "FATAL", rule: "F3002", line });
    expect(finding?.message).toContain("'Timeouts' was unexpected");
  });

  it("warns of a runtime that is on its way out", async () => {
    const findings = await judgeTemplate(functionTemplate().replace("!Ref LambdaRuntime", "nodejs18.x"));
    expect(findings).toContainEqual(expect.objectContaining({ message: expect.stringContaining("nodejs18.x") }));
  });

  it("counts bytes, not letters", async () => {
    const padded = (bytes: number) => {
      const text = functionTemplate().padEnd(2000, "#");
      return `${text}${"ü".repeat((bytes - text.length) / 2)}`;
    };
    expect(await errorsOf(padded(51_200))).toEqual([]);
    expect(await errorsOf(padded(51_202))).toMatchObject([{ rule: "template-too-long", line: undefined }]);
  });
});
