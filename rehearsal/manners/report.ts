import * as z from "zod/mini";

// What the page and other commands are told of manners. This file runs in browsers too, so it uses no Node.

/** The name of a camera's own manner. */
export const OWN_MANNER = "none";

const mannerSchema = z.object({
  /** Without parameters: "c-sdk". */
  name: z.string(),
  /** "AWS’s C SDK". */
  title: z.string(),
  /** What the camera does, in one or two sentences. */
  sentence: z.string(),
  /** With its parameters: "c-sdk:seconds=7". */
  textForm: z.string(),
});

/** A camera, and whose firmware's manner it has. */
export const cameraMannerSchema = z.object({ id: z.string(), name: z.string(), manner: mannerSchema });
export type CameraManner = z.infer<typeof cameraMannerSchema>;

/** What the control server answers to POST /manners. */
export const mannersReplySchema = z.object({ cameras: z.array(cameraMannerSchema) });
