import * as z from "zod/mini";
import { timelineSchema } from "./timeline.ts";
import { ways } from "./ways.ts";

const videoReportSchema = z.object({
  frames: z.number(),
  keyframes: z.number(),
  /** Read back from the picture itself: which camera it shows, and the numbers of its frames. */
  barcode: z.object({ read: z.number(), ofThisCamera: z.number(), first: z.number(), last: z.number() }),
});

/** What one view came to: the timeline, and what arrived at the Echo. */
export const viewReportSchema = z.object({
  camera: z.object({ id: z.string(), name: z.string() }),
  /** Whether the picture and the sound of this very camera arrived. */
  ok: z.boolean(),
  /** Why not, in a sentence. */
  problem: z.optional(z.string()),
  /** What Alexa was told instead of an answer, and our code for it. */
  error: z.optional(z.object({ type: z.string(), message: z.string(), code: z.optional(z.string()) })),
  /** What is left of Alexa's 6 s when the answer event is there, in milliseconds. */
  marginMilliseconds: z.optional(z.number()),
  /** The way by which the answer came; absent when none did. */
  way: z.optional(z.enum(ways)),
  /** Why the other way was not enough, in words; absent where it was the only one. */
  because: z.optional(z.string()),
  video: z.optional(videoReportSchema),
  audio: z.optional(z.object({ packets: z.number() })),
  timeline: timelineSchema,
});
export type ViewReport = z.infer<typeof viewReportSchema>;
