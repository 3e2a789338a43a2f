import { mannerKind } from "./manner-kind.ts";

/** A master made with AWS's browser SDK as its own example has it, in Chromium. */
export const browserSdkKind = mannerKind({
  name: "browser-sdk",
  title: "AWS’s browser SDK",
  summary: "Answers every offer at once, without candidates, and trickles them afterwards.",
  parameters: {},
  make: () => ({
    sentence: "Answers every offer at once, without candidates, and sends them one by one afterwards.",
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
