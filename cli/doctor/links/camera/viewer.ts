import { type CameraLink, NotExamined } from "../../link.ts";
import { readAlexaOffer } from "../../reads/alexa-offer.ts";
import { isAnswered, isRefused, outcomeOf } from "../../reads/outcome.ts";
import { readViewer } from "../../reads/viewer.ts";
import { didWith, seenOf } from "./describe-way.ts";
import { diagnose } from "./diagnose.ts";
import { refusedByKvs } from "./kvs-refusal.ts";

/** The same camera by ConnectAsViewer, which matters where the skill asks it so. */
export const viewerLink: CameraLink = {
  id: "viewer",
  title: "the answer to a viewer",
  async examine(patient, camera) {
    const viewer = await patient.readOf(camera, readViewer);
    if (outcomeOf(viewer) === "usable") return seenOf(viewer);
    if (isRefused(viewer)) {
      if (camera.signaling === "viewer") throw refusedByKvs(viewer.failure, "ConnectAsViewer", camera);
      throw new NotExamined(`it ${didWith(viewer)}, and the skill does not need that`);
    }
    const alexa = await patient.readOf(camera, readAlexaOffer);
    if (!isAnswered(camera, alexa, viewer)) throw await diagnose(patient, camera, alexa, viewer);
    return { seen: didWith(viewer), notes: ["The skill does not need that: the other way brings an answer."] };
  },
};
