import { readControlAddress } from "../../../../rehearsal/control/address.ts";
import { Broken, type Link } from "../../link.ts";
import { startRehearsal } from "../../remedies/start-rehearsal.ts";

/** The rehearsal whose cameras are looked at. */
export const rehearsalLink: Link = {
  id: "rehearsal",
  title: "the rehearsal",
  of: "rehearsed",
  async examine({ dataDirectory }) {
    const address = await readControlAddress(dataDirectory);
    if (address !== undefined) return { seen: `runs as process ${address.pid}` };
    throw new Broken({
      breakage: "rehearsal-not-running",
      sentence: `No rehearsal runs on ${dataDirectory}.`,
      remedy: startRehearsal({ dataDirectory }),
    });
  },
};
