import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { type CameraLink, NotExamined, type Seen } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAlexaOffer } from "../../reads/alexa-offer.ts";
import { isAnswered, isRefused, outcomeOf } from "../../reads/outcome.ts";
import type { WayTried } from "../../reads/try-way.ts";
import { readViewer } from "../../reads/viewer.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { didWith, seenOf } from "./describe-way.ts";
import { C_SDK, diagnose } from "./diagnose.ts";
import { refusedByKvs } from "./kvs-refusal.ts";

/**
 * The camera answers an offer as Alexa's by SendAlexaOfferToMaster; or the skill asks it as viewer, and it answers that.
 * What tells the two apart is the other way, so that is gone here already where this one brings nothing.
 */
export const alexaOfferLink: CameraLink = {
  id: "alexa-offer",
  title: "the answer to Alexa's offer",
  async examine(patient, camera) {
    const alexa = await patient.readOf(camera, readAlexaOffer);
    if (outcomeOf(alexa) === "usable") return seenOf(alexa);
    if (isRefused(alexa)) {
      if (camera.signaling !== "viewer") throw refusedByKvs(alexa.failure, "SendAlexaOfferToMaster", camera);
      throw new NotExamined(`it ${didWith(alexa)}, and the skill asks it as viewer alone`);
    }
    const viewer = await patient.readOf(camera, readViewer);
    if (!isAnswered(camera, alexa, viewer)) throw await diagnose(patient, camera, alexa, viewer);
    return asViewer(patient, camera, alexa, viewer);
  },
};

/** What is told of a camera that answers as viewer alone, and is asked so. */
function asViewer(patient: Patient, { id, signaling }: CameraRecord, alexa: WayTried, viewer: WayTried): Seen {
  const outcome = outcomeOf(alexa);
  const spared = camerasCommand(patient, "add", id, "--signaling", "viewer");
  return {
    seen: `${didWith(alexa)}; but it ${didWith(viewer)}`,
    notes: [
      ...(outcome === "none" || outcome === "late" ? [C_SDK] : []),
      signaling === "viewer"
        ? "The skill asks it as viewer alone, as its record says."
        : `The skill asks it as viewer too, two seconds later or when the other way comes back with nothing. That the first view is spared this: ${spared}`,
    ],
    stages: alexa.stages as Record<string, number>,
  };
}
