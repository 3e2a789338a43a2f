import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { IllegalItem, Items } from "../../reads/item.ts";
import { camerasCommand } from "../../remedies/cameras-command.ts";
import { freeId, wordsToAdd } from "./register-again.ts";
import { inFile } from "./words.ts";

/**
 * @throws {Broken} `id-illegal` or `record-illegal` where something stands among the cameras that is none: all who have
 * it cannot discover anything, with a file nobody can.
 */
export async function refuseIllegal(patient: Patient, items: Items): Promise<void> {
  const [item] = items.illegal.toSorted((one, other) => Number(isOfId(other)) - Number(isOfId(one)));
  if (item === undefined) return;
  const { id, where, wrong } = item;
  const [{ field, says } = { field: "", says: "" }] = wrong;
  const about = {
    breakage: isOfId(item) ? "id-illegal" : "record-illegal",
    code: "registry-unreachable",
    sentence: `What stands in ${where} is no camera${field === "" ? "" : `: ${field} ${says}`}.`,
  };
  if (items.kept === "file") {
    const free = freeId(id, items.takenIds);
    const say = isOfId(item)
      ? `Give it an id of its own, such as ${JSON.stringify(free)}.`
      : `Correct ${where}${field === "" ? "" : `.${field}`}.`;
    throw new Broken({ ...about, remedy: inFile(patient, say) });
  }
  const away = camerasCommand(patient, "remove", id, "--yes", "--no-event");
  const words = await wordsToAdd(patient, items, item);
  if (words === undefined) {
    const say = `This takes it out of the table. Then register the camera again by ${camerasCommand(patient, "add", "ID")}: its other fields do not say enough.`;
    throw new Broken({ ...about, remedy: { say, type: [away] } });
  }
  const say = `This takes it out of the table, and registers the camera again as ${words.id} with what its other fields say.${words.makesChannel ? ` Its channel is not there: this makes ${words.id}, and the camera is to connect to it.` : ""}`;
  throw new Broken({ ...about, remedy: { say, type: [away, camerasCommand(patient, ...words.add)] } });
}

const isOfId = ({ wrong }: IllegalItem) => wrong.some(({ field }) => field === "id");
