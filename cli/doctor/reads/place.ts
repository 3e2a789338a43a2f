import { type Place, placeOfStack, runningRehearsal } from "../../cameras/place.ts";
import { Broken } from "../link.ts";
import type { Patient, Reader } from "../patient.ts";
import { startRehearsal } from "../remedies/start-rehearsal.ts";
import { npmRun } from "./npm-run.ts";
import { readStack } from "./stack.ts";

/**
 * Where the installation keeps its cameras, grants and marks.
 * @throws {Broken} where there is no such place, or the stack cannot be read.
 */
export const readPlace: Reader<Place> = async (patient) =>
  patient.kind === "rehearsed" ? placeOfRehearsal(patient) : placeOfDeployed(patient);

async function placeOfRehearsal({ dataDirectory }: Patient): Promise<Place> {
  const place = await runningRehearsal(dataDirectory).catch((error: Error) => {
    const sentence = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
    throw new Broken({
      breakage: "rehearsal-too-small",
      sentence,
      remedy: { say: "Stop it, and start a whole one: npm start." },
    });
  });
  if (place !== undefined) return place;
  throw new Broken({
    breakage: "rehearsal-not-running",
    sentence: `No rehearsal runs on ${dataDirectory} any more.`,
    remedy: startRehearsal({ dataDirectory }),
  });
}

async function placeOfDeployed(patient: Patient): Promise<Place> {
  const stack = await patient.read(readStack);
  const { name, region } = stack;
  try {
    return placeOfStack(stack, stack);
  } catch {
    throw new Broken({
      breakage: "stack-without-table",
      sentence: `The stack ${name} in ${region} says nothing of its table: its template has no output TableName.`,
      remedy: {
        say: "Deploy the skill again with this project's template.",
        type: [npmRun("deploy", patient)],
      },
    });
  }
}
