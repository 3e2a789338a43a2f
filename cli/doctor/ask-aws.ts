import { type Asked, explain, nameOf } from "../cameras/aws-call.ts";
import { Broken, NotExamined } from "./link.ts";

/**
 * Waits for a call of an AWS client that the examination cannot do without.
 * @throws {Broken} that says what happened and what to type.
 */
export async function askAws<Reply>(asked: Asked, reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    throw brokenBy(error, asked);
  }
}

/**
 * Waits for a call that the examination can do without, where the caller is not allowed to make it.
 * @throws {NotExamined} when it is denied, and {Broken} as {@link askAws}.
 */
export async function askAwsIfAllowed<Reply>(asked: Asked, reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    if (!isDenied(error)) throw brokenBy(error, asked);
    throw new NotExamined(`these AWS credentials may not do ${asked.action}`);
  }
}

/** Whether AWS refused a call for want of a permission. */
export function isDenied(error: unknown): boolean {
  return /^(AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(nameOf(error));
}

function brokenBy(error: unknown, asked: Asked): Broken {
  const [sentence = "", ...remedy] = explain(error, asked).split(": ");
  const breakage = isDenied(error) ? "aws-denied" : "aws-unreachable";
  const say = remedy.length > 0 ? remedy.join(": ") : "try again; if it stays so, look at AWS's health page";
  return new Broken({ breakage, sentence: asSentence(sentence), remedy: { say: asSentence(say) } }, { cause: error });
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
