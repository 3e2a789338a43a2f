import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { type CameraLink, NotExamined, type Seen } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAlexaOffer } from "../../reads/alexa-offer.ts";
import { isAnswered, isRefused, outcomeOf } from "../../reads/outcome.ts";
import type { WayTried } from "../../reads/try-way.ts";
import { readViewer } from "../../reads/viewer.ts";
import { changeCamera } from "../../remedies/change-camera.ts";
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
async function asViewer(patient: Patient, camera: CameraRecord, alexa: WayTried, viewer: WayTried): Promise<Seen> {
  const outcome = outcomeOf(alexa);
  return {
    seen: `${didWith(alexa)}; but it ${didWith(viewer)}`,
    notes: [
      ...(outcome === "none" || outcome === "late" ? [C_SDK] : []),
      camera.signaling === "viewer"
        ? "The skill asks it as viewer alone, as its record says."
        : `The skill asks it as viewer too, two seconds later or when the other way comes back with nothing. ${await sparing(patient, camera)}`,
    ],
    stages: alexa.stages as Record<string, number>,
  };
}

/** How the skill asks it as viewer alone. */
async function sparing(patient: Patient, camera: CameraRecord): Promise<string> {
  const say = "With this the first view is spared that:";
  const change = { say, flags: ["--signaling", "viewer"], inFile: '"signaling": "viewer"' };
  const { say: how, type = [] } = await changeCamera(patient, camera, change);
  return [how, ...type].join(" ");
}
