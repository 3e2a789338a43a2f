import * as z from "zod/mini";

const findingSchema = z.object({ rule: z.string(), severity: z.enum(["refuse", "warn"]), detail: z.string() });

const sectionSchema = z.object({
  kind: z.string(),
  mid: z.optional(z.string()),
  direction: z.string(),
  codecs: z.array(z.string()),
  candidates: z.number(),
});

/** What came of an offer that was sent to a camera in a directive. The SDPs themselves are no part of it. */
export const offerReportSchema = z.object({
  camera: z.object({ id: z.string(), name: z.string() }),
  /** Whether an answer came that breaks no rule that refuses. */
  ok: z.boolean(),
  milliseconds: z.number(),
  /** What Alexa was told instead of an answer. */
  error: z.optional(z.object({ type: z.string(), message: z.string() })),
  /** Rules that the offer and the answer break, gravest first. */
  offerFindings: z.array(findingSchema),
  answerFindings: z.array(findingSchema),
  /** The answer's m= lines, in order. */
  sections: z.array(sectionSchema),
  /** The mids of the answer's BUNDLE groups. */
  bundles: z.array(z.array(z.string())),
});
export type OfferReport = z.infer<typeof offerReportSchema>;
