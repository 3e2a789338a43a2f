import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { failures } from "../../../lambda/failure.ts";
import { harmlessDirectives } from "../../../rehearsal/certification/deployed-target.ts";
import { certificationItems } from "../../../rehearsal/certification/list.ts";
import { sources } from "../../../rehearsal/certification/sources.ts";

const root = join(import.meta.dirname, "../../..");
const document = readFileSync(join(root, "docs/certification.md"), "utf8");
const rows = document.split("\n").filter((line) => /^\| `[a-z][a-z0-9-]*` /.test(line));

/** The row of an item, as its cells. */
const cellsOf = (id: string) =>
  rows
    .find((row) => row.startsWith(`| \`${id}\` `))
    ?.split(" | ")
    .map((cell) => cell.replace(/^\| | \|$/g, "").trim()) ?? [];

describe("docs/certification.md", () => {
  it("has a whole row for each item", () => {
    for (const { id, title, kind, source } of certificationItems) {
      const [head, from, ...columns] = cellsOf(id);
      const person = kind === "automatic" ? "" : " *A person must look.*";
      expect(head).toBe(`\`${id}\` ${title}.${person}`);
      expect(from).toBe(`[${source.title}](${source.url})`);
      expect(columns).toHaveLength(4);
      expect(columns).not.toContain("");
    }
  });

  it("has a row for nothing else, and each id once", () => {
    const ids = certificationItems.map(({ id }) => id);
    expect(rows.map((row) => /`([a-z0-9-]+)`/.exec(row)?.[1])).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every directive that a deployed function gets, and the codes that there are", () => {
    for (const key of harmlessDirectives) expect(document).toContain(key.split(".").at(-1));
    const named = [...document.matchAll(/`(?:code|outcome)` `([a-z-]+)`/g)].map(([, code]) => code ?? "");
    expect(named.length).toBeGreaterThan(10);
    for (const code of named.filter((name) => name !== "answered")) expect(Object.keys(failures)).toContain(code);
  });

  it("has log lines that the functions write", () => {
    // The names of log lines are texts in the code of lambda/.
    const written = readLambda();
    const named = rows.flatMap((row) => [...(row.split(" | ").at(-1) ?? "").matchAll(/`([a-z]+ [a-z ,]+)`/gi)]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([, line]) => line).filter((line) => !written.includes(`"${line}"`))).toEqual([]);
  });

  it("has sources of Amazon's alone", () => {
    for (const { url } of Object.values(sources)) {
      expect(url).toMatch(/^https:\/\/developer\.amazon\.com\/en-US\/[\w/-]+(\.html)?$/);
    }
  });
});

/** All of lambda/, as text. */
function readLambda(): string {
  const files = readdirSync(join(root, "lambda"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, "lambda", file), "utf8"))
    .join("\n");
}
