import { describe, expect, it } from "@jest/globals";
import { deploy, judgedProject, SKILL } from "./judged-project.ts";
import { png } from "./plant-project.ts";

const { project, findings, places, lineWith } = judgedProject();

describe("a project in which nothing is wrong", () => {
  it("has no finding, before a deploy and before a certification", async () => {
    expect(await findings({ deploy, certification: true })).toEqual([]);
  });

  it("has none after ask deploy has written its functions into the working copy", async () => {
    const functions = '"smartHome": {\n  "endpoint": { "uri": "arn:aws:lambda:us-east-1:123456789012:function:f" },';
    await project().change(SKILL, '"smartHome": {', functions);
    await project().write(SKILL, JSON.stringify(JSON.parse(await project().read(SKILL)), null, 2));
    expect(await findings()).toEqual([]);
  });
});

describe("a fault in the manifest", () => {
  it.each([
    ["an API that is misspelt", '"protocolVersion"', '"protocolVersoin"', ["manifest", "manifest", "smart-home"]],
    ["a protocol version that is not certified", '"protocolVersion": "3"', '"protocolVersion": "2"', ["smart-home"]],
    ["another category", '"SMART_HOME"', '"GAMES"', ["smart-home"]],
    [
      "a permission that there is not",
      "alexa::async_event:write",
      "alexa::async_events:write",
      ["manifest", "smart-home"],
    ],
    ["no example phrase", '"Alexa, show the porch"\n', "\n", ["locales"]],
    ["four example phrases", '"Alexa, show the porch"\n', '"a", "b", "c", "d"\n', ["locales"]],
    ["an empty summary", '"See your porch."', '" "', ["locales"]],
    ["a privacy policy that is no address", "https://cameras.invalid/privacy", "/privacy", ["locales"]],
    ["an icon that is not there", "assets/images/small.png", "assets/images/tiny.png", ["icons"]],
    ["an icon from the web", "file://assets/images/small.png", "https://cameras.invalid/small.png", ["icons"]],
    ["an ARN in a text", "See your porch.", "See arn:aws:lambda:us-east-1:123456789012:function:f", ["deployed-parts"]],
  ])("is found by file and line: %s", async (_, from, to, found) => {
    const line = await project().change(SKILL, from, to);
    const places = (await findings()).filter(({ rule }) => rule !== "ask-cli-format");
    expect(places.map(({ rule }) => rule)).toEqual(found);
    expect(places.map(({ file }) => file)).toEqual(found.map(() => SKILL));
    // What is missing is told of at what it is missing in.
    for (const each of places) expect(Math.abs((each.line ?? 0) - line)).toBeLessThanOrEqual(2);
    for (const { what, remedy } of places) expect([what, remedy].join(" ").length).toBeGreaterThan(30);
  });

  it("is found where a locale is none of smart home's", async () => {
    const text = await project().read(SKILL);
    await project().write(SKILL, text.replaceAll("en-US", "sv-SE"));
    expect(await places()).toContain(`locales ${SKILL}:${await lineWith(SKILL, '"sv-SE": {')}`);
  });

  it("is found where an icon has another size than Alexa wants", async () => {
    await project().write("skill-package/assets/images/small.png", png(512, 512));
    const [found] = await findings();
    expect(found?.what).toBe("en-US: skill-package/assets/images/small.png has 512 × 512 pixels, not 108 × 108.");
  });

  it("is found where an icon is no PNG", async () => {
    await project().write("skill-package/assets/images/large.png", "GIF89a, and much that follows it");
    expect((await findings())[0]?.what).toContain("is no PNG");
  });

  it("is found where there are no testing instructions", async () => {
    await project().change(SKILL, "Link the account tester@cameras.invalid and say “Alexa, show the porch”.", "");
    expect(await places()).toEqual([`testing-instructions ${SKILL}:${await lineWith(SKILL, "testingInstructions")}`]);
  });

  it("is found where account linking lies in the skill package", async () => {
    await project().write("skill-package/accountLinking.json", "{}");
    expect(await places()).toEqual(["package-files skill-package/accountLinking.json"]);
  });

  it("is the only finding where the file is no JSON", async () => {
    const line = await project().change(SKILL, '"SMART_HOME",', '"SMART_HOME"');
    expect(await places()).toEqual([`files ${SKILL}:${line + 1}`]);
  });

  it("is asked about where the API is nearly smart home", async () => {
    const line = await project().change(SKILL, '"smartHome"', '"smarthome"');
    const [ofSchema, ours, ...more] = await findings();
    expect([ofSchema?.rule, ours?.rule, more]).toEqual(["manifest", "smart-home", []]);
    expect(ours).toMatchObject({ line, what: 'There is no API "smarthome". Did you mean "smartHome"?' });
  });
});
