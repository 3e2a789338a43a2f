import { count } from "../../../cameras/describe.ts";
import type { Link } from "../../link.ts";
import { readItems } from "../../reads/items.ts";
import { refuseChannels } from "./channels.ts";
import { refuseCopies } from "./copies.ts";
import { refuseIllegal } from "./illegal.ts";
import { refuseNames } from "./names.ts";
import { refuseNone } from "./no-cameras.ts";
import { refuseOwners } from "./user-ids.ts";
import { placeOf } from "./words.ts";

/** There are cameras, each is one, and it is told apart from all others. */
export const registryLink: Link = {
  id: "registry",
  title: "the registered cameras",
  async examine(patient) {
    const items = await patient.read(readItems);
    await refuseNone(patient, items);
    await refuseIllegal(patient, items);
    await refuseChannels(patient, items);
    await refuseOwners(patient, items);
    await refuseNames(patient, items);
    // After what the records themselves say wrong: who has changed one past the registry has changed no copy.
    refuseCopies(patient, items);
    const users = new Set(items.legal.flatMap(({ record }) => record.owners));
    const notes =
      items.kept === "file" ? ["What was deployed is the file as it was then: after a change of it deploy again."] : [];
    return {
      seen: `${count(items.legal.length, "camera")} of ${count(users.size, "user")}, in ${placeOf(items)}`,
      notes,
    };
  },
};
