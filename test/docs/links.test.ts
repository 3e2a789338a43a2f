import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
/** The folders that a path of this repository begins with; those that a build makes are not among them. */
const folders = new Set(
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => name !== "dist" && name !== "node_modules"),
);

const textOf = (document: string) => readFileSync(join(root, document), "utf8");
/** A document without its examples: what stands in those need not exist. */
const proseOf = (document: string) => textOf(document).replace(/^( *)```[\s\S]*?^ *```/gm, "");
const thereIs = (path: string) => existsSync(join(root, path));

/** Where the links and pictures of a document lead to that are not on the web. */
function linksIn(document: string): string[] {
  return [...proseOf(document).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** What stands in backticks and looks like a path of this repository: `folder/…`, with nothing to be filled in. */
function pathsIn(document: string): string[] {
  return [...proseOf(document).matchAll(/`([\w.-]+(?:\/[\w.-]*)+)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => folders.has(path.split("/")[0] ?? ""));
}

/** The anchors that GitHub gives a document's headings. */
function anchorsOf(document: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of proseOf(document).matchAll(/^#+ (.+)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    let free = anchor;
    for (let again = 1; anchors.has(free); again += 1) free = `${anchor}-${again}`;
    anchors.add(free);
  }
  return anchors;
}

/** A link that leads nowhere, or to a heading that is not there. */
function isBroken(document: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document : join(dirname(document), path);
  if (!thereIs(file)) return true;
  return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).has(anchor);
}

describe("the documents", () => {
  it("link and name something at all", () => {
    expect(documents.flatMap(linksIn).length).toBeGreaterThan(20);
    expect(documents.flatMap(pathsIn).length).toBeGreaterThan(20);
  });

  it.each(documents)("of %s, every link leads somewhere", (document) => {
    expect(linksIn(document).filter((target) => isBroken(document, target))).toEqual([]);
  });

  it.each(documents)("of %s, every path that it names is there", (document) => {
    expect(pathsIn(document).filter((path) => !thereIs(path))).toEqual([]);
  });
});
