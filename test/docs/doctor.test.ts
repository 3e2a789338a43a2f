import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { chain } from "../../cli/doctor/links/chain.ts";

const page = readFileSync(new URL("../../docs/doctor.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| .+\. ?(?:\(.+\) )?\|$/gm)].map(([, id]) => id);
const links = [...chain.before, ...chain.ofCamera, ...chain.after];

describe("docs/doctor.md", () => {
  it("has a row for each link, in their order", () => {
    expect(rows).toEqual([...new Set(links.map(({ id }) => id))]);
  });
});

describe("the doctor's chain", () => {
  it("has no link twice in one installation", () => {
    for (const kind of ["deployed", "rehearsed"] as const) {
      const ids = links.filter(({ of }) => of === undefined || of === kind).map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it("names what it looks at in words that follow “Looking at”", () => {
    for (const { title } of links) expect(title).toMatch(/^\S.{2,32}\S$/);
  });
});
