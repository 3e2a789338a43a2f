import * as z from "zod/mini";
import { channelArnSchema } from "./signaling/channel-arn.ts";

const labelRule = { error: "must be 1 to 128 characters, not all blank, and no line break or other control character" };
const label = z.string().check(z.regex(/^(?=\s*\S)\P{Cc}+$/u, labelRule), z.maxLength(128, labelRule));

/**
 * A camera as the registries, the CLI and the documents know it.
 * `id` is Alexa's endpointId: stable, never reused, and never an ARN (Alexa's alphabet has no `/`).
 */
export const cameraRecordSchema = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,256}$/, { error: "must be 1 to 256 letters, digits, '_' or '-'" })),
  /** What the owner says: "show the <name>". */
  name: label,
  kind: z.enum(["camera", "doorbell"]),
  /** Whether the camera plays what an Echo sends: two-way talk. */
  talk: z.boolean(),
  channelArn: channelArnSchema,
  /** User ids of the account-linking provider. There is no wildcard. */
  owners: z.array(z.string().check(z.minLength(1), z.maxLength(256))).check(z.minLength(1)),
  manufacturer: label,
  model: label,
  serialNumber: z.optional(label),
  firmwareVersion: z.optional(label),
  /** The way from offer to answer. */
  signaling: z._default(
    z.enum(["auto", "alexa-offer", "viewer"], { error: "must be auto, alexa-offer or viewer, or left out" }),
    "auto",
  ),
  /** How the camera's firmware wants its offer. */
  offerFormat: z._default(z.enum(["json", "sdp"]), "json"),
  /** Whether the camera tells of motion, by the events of docs/camera-events.md. */
  motion: z._default(z.boolean(), false),
});
export type CameraRecord = z.infer<typeof cameraRecordSchema>;
/** A camera as one of its users has it: who else has it is not for them. */
export type Camera = Omit<CameraRecord, "owners">;
/** A camera as it is written down, before the defaults are filled in. */
export type CameraRecordInput = z.input<typeof cameraRecordSchema>;
