import * as z from "zod/mini";

/** What one is to do about a broken link. */
export const remedySchema = z.object({
  /** In a sentence or two. */
  say: z.string(),
  /** Lines for a terminal in the project's folder, to be typed as they stand, one after the other. */
  type: z.optional(z.array(z.string())),
  /** What is to run in a second terminal after those, until it is not needed any more. */
  alongside: z.optional(z.string()),
  /** Text of a file that gives way to another, before anything is typed. */
  write: z.optional(
    z.object({ file: z.string(), line: z.optional(z.number()), instead: z.string(), text: z.string() }),
  ),
});

/** What became of one link of the chain. */
const examinedSchema = z.object({
  /** The link's id, such as `triggers`. */
  link: z.string(),
  title: z.string(),
  /** The camera that it was examined for, by id. */
  camera: z.optional(z.string()),
  outcome: z.enum(["ok", "broken", "skipped"]),
  /** What was seen; why it was skipped; or what is broken. */
  sentence: z.string(),
  /** What is no breakage and worth knowing. */
  notes: z.optional(z.array(z.string())),
  milliseconds: z.number(),
  /** How long parts of it took, in milliseconds, where they count against Alexa's 6 s. */
  stages: z.optional(z.record(z.string(), z.number())),
});

/** What `camera-skill doctor --json` prints. */
export const doctorReportSchema = z.object({
  ok: z.boolean(),
  /** Which installation was examined, for people. */
  installation: z.string(),
  /** In order, up to the first that is broken. */
  links: z.array(examinedSchema),
  /** The first broken link; absent where all hold. */
  broken: z.optional(
    z.object({
      link: z.string(),
      camera: z.optional(z.string()),
      /** What is broken, by a name that never changes, such as `trigger-missing`. */
      breakage: z.string(),
      sentence: z.string(),
      /** The failure's code of docs/troubleshooting.md that people see of it, where there is one. */
      code: z.optional(z.string()),
      remedy: remedySchema,
    }),
  ),
});

/** What is to be done about a broken link. */
export type Remedy = z.infer<typeof remedySchema>;
/** One link, examined. */
export type ExaminedLink = z.infer<typeof examinedSchema>;
/** What came of an examination. */
export type DoctorReport = z.infer<typeof doctorReportSchema>;
