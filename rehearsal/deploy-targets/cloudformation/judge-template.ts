import { setFlagsFromString } from "node:v8";
import type { Engine } from "@aws/cloudformation-validate";

/** What is to be said about a template. */
export interface TemplateFinding {
  /** FATAL and ERROR: AWS would refuse the template, or fail at it. */
  readonly severity: "FATAL" | "ERROR" | "WARN" | "INFO" | "DEBUG";
  /** The rule's id, such as `F3002`. */
  readonly rule: string;
  readonly message: string;
  /** In the template's text, from 1; undefined of the text as a whole. */
  readonly line: number | undefined;
}

/** The longest template that a call may carry, in bytes. Source: CloudFormation API reference, CreateStack. */
export const TEMPLATE_BODY_BYTES = 51_200;

let engine: Promise<Engine> | undefined;

/**
 * Judges a template offline, by AWS's own @aws/cloudformation-validate and the limit of its size. The first call loads
 * the rules, which takes seconds.
 */
export async function judgeTemplate(text: string): Promise<readonly TemplateFinding[]> {
  const bytes = Buffer.byteLength(text);
  const tooLong: TemplateFinding = {
    severity: "ERROR",
    rule: "template-too-long",
    message: `The template has ${bytes} bytes; a deploy sends at most ${TEMPLATE_BODY_BYTES}.`,
    line: undefined,
  };
  engine ??= loadEngine();
  const { diagnostics } = (await engine).validateStandard({ path: "template", readBytes: () => Buffer.from(text) });
  const findings = diagnostics.map(({ severity, ruleId, message, startLine }) => ({
    severity,
    rule: ruleId,
    message,
    line: startLine,
  }));
  return bytes > TEMPLATE_BODY_BYTES ? [tooLong, ...findings] : findings;
}

async function loadEngine(): Promise<Engine> {
  // V8 would compile its WebAssembly a second time in the background, for speed that a few templates have no use for:
  // seconds of every processor, and the end of the process waits for them.
  setFlagsFromString("--liftoff-only");
  // It reads its ten megabytes as it is loaded: whoever judges no template does not wait for that.
  const { CelEngine } = await import("@aws/cloudformation-validate");
  return new CelEngine();
}
