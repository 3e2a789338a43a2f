import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";

/** What AWS invokes. */
const entryPoints = ["lambda/index.ts", "lambda/camera-events.ts", "lambda/snapshot.ts"];
/** A third parameter by the names that it has wherever Lambda handlers with callbacks are written. */
const callback = /,\s*(?:callback|cb|done)\s*(?:[:,)=]|\?:)/g;

/**
 * From Node.js 24 on AWS's runtime refuses a handler with a third parameter, before the first invocation. This sees one
 * by its name; what the packed handlers really take is held by a test of theirs.
 * Source: AWS Lambda developer guide, "Define Lambda function handler in Node.js".
 */
export const handlers: Rule = {
  name: "handlers",
  async check({ project }) {
    const there = await Promise.all(entryPoints.map(async (path) => ((await project.read(path)) ? [path] : [])));
    const paths = there.flat();
    const texts = await project.readAll(paths);
    return paths.flatMap((path, index) => callbacksOf(path, texts[index] ?? ""));
  },
};

function callbacksOf(file: string, text: string): readonly Found[] {
  return [...text.matchAll(callback)].map(({ 0: found, index }) => ({
    file,
    line: text.slice(0, index + found.length).split("\n").length,
    what: "A handler with a callback: AWS's runtime of Node.js 24 does not start it.",
    remedy: "Make it async, take event and context alone, and return what the callback would get.",
  }));
}
