import { describe, expect, it } from "@jest/globals";
import { doctorCommand } from "../../../cli/doctor/doctor-command.ts";
import { formatLink } from "../../../cli/doctor/print-link.ts";
import { formatRemedy } from "../../../cli/doctor/print-remedy.ts";

const link = { link: "alexa-offer", title: "the answer to Alexa's offer", milliseconds: 12 };

describe("a link, printed", () => {
  it("says on one line what was looked at and what was seen", () => {
    const text = formatLink({ ...link, outcome: "ok", sentence: "five verdicts passed" }, undefined);
    expect(text).toBe("✔ the answer to Alexa's offer         five verdicts passed");
  });

  it("has times and notes below it", () => {
    const examined = { ...link, outcome: "ok" as const, sentence: "came", stages: { answer: 1_240 }, notes: ["Slow."] };
    expect(formatLink(examined, undefined).split("\n").slice(1)).toEqual([
      `${" ".repeat(38)}answer 1,240 of 6,000 ms`,
      `${" ".repeat(38)}! Slow.`,
    ]);
  });

  it("says why it was not examined", () => {
    expect(formatLink({ ...link, outcome: "skipped", sentence: "not allowed" }, undefined)).toContain(
      "not examined: not allowed",
    );
  });

  it("stays within the terminal", () => {
    const sentence = "the camera answered after more than six seconds, and Alexa had given up by then";
    const lines = formatLink({ ...link, outcome: "broken", sentence }, 70).split("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(70);
  });
});

describe("a remedy, printed", () => {
  const broken = { link: "roles", breakage: "permission-missing", sentence: "It may not." };

  it("has each command on a line that can be copied", () => {
    const command = `aws iam put-role-policy --policy-document '${"x".repeat(200)}'`;
    const text = formatRemedy({ ...broken, remedy: { say: "Give it.", type: [command, "npm run deploy"] } }, 60);
    expect(text.split("\n")).toEqual(expect.arrayContaining([`    ${command}`, "    npm run deploy"]));
  });

  it("says where what is to be written instead", () => {
    const write = { file: "ask-resources.json", line: 9, instead: '"eu-west-1"', text: '"us-east-1"' };
    const text = formatRemedy({ ...broken, remedy: { say: "Go back.", write } }, undefined);
    expect(text).toMatch(/In ask-resources\.json, line 9, instead of\n {4}"eu-west-1"\n {2}write\n {4}"us-east-1"/);
  });

  it("ends with the line by which the same installation is examined again", () => {
    const options = { data: ".rehearsal", profile: "work", alexaRegion: "EU", camera: "door", tokenFile: "my token" };
    const again = doctorCommand(options);
    expect(again).toBe(
      "npx camera-skill doctor --camera door --token-file 'my token' --profile work --alexa-region EU",
    );
    expect(formatRemedy({ ...broken, remedy: { say: "Look." } }, undefined, again)).toContain(
      `Then once more: ${again}\n`,
    );
    expect(doctorCommand({ data: "/elsewhere", rehearsal: true, json: true })).toBe(
      "npx camera-skill doctor --rehearsal --data /elsewhere",
    );
  });

  it("names what is to run meanwhile, and where the code is explained", () => {
    const remedy = { say: "Look.", alongside: "npx camera-skill cameras play front-door" };
    const text = formatRemedy({ ...broken, code: "camera-offline", remedy }, undefined);
    expect(text).toContain("In a second terminal, meanwhile\n    npx camera-skill cameras play front-door");
    expect(text).toContain("npx camera-skill doctor --explain camera-offline");
  });
});
