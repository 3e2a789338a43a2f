import { mannerKind } from "./manner-kind.ts";
import { OWN_MANNER } from "./report.ts";

/** No other firmware's manner: the rehearsal's own camera. */
export const noneKind = mannerKind({
  name: OWN_MANNER,
  title: "Our own camera",
  summary: "Answers with all its candidates; where the offer announces trickle they follow, and their end is told.",
  parameters: {},
  make: () => ({
    sentence: "Answers with all its candidates. Offered trickle it answers at once, and its candidates follow.",
  }),
});
