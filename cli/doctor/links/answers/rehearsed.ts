import type * as z from "zod/mini";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { discover } from "../../../../rehearsal/certification/directives.ts";
import { splitCode } from "../../../../rehearsal/echo-show/sentences.ts";
import { replayReportSchema } from "../../../../rehearsal/replay/report.ts";
import { viewReportSchema } from "../../../../rehearsal/view/report.ts";
import { callRehearsal } from "../../../call-rehearsal.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readChosenCameras } from "../../reads/chosen-cameras.ts";
import { readPlace } from "../../reads/place.ts";
import { refusedBySkill, skillFails } from "./skill-broken.ts";

const FRAMES = 10;
const restart = {
  say: "Stop the rehearsal by Ctrl-C and start it again; with npm start -- --verbose it shows what the skill logs.",
};

/** What the rehearsal's skill answers to Discover and to a view, as its Alexa sends them. */
export const rehearsedAnswers: Link = {
  id: "answers",
  title: "what the skill answers",
  of: "rehearsed",
  async examine(patient) {
    const { error, problem, milliseconds } = await ask(
      patient,
      "/replays",
      { envelope: discover(undefined) },
      replayReportSchema,
    );
    if (error !== undefined) throw await refusedBySkill(patient, "Discover", error);
    if (problem !== undefined) throw skillFails(problem, restart);

    const { rehearsal } = await patient.read(readPlace);
    const isKnown = ({ owners }: CameraRecord) => rehearsal !== undefined && owners.includes(rehearsal.userId);
    const camera = (await patient.read(readChosenCameras)).find(isKnown);
    if (camera === undefined) return { seen: `Discover, in ${milliseconds} ms`, stages: { Discover: milliseconds } };
    const view = await ask(patient, "/views", { camera: camera.id, frames: FRAMES }, viewReportSchema);
    if (view.error !== undefined) {
      const { type, message } = view.error;
      throw await refusedBySkill(
        patient,
        `a view of ${camera.name}`,
        { type, ...splitCode(message) },
        { ofCamera: true },
      );
    }
    if (!view.ok) throw skillFails(view.problem ?? "the view brought no picture", restart);
    const answer = Math.round(view.timeline.answerEvent ?? 0);
    return {
      seen: `Discover, and ${camera.name}'s answer after ${answer} ms, with its picture`,
      stages: { Discover: milliseconds, answer },
    };
  },
};

/** @throws {Broken} with the rehearsal's own words when it refuses, as it does while the skill is disabled. */
async function ask<Schema extends z.core.$ZodType>(
  { dataDirectory }: Patient,
  path: string,
  body: object,
  schema: Schema,
): Promise<z.infer<Schema>> {
  try {
    return await callRehearsal(dataDirectory, path, body, schema);
  } catch (error) {
    const [sentence = "", ...remedy] = (error as Error).message.split(": ");
    const say = remedy.length > 0 ? remedy.join(": ") : restart.say;
    throw new Broken({ breakage: "rehearsal-refuses", sentence, remedy: { say } }, { cause: error });
  }
}
