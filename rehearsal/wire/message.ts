import * as z from "zod/mini";

/** Who speaks in a view. */
const parties = [
  "Alexa",
  "skill",
  "Login with Amazon",
  "cameras.json",
  "KVS control plane",
  "KVS signaling",
  "camera",
  "Echo Show",
] as const;
/** One who speaks. */
export type Party = (typeof parties)[number];

/** One message as it crossed the wire, its secrets masked and its base64 opened. */
export const wireMessageSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  from: z.enum(parties),
  to: z.enum(parties),
  /** What it is, as the wire names it: a directive's name, a request line, a frame's action. */
  what: z.string(),
  /** Absent where it was no JSON, or where there was none. */
  body: z.optional(z.unknown()),
});
/** A message as it may be shown. */
export type WireMessage = z.infer<typeof wireMessageSchema>;
