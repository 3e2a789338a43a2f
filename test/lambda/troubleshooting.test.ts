import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { failures } from "../../lambda/failure.ts";

const page = readFileSync(new URL("../../docs/troubleshooting.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .map((line) => /^\| `([a-z-]+)` \| ([A-Z_]+) \| (.+) \| (.+) \|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, code = "", alexaType = "", happened = "", toDo = ""]) => ({ code, alexaType, happened, toDo }));

describe("docs/troubleshooting.md", () => {
  it("has one row for each failure, and none for anything else", () => {
    expect(rows.map(({ code }) => code).toSorted()).toEqual(Object.keys(failures).toSorted());
  });

  it.each(Object.entries(failures))(
    "says of %s what Alexa gets, what happened and what to do",
    (code, { alexaType }) => {
      const row = rows.find((candidate) => candidate.code === code);
      expect(row?.alexaType).toBe(alexaType);
      expect(row?.happened).toMatch(/\w.*\.$/);
      expect(row?.toDo).toMatch(/\w.*\.$/);
    },
  );
});

describe("each failure's sentence", () => {
  it.each(Object.entries(failures))(
    "of %s is one sentence and says what to do after a colon",
    (_code, { sentence }) => {
      expect(sentence).toMatch(/^[A-Z][^\n]+: .+\.$/);
    },
  );
});
