import type { Found } from "../finding.ts";
import type { Rule } from "../inspected.ts";

const packed = ["lambda", "protocol", "signaling-client"];
/** An import of zod as a whole; one of types alone is gone when the code is packed. */
const whole =
  /^[^\S\n]*(?:import|export)\s(?!\s*type\b)[^;"']*?["']zod(?:\/v[34])?["']|\bimport\(\s*["']zod(?:\/v[34])?["']\s*\)/gm;

/** The functions' code takes zod's small half: the whole is not shaken out of the zip, and is loaded before any answer. */
export const zodImports: Rule = {
  name: "zod-imports",
  async check({ project }) {
    const listed = await Promise.all(packed.map((folder) => project.list(folder)));
    const sources = listed.flat().filter((path) => path.endsWith(".ts"));
    const texts = await project.readAll(sources);
    return sources.flatMap((path, index) => importsOf(path, texts[index] ?? ""));
  },
};

function importsOf(file: string, text: string): readonly Found[] {
  return [...text.matchAll(whole)].map(({ 0: statement, index }) => ({
    file,
    line: text.slice(0, index + statement.length).split("\n").length,
    what: "This takes the whole of zod into the functions' code: some 60 KB more, and a slower first answer.",
    remedy: 'Write import * as z from "zod/mini".',
  }));
}
