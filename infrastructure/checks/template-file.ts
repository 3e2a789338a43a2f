import { parseTemplate, type Template } from "../../rehearsal/deploy-targets/cloudformation/template.ts";
import { type LineOf, linesOf, type ValuePath } from "./line-of.ts";

/** A CloudFormation template. It is read when a rule first asks for it, and once: YAML of its length takes a while. */
export interface TemplateFile {
  /** Below the root. */
  readonly path: string;
  readonly text: string;
  /** What it says; an error where it is no template. */
  parsed(): Template | Error;
  readonly lineOf: LineOf;
}

/** A template that is read when it is needed. */
export function templateFile(path: string, text: string): TemplateFile {
  let parsed: Template | Error | undefined;
  let lineOf: LineOf | undefined;
  return {
    path,
    text,
    parsed() {
      parsed ??= parse(text);
      return parsed;
    },
    lineOf(at: ValuePath) {
      lineOf ??= linesOf(text);
      return lineOf(at);
    },
  };
}

function parse(text: string): Template | Error {
  try {
    return parseTemplate(text);
  } catch (error) {
    return error as Error;
  }
}
