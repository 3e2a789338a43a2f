import { describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { by, judgedProject, SKILL } from "./judged-project.ts";

const { project, findings } = judgedProject();

describe("before a certification", () => {
  it("what the template leaves open is found, and counted before", async () => {
    const line = await project().change(SKILL, "tester@cameras.invalid", "[FILL IN: the test account]");
    await project().change(SKILL, "https://cameras.invalid/terms", "https://example.com/terms");
    expect(await checkProject({ root: project().root, by })).toMatchObject({ ok: true, beforeCertification: 2 });
    const found = await findings({ certification: true });
    expect(found.map(({ rule }) => rule)).toEqual(["fill-ins", "fill-ins"]);
    expect(found[0]).toMatchObject({ line, what: "testingInstructions still says [FILL IN: the test account]." });
  });

  it("a locale that Alexa asks for in a region without a function is found", async () => {
    const text = await project().read(SKILL);
    await project().write(SKILL, text.replaceAll("en-US", "de-DE"));
    const [found] = await findings({ certification: true });
    expect(found?.what).toContain("deploys nothing to eu-west-1");
  });

  it("locales of one region are one finding", async () => {
    const { manifest } = JSON.parse(await project().read(SKILL));
    for (const { locales } of [manifest.publishingInformation, manifest.privacyAndCompliance]) {
      locales["de-DE"] = locales["fr-FR"] = locales["en-US"];
    }
    await project().write(SKILL, JSON.stringify({ manifest }, null, 2));
    const found = await findings({ certification: true });
    expect(found.map(({ rule }) => rule)).toEqual(["locale-regions"]);
    expect(found[0]?.what).toMatch(/^Published in fr-FR, de-DE, /);
  });
});
