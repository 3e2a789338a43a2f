import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";
import { asRecord, type JsonFile } from "../json-file.ts";
import type { ValuePath } from "../line-of.ts";
import { textsIn } from "./texts-in.ts";

/**
 * No function's ARN, endpoint or event in a manifest that others will deploy: SMAPI refuses a function that does not
 * let this very skill invoke it. Source: ask-cli's issue 365.
 */
export const deployedParts: Rule = {
  name: "deployed-parts",
  check: ({ packages, project: { isCommit } }) =>
    packages.flatMap(({ manifest }) => [...blocksOf(manifest, isCommit), ...arnsOf(manifest)]),
};

function blocksOf(manifest: JsonFile, isCommit: boolean): readonly Found[] {
  const apis = Object.keys(manifest.recordAt(["manifest", "apis"]));
  const blocks: ValuePath[] = [
    ...apis.flatMap((api) => ["endpoint", "regions"].map((key) => ["manifest", "apis", api, key])),
    ["manifest", "events"],
  ];
  return blocks
    .filter((path) => manifest.at(path) !== undefined)
    .map((path) => ({
      file: manifest.path,
      line: manifest.lineOf(path),
      what: `"${path.at(-1)}" is what \`ask deploy\` writes after a deploy; committed, it breaks everybody else's first one.`,
      remedy: `Delete the block${isCommit ? ", and commit" : ""}. The next deploy writes it again, into the working copy.`,
    }));
}

function arnsOf(manifest: JsonFile): readonly Found[] {
  const inBlocks = (path: ValuePath) =>
    path[1] === "events" || (path[1] === "apis" && ["endpoint", "regions"].includes(String(path[3])));
  return textsIn(asRecord(manifest.value))
    .filter(({ path, text }) => /\barn:aws[a-z-]*:/.test(text) && !inBlocks(path))
    .map(({ path }) => ({
      file: manifest.path,
      line: manifest.lineOf(path),
      what: "An ARN of somebody's AWS account stands here.",
      remedy: "Take it out: it is of one account, and the file is everybody's.",
    }));
}
