import { describe, expect, it } from "@jest/globals";
import { tableOf } from "../../../rehearsal/breakages/table.ts";

const played = (name: string, remedy: string) => ({
  name,
  named: "clock: clock-skew",
  remedy,
  milliseconds: { broken: 2_700, well: 9_000 },
});
const long = "x".repeat(200);

describe("the table of what was found and mended", () => {
  it("is nothing where nothing was", () => {
    expect(tableOf([])).toEqual([]);
  });

  it("has a line for each breakage, in columns", () => {
    expect(tableOf([played("clock-skew", "sudo timedatectl set-ntp true"), played("ask", "npm run deploy")])).toEqual([
      "",
      "breakage    the doctor named   ms    what was done about it",
      "clock-skew  clock: clock-skew  2700  sudo timedatectl set-ntp true",
      "ask         clock: clock-skew  2700  npm run deploy",
      "",
    ]);
  });

  it("cuts remedies to the terminal's width, and to a readable beginning where that is narrow", () => {
    const wide = (columns?: number) => tableOf([played("clock-skew", long)], columns)[2]?.length;
    expect([wide(120), wide(80), wide(40), wide()]).toEqual([120, 80, 61, 97]);
  });
});
