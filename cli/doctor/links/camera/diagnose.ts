import type { FailureCode } from "../../../../lambda/failure.ts";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { describeChannel } from "../../../cameras/describe.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type Outcome, outcomeOf } from "../../reads/outcome.ts";
import type { WayTried } from "../../reads/try-way.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { changeCamera } from "../../remedies/change-camera.ts";
import { didWith, reasonsOf } from "./describe-way.ts";

/** Firmware that is slow only where it may not trickle. */
export const C_SDK = "Firmware on the KVS C SDK 1.11 and newer gathers for ten seconds unless it may trickle.";

/** How a camera falls short, by what it answered with. */
interface Shortcoming {
  readonly breakage: string;
  readonly code: FailureCode;
  /** What its firmware is to do. */
  readonly say: string;
}

const tooSlow: Shortcoming = {
  breakage: "camera-too-slow",
  code: "answer-late",
  say: "Let its firmware stop gathering candidates after two seconds, and answer with what it has.",
};
const trickles: Shortcoming = {
  breakage: "camera-trickles",
  code: "answer-without-candidates",
  say: "Let its firmware finish gathering before it answers, or send its candidates right after, to the client id of the offer.",
};
const unusable: Shortcoming = {
  breakage: "answer-unusable",
  code: "answer-unusable",
  say: "Correct what its firmware answers: nothing on the way to Alexa changes it.",
};

/** No answer at all is taken for slowness: it is asked for only where the other way brought one. */
const shortcomings: Readonly<Record<Outcome, Shortcoming>> = {
  usable: tooSlow,
  late: tooSlow,
  none: tooSlow,
  refused: tooSlow,
  bare: trickles,
  unusable,
};

/**
 * Why the skill gets no answer in time from a camera that was asked both ways, and what to do. It tells a camera that is
 * gone from one that is too slow for Alexa, and both from one whose answers are of no use.
 */
export async function diagnose(
  patient: Patient,
  camera: CameraRecord,
  alexa: WayTried,
  viewer: WayTried,
): Promise<Broken> {
  const [byAlexa, asViewer] = [outcomeOf(alexa), outcomeOf(viewer)];
  const both = `${camera.name} ${didWith(alexa)}, and ${didWith(viewer)}.${reasonsOf(alexa, viewer)}`;
  if (asViewer === "usable") {
    const { breakage, code } = about(alexa);
    const why = breakage === tooSlow.breakage ? ` ${C_SDK}` : "";
    const say = "The camera works, and only its record is wrong: this has the skill ask it as viewer alone.";
    const sentence = `${both}${why} ${asked(camera)}`;
    return new Broken({ breakage, code, sentence, remedy: await askIt(patient, camera, "viewer", say) });
  }
  if (byAlexa === "usable") {
    const say = "The camera works, and only its record is wrong: this has the skill ask it in the other way.";
    const remedy = await askIt(patient, camera, "auto", say);
    const { code } = about(viewer);
    return new Broken({ breakage: "viewer-unanswered", code, sentence: `${both} ${asked(camera)}`, remedy });
  }
  const answered = [viewer, alexa].find((tried) => hasAnswered(outcomeOf(tried)));
  if (answered === undefined) return offline(patient, camera, both);
  const { breakage, code, say } = about(answered);
  return new Broken({ breakage, code, sentence: `The camera is at fault. ${both}`, remedy: { say } });
}

function hasAnswered(outcome: Outcome): boolean {
  return outcome !== "none" && outcome !== "refused";
}

/** How the camera falls short in a way; where its answer could not even be read, the code says so. */
function about(tried: WayTried): Shortcoming {
  const shortcoming = shortcomings[outcomeOf(tried)];
  const isUnreadable = tried.failure?.code === "answer-unreadable";
  return isUnreadable ? { ...shortcoming, code: "answer-unreadable" } : shortcoming;
}

const ways: Readonly<Record<CameraRecord["signaling"], string>> = {
  "alexa-offer": "by SendAlexaOfferToMaster alone",
  viewer: "as viewer alone",
  auto: "as viewer only two seconds later, and not at all after an answer of no use",
};

function asked({ signaling }: CameraRecord): string {
  return `By its record (signaling ${signaling}) the skill asks it ${ways[signaling]}.`;
}

function askIt(
  patient: Patient,
  camera: CameraRecord,
  signaling: CameraRecord["signaling"],
  say: string,
): Promise<Remedy> {
  return changeCamera(patient, camera, {
    say,
    flags: ["--signaling", signaling],
    inFile: `"signaling": "${signaling}"`,
  });
}

function offline(patient: Patient, camera: CameraRecord, both: string): Broken {
  const channel = describeChannel(camera.channelArn);
  return new Broken({
    breakage: "camera-offline",
    code: "camera-offline",
    sentence: `The camera is at fault. ${both} Probably no master is connected to the ${channel}.`,
    remedy: {
      say: `See that ${camera.name} has power and network; that it connects as master to this very ${channel}, with a key of its own that may do so; and that no other program is master there, for the newest gets all offers. Whether all the rest works shows by a camera of this project's that plays a test picture in its place, as long as this command runs.`,
      alongside: camerasCommand(patient, "play", camera.id),
    },
  });
}
