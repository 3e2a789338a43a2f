import * as z from "zod/mini";

/** What Amazon's Smart Home Debugger for WebRTC judges of each session. */
export const verdictNames = ["DTLS", "SDP", "candidates", "codecs", "JSON"] as const;
/** A verdict's name. */
export type VerdictName = (typeof verdictNames)[number];

/** One of the five verdicts on a session. */
export const verdictSchema = z.object({
  name: z.enum(verdictNames),
  /** `pending` until there is something to judge; `warned`: it works here, and may not elsewhere. */
  outcome: z.enum(["passed", "warned", "failed", "pending"]),
  /** Why, in a sentence. */
  sentence: z.string(),
});
/** A verdict with its outcome. */
export type Verdict = z.infer<typeof verdictSchema>;
