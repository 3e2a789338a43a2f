import * as z from "zod/mini";
import { timeOfSampleSchema } from "./time-of-sample.ts";

/** Whether something moves. Source: Alexa.MotionSensor 3, property detectionState. */
export type DetectionState = "DETECTED" | "NOT_DETECTED";

/** The property `detectionState` in a report; the uncertainty is in milliseconds. */
export const detectionStatePropertySchema = z.strictObject({
  namespace: z.literal("Alexa.MotionSensor"),
  name: z.literal("detectionState"),
  value: z.enum(["DETECTED", "NOT_DETECTED"]),
  timeOfSample: timeOfSampleSchema,
  uncertaintyInMilliseconds: z.int().check(z.minimum(0)),
});
/** The property `detectionState` as a report carries it. */
export type DetectionStateProperty = z.infer<typeof detectionStatePropertySchema>;
