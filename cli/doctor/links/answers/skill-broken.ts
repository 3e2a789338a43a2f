import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAdvice } from "../../reads/advice.ts";

/** What the skill answered instead of what it was asked for. */
export interface Refusal {
  /** The error's type, as Alexa gets it. */
  readonly type: string;
  /** The stable code at the beginning of its message, where it has one. */
  readonly code?: string | undefined;
  /** The rest of the message. */
  readonly sentence: string;
}

/** The doctor reads the record anew; whoever has just followed a remedy would be sent to what is right already. */
const REMEMBERS =
  "A running function remembers a camera's record for a minute: if you have just changed it, wait that long and ask once more. Otherwise: ";
const isOfAccount = (code: string) => /^(token|identity)-/.test(code);

/**
 * What is broken when the cameras answer the doctor and the skill refuses all the same: the skill is.
 * @param asked such as "Discover".
 * @param ofCamera whether it was asked for one camera, whose record it may remember from before a change.
 */
export async function refusedBySkill(
  patient: Patient,
  asked: string,
  { type, code = "", sentence }: Refusal,
  { ofCamera = false } = {},
): Promise<Broken> {
  const advice = (await patient.read(readAdvice)).get(code);
  const say = advice ?? "Look into the function's log: its last lines say why.";
  const said = sentence === "" ? `${type} and no reason.` : `${type}: ${sentence}`;
  return new Broken({
    breakage: "skill-refuses",
    sentence: `The skill answers ${asked} with ${said}`,
    ...(advice !== undefined && { code }),
    remedy: { say: `${ofCamera && !isOfAccount(code) ? REMEMBERS : ""}${say}` },
  });
}

/** A function that threw, or broke Alexa's interface. */
export function skillFails(what: string, remedy: Remedy): Broken {
  return new Broken({ breakage: "skill-fails", sentence: `The skill is broken: ${what}.`, remedy });
}
