import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { Items } from "../../reads/item.ts";
import { FILE } from "../../reads/items-of-file.ts";
import { readRealUsers } from "../../reads/real-users.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { inFile, whoIsSeen } from "./words.ts";

/** @throws {Broken} `no-cameras` where the registry is empty. */
export async function refuseNone(patient: Patient, { kept, legal, illegal }: Items): Promise<void> {
  if (legal.length + illegal.length > 0) return;
  const about = { breakage: "no-cameras", sentence: "No camera is registered, so Alexa discovers none." };
  if (patient.kind === "rehearsed") {
    throw new Broken({
      ...about,
      remedy: { say: "Stop the rehearsal and start it again: it registers its own cameras." },
    });
  }
  if (kept === "file") {
    throw new Broken({ ...about, remedy: inFile(patient, `Write ${FILE} as cameras.example.json has it.`) });
  }
  const [userId, ...others] = await patient.read(readRealUsers);
  if (userId === undefined || others.length > 0) {
    const add = camerasCommand(patient, "add", "ID", "--name", "NAME", "--kind", "camera", "--owner", "USER");
    const say = `Register one, with words of yours for those in capitals: ${add} (or --kind doorbell). ${whoIsSeen(patient)}.`;
    throw new Broken({ ...about, remedy: { say } });
  }
  const words = ["add", "front-door", "--name", "Front Door", "--kind", "camera", "--owner", userId];
  const say = `Register one. This calls it Front Door, makes its signaling channel front-door and gives it to ${userId}, the only user whom the skill knows; choose other words as you like. Then have the camera connect to the channel as master.`;
  throw new Broken({ ...about, remedy: { say, type: [camerasCommand(patient, ...words)] } });
}
