import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { explain } from "../../../cli/doctor/explain.ts";
import { readTroubleshooting } from "../../../cli/doctor/troubleshooting.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { WrongUsage } from "../../../cli/wrong-usage.ts";
import { failures } from "../../../lambda/failure.ts";
import { run } from "../run.ts";

const page = readFileSync(new URL("../../../docs/troubleshooting.md", import.meta.url), "utf8");
let printed: string[];
beforeEach(() => {
  printed = [];
});

function terminal(columns?: number): Terminal {
  return {
    columns,
    progress: { show() {}, fail() {}, clear() {} },
    isLive: false,
    print: (text) => void printed.push(text),
    tell() {},
    ask: undefined,
    failed() {},
  };
}

const explained = (code: string, columns?: number): string => {
  explain({ code }, page, terminal(columns));
  return printed.join("\n");
};

describe("doctor --explain", () => {
  it.each(Object.entries(failures))("explains %s as the page does", (code, { alexaType }) => {
    explain({ code, json: true }, page, terminal());
    const entry = JSON.parse(printed.join());
    expect(entry).toMatchObject({ code, alexaType });
    for (const text of [entry.meaning, entry.remedy]) {
      // A link is told by its place in the package, which the page leaves out.
      const [before] = text.split("docs/");
      expect(page).toContain(before);
    }
  });

  it("says what Alexa gets and may say, what it means and what to do", () => {
    const text = explained("camera-offline");
    expect(text).toMatch(/^camera-offline \(The camera\)$/m);
    expect(text).toMatch(/^ {2}Alexa gets +ENDPOINT_UNREACHABLE$/m);
    expect(text).toMatch(/^ {2}Alexa may say +“Front Door isn't responding\. Please check its network/m);
    expect(text).toMatch(/^ {2}what it means +No answer came to this view\./m);
    expect(text).toMatch(/^ {2}what to do +Check its power and network\./m);
  });

  it("says that nobody is told, where Alexa asked for nothing, and nothing of a voice where nobody listens", () => {
    expect(explained("event-undelivered")).toMatch(/Alexa gets +These are told to nobody but the log/);
    for (const code of ["event-undelivered", "grant-not-exchanged", "snapshot-missing"]) {
      printed = [];
      expect(explained(code)).not.toContain("Alexa may say");
    }
  });

  it("fits the terminal, with its words in one column", () => {
    const lines = explained("token-invalid", 60).split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.at(-3)).toMatch(/^ {17}\S/);
  });

  it("names pages by where they are in the package", () => {
    expect(explained("snapshot-missing")).toContain("docs/snapshots.md.");
  });

  it("takes a code with whatever was copied with it", () => {
    expect(explained("answer-late: The camera did not answer in time")).toContain("answer-late (The camera)");
  });

  it("lists all codes, a line each, when none is given", () => {
    explain({}, page, terminal(60));
    const lines = printed.join().split("\n");
    for (const code of Object.keys(failures))
      expect(lines.filter((line) => line.startsWith(`${code} `))).toHaveLength(1);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    printed = [];
    explain({ json: true }, page, terminal());
    expect(JSON.parse(printed.join())).toHaveLength(Object.keys(failures).length);
  });

  it.each([
    ["camera-ofline", 'there is no failure code "camera-ofline". Did you mean camera-offline?'],
    ["zebra", "npx camera-skill doctor --explain lists the codes"],
    [
      "ENDPOINT_BUSY",
      "ENDPOINT_BUSY is what Alexa gets: the code stands before the message's colon. It is one of camera-busy.",
    ],
  ])("refuses %s", (code, words) => {
    expect(() => explain({ code }, page, terminal())).toThrow(words);
    expect(() => explain({ code }, page, terminal())).toThrow(WrongUsage);
  });

  it("says so when the page has no table", () => {
    expect(() => readTroubleshooting("# Troubleshooting\n")).toThrow("has no table of codes");
  });

  it("reads a bar inside a cell, and a table at the page's end", () => {
    const text =
      "## A\n\n| code | Alexa gets | what happened | what to do |\n| --- | --- | --- | --- |\n| `a` | B | c \\| d. | E. |";
    expect(readTroubleshooting(text)).toEqual([
      { code: "a", alexaType: "B", section: "A", meaning: "c | d.", remedy: "E." },
    ]);
  });
});

describe("camera-skill doctor", () => {
  it("explains a code from the page that is installed with it", async () => {
    const { code, out } = await run("doctor", "--explain", "kvs-denied");
    expect([code, out]).toEqual([0, expect.stringContaining("infrastructure/permissions.ts")]);
  });

  it("ends with 2 for a code that there is not", async () => {
    const { code, err } = await run("doctor", "--explain", "kvs-denide");
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean kvs-denied?")]);
  });
});
