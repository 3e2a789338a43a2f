import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { Discord, Items } from "../../reads/item.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";

const says: Readonly<Record<Exclude<Discord["kind"], "left-over">, (userId: string) => string>> = {
  unsettled: () => "is being changed, or a change of it was cut",
  missing: (userId) => `is not among the cameras of its owner ${userId}`,
  different: (userId) => `is another one among the cameras of its owner ${userId}`,
  illegal: (userId) => `stands among the cameras of its owner ${userId} as what is no camera`,
};

/**
 * Each user's own copy of a camera, by which discovery finds it, says what the camera's record does.
 * @throws {Broken} `registry-unsettled` where an owner's does not, and `registry-left-over` where somebody has one who
 * is no owner, or one of a camera that is not there.
 */
export function refuseCopies(patient: Patient, { legal, orphans }: Items): void {
  for (const { record, discords } of legal) {
    for (const discord of discords) throw brokenBy(patient, record, discord);
  }
  const [orphan] = orphans;
  if (orphan === undefined) return;
  throw new Broken({
    breakage: "registry-left-over",
    sentence: `${orphan.userId} has a camera ${JSON.stringify(orphan.id)} that is not registered.`,
    remedy: {
      say: "This takes it from everybody who has it.",
      type: [camerasCommand(patient, "remove", orphan.id, "--yes")],
    },
  });
}

function brokenBy(patient: Patient, { id, name }: CameraRecord, { kind, userId = "" }: Discord): Broken {
  if (kind === "left-over") {
    return new Broken({
      breakage: "registry-left-over",
      sentence: `${userId} has ${name} (${id}), and is no owner of it.`,
      remedy: {
        say: `This takes it from that user. To let it be theirs, say the first line alone.`,
        type: [
          camerasCommand(patient, "share", id, userId, "--no-event"),
          camerasCommand(patient, "unshare", id, userId, "--yes"),
        ],
      },
    });
  }
  return new Broken({
    breakage: "registry-unsettled",
    sentence: `${name} (${id}) ${says[kind](userId)}.`,
    remedy: {
      say: `This writes again what its record says${kind === "unsettled" ? "; what was cut and not done by it is to be said again" : ""}.`,
      type: [camerasCommand(patient, "add", id)],
    },
  });
}
