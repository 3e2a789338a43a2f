import { mannerKind } from "./manner-kind.ts";

/**
 * A master made with AWS's browser SDK as its own example has it. In Chromium such a master has a fault more that this
 * one has not: it begins DTLS in a session that Alexa never chose, and by both ways it often shows nothing.
 */
export const browserSdkKind = mannerKind({
  name: "browser-sdk",
  title: "AWS’s browser SDK",
  summary: "Answers every offer at once, without candidates, and trickles them afterwards.",
  parameters: {},
  make: () => ({
    sentence:
      "Answers every offer at once, without candidates, and sends them one by one afterwards. A real one is best asked as viewer from the start.",
    trickle: "always",
    async *candidates(candidates) {
      for await (const { candidate, ...section } of candidates) {
        // Chromium tells its page of the end by null, which the SDK's example sends to nobody.
        if (candidate === "") continue;
        const usernameFragment = / ufrag (\S+)/.exec(candidate)?.[1] ?? null;
        yield { candidate: `${candidate} network-id 1`, ...section, usernameFragment };
      }
    },
  }),
});
