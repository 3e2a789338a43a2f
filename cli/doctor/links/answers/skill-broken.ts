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

/**
 * What is broken when the cameras answer the doctor and the skill refuses all the same: the skill is.
 * @param asked such as "Discover".
 */
export async function refusedBySkill(
  patient: Patient,
  asked: string,
  { type, code = "", sentence }: Refusal,
): Promise<Broken> {
  const advice = (await patient.read(readAdvice)).get(code);
  const said = sentence === "" ? `${type} and no reason.` : `${type}: ${sentence}`;
  return new Broken({
    breakage: "skill-refuses",
    sentence: `The skill answers ${asked} with ${said}`,
    ...(advice !== undefined && { code }),
    remedy: { say: advice ?? "Look into the function's log: its last lines say why." },
  });
}

/** A function that threw, or broke Alexa's interface. */
export function skillFails(what: string, remedy: Remedy): Broken {
  return new Broken({ breakage: "skill-fails", sentence: `The skill is broken: ${what}.`, remedy });
}
