import { describe, expect, it } from "@jest/globals";
import { deploy, judgedProject, RESOURCES, SKILL } from "./judged-project.ts";

const { project, findings } = judgedProject();

describe("a client secret in a file that is committed", () => {
  const secret = "amzn1.oa2-cs.v1.0123456789abcdef";

  it.each([
    ["the client's id", RESOURCES, "amzn1.application-oa2-client.a1"],
    ["another parameter", RESOURCES, '"lwa"'],
    ["the runtime", RESOURCES, "nodejs24.x"],
    ["a text of the skill", SKILL, "See your porch."],
  ])("is found whatever is asked for, and never shown: in the place of %s", async (_, file, from) => {
    const line = await project().change(file, from, from.startsWith('"') ? `"${secret}"` : secret);
    for (const options of [{}, { deploy }, { certification: true }]) {
      const found = await findings(options);
      expect(found).toContainEqual(expect.objectContaining({ rule: "client-secrets", severity: "error", file, line }));
      expect(JSON.stringify(found)).not.toContain("0123456789abcdef");
    }
  });
});
