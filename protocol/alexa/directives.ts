import * as z from "zod/mini";
import { bearerTokenSchema, directiveEndpointSchema, directiveHeaderSchema } from "./directive-parts.ts";
import { SNAPSHOT_VERSION } from "./limits.ts";

/** An RTC session's id: opaque, unique per view. Source: Alexa.RTCSessionController. */
const sessionIdSchema = z.string().check(z.minLength(1), z.maxLength(256));

/** "Which devices does this user have?" Source: Alexa.Discovery. */
export const discoverSchema = z.object({
  header: directiveHeaderSchema("Alexa.Discovery", "Discover"),
  payload: z.object({ scope: bearerTokenSchema }),
});

/** "Here is a code with which you may send events for this user." Source: Alexa.Authorization. */
export const acceptGrantSchema = z.object({
  header: directiveHeaderSchema("Alexa.Authorization", "AcceptGrant"),
  payload: z.object({
    grant: z.object({ type: z.literal("OAuth2.AuthorizationCode"), code: z.string().check(z.minLength(1)) }),
    grantee: bearerTokenSchema,
  }),
});

/** "What state is this endpoint in?" Source: Alexa.StateReport. */
export const reportStateSchema = z.object({
  header: directiveHeaderSchema("Alexa", "ReportState"),
  endpoint: directiveEndpointSchema,
});

/** "Show this camera: here is my SDP offer." Source: Alexa.RTCSessionController. */
export const initiateSessionWithOfferSchema = z.object({
  header: directiveHeaderSchema("Alexa.RTCSessionController", "InitiateSessionWithOffer"),
  endpoint: directiveEndpointSchema,
  payload: z.object({
    sessionId: sessionIdSchema,
    /** `format` is "SDP" in all that was ever seen; another one is an invalid value, not a malformed directive. */
    offer: z.object({ format: z.string(), value: z.string() }),
  }),
});

/** "Media flows." Not always sent. Source: Alexa.RTCSessionController. */
export const sessionConnectedDirectiveSchema = z.object({
  header: directiveHeaderSchema("Alexa.RTCSessionController", "SessionConnected"),
  endpoint: directiveEndpointSchema,
  payload: z.object({ sessionId: sessionIdSchema }),
});

/** "The view is over." May name a session that nobody knows. Source: Alexa.RTCSessionController. */
export const sessionDisconnectedDirectiveSchema = z.object({
  header: directiveHeaderSchema("Alexa.RTCSessionController", "SessionDisconnected"),
  endpoint: directiveEndpointSchema,
  payload: z.object({ sessionId: sessionIdSchema }),
});

/**
 * "Where is a picture of this camera?" Its payload may prefer a picture made now (preferOnDemandSnapshot), which is not
 * looked at: there is the latest picture, or none. Source: Alexa.SmartVision.SnapshotProvider.
 */
export const getSnapshotSchema = z.object({
  header: directiveHeaderSchema("Alexa.SmartVision.SnapshotProvider", "GetSnapshot", SNAPSHOT_VERSION),
  endpoint: directiveEndpointSchema,
});

/** Every directive that this skill answers, by `namespace.name`. */
export const directiveSchemas = {
  "Alexa.Discovery.Discover": discoverSchema,
  "Alexa.Authorization.AcceptGrant": acceptGrantSchema,
  "Alexa.ReportState": reportStateSchema,
  "Alexa.RTCSessionController.InitiateSessionWithOffer": initiateSessionWithOfferSchema,
  "Alexa.RTCSessionController.SessionConnected": sessionConnectedDirectiveSchema,
  "Alexa.RTCSessionController.SessionDisconnected": sessionDisconnectedDirectiveSchema,
  "Alexa.SmartVision.SnapshotProvider.GetSnapshot": getSnapshotSchema,
} as const;

/** `namespace.name` of a directive that this skill answers. */
export type DirectiveKey = keyof typeof directiveSchemas;
/** The directive behind a `namespace.name`. */
export type DirectiveOf<Key extends DirectiveKey> = z.infer<(typeof directiveSchemas)[Key]>;
/** Any directive that this skill answers. */
export type Directive = { [Key in DirectiveKey]: DirectiveOf<Key> }[DirectiveKey];
