import * as z from "zod/mini";
import { eventEndpointSchema, eventHeaderSchema } from "./event-parts.ts";
import { SNAPSHOT_VERSION } from "./limits.ts";
import { timeOfSampleSchema } from "./time-of-sample.ts";

// The shapes of Alexa.SmartVision.SnapshotProvider 1.1. The directive and the error's format are documented. The event
// Snapshot and the entry in discovery are not verified: they are our best knowledge, and no message of Amazon's was
// there to hold them against. build-snapshot-events.ts writes them; nothing else knows them.

const namespace = "Alexa.SmartVision.SnapshotProvider";

/** The interface in an endpoint's capabilities. Not verified. */
export const snapshotProviderSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal(namespace),
  version: z.literal(SNAPSHOT_VERSION),
});
/** The interface as an endpoint announces it. */
export type SnapshotProvider = z.infer<typeof snapshotProviderSchema>;

/**
 * The answer to GetSnapshot: where the picture is, until when, and when it was taken. ACCESS_TOKEN says that Alexa
 * brings the user's access token to fetch it. `uncertaintyInMilliseconds` is of `timeOfSample`. Not verified.
 */
export const snapshotSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema(namespace, "Snapshot", SNAPSHOT_VERSION),
    endpoint: eventEndpointSchema,
    payload: z.strictObject({
      value: z.strictObject({
        uri: z.string().check(z.refine((uri) => URL.canParse(uri))),
        uriExpirationTime: timeOfSampleSchema,
        authenticationType: z.literal("ACCESS_TOKEN"),
      }),
      timeOfSample: timeOfSampleSchema,
      uncertaintyInMilliseconds: z.int().check(z.minimum(0)),
    }),
  }),
});
/** The event that tells where a camera's picture is. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * The interface's own error, for causes of its own; all others are told by Alexa.ErrorResponse.
 * Source: Alexa.SmartVision.SnapshotProvider.ErrorResponse, which has these two types. That there is no third is not
 * verified.
 */
export const snapshotErrorResponseSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema(namespace, "ErrorResponse", SNAPSHOT_VERSION),
    endpoint: z.optional(eventEndpointSchema),
    payload: z.strictObject({ type: z.enum(["SUBSCRIPTION_REQUIRED", "DISABLED_BY_USER"]), message: z.string() }),
  }),
});
/** An error of the interface's own. */
export type SnapshotErrorResponse = z.infer<typeof snapshotErrorResponseSchema>;
