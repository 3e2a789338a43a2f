import * as z from "zod/mini";
import { stages } from "../view/timeline.ts";
import { wireMessageSchema } from "../wire/message.ts";

// What the page asks of its server, beside its own files. This file runs in browsers too, so neither it nor what it
// imports uses Node.
//
//   GET    /events?device=<id>          server-sent events, each the whole state; closing it ends the device's sessions
//   POST   /discoveries                 asks the skill for the devices again
//   POST   /sessions                    what Alexa does when someone asks for a camera; the device listens to /events
//   POST   /sessions/<id>/reports       what became of the answer in the browser
//   DELETE /sessions/<id>               what Alexa does when someone says stop
//   GET    /sessions/<id>/messages      what crossed the wire, by stage
//   PUT    /failures/<name>             makes something go wrong, or right again
//   PUT    /failing-camera              which camera the switches of the camera group are for
//   PUT    /cameras/<id>/manner         whose firmware's manner a camera has
//   POST   /cameras/<id>/rings          presses its bell
//   PUT    /cameras/<id>/motion         lets something move before it, or nothing any more
//   PUT    /cameras/<id>/power          plugs it in, or takes its power: the failure "camera-unplugged" at it alone
//   PUT    /cameras/<id>/shared         gives it to the neighbour too, or takes it from them
//   GET    /cameras/<id>/picture        the picture that Alexa has of it
//   PUT    /skill                       enables the skill and links the account, or disables it
//   GET    /told/<id>                   an event that the skill sent without being asked
//   GET    /signaling                   leads to the signaling service's own list

/** Identifies a tab; made anew when the page is loaded. */
export const deviceIdSchema = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/));

/** What POST /discoveries answers. */
export const discoveryReplySchema = z.object({
  /** How many devices the skill showed. */
  found: z.number(),
  /** Why there are none, when the skill refused. */
  failure: z.optional(z.string()),
});
/** What came of a discovery. */
export type DiscoveryReply = z.infer<typeof discoveryReplySchema>;

/** POST /sessions. */
export const sessionRequestSchema = z.object({
  /** Made by the page, so that it can end the session before there is an answer. */
  sessionId: z.uuid(),
  deviceId: deviceIdSchema,
  cameraId: z.string().check(z.minLength(1), z.maxLength(256)),
  phrase: z.string().check(z.maxLength(256)),
  /** The browser's offer in Alexa's dialect. */
  offer: z.string().check(z.maxLength(100_000)),
});
/** What the page asks for. */
export type SessionRequest = z.infer<typeof sessionRequestSchema>;

/** What POST /sessions answers: the camera's answer, or that there is none; why stands in the state. */
export const sessionReplySchema = z.object({ sessionId: z.string(), answer: z.optional(z.string()) });
/** What it gets. */
export type SessionReply = z.infer<typeof sessionReplySchema>;

const connectionSchema = z.object({
  /** RTCTransportStats.dtlsState, such as "connected". */
  dtlsState: z.optional(z.string()),
  /** RTCTransportStats.tlsVersion, such as "FEFD" for DTLS 1.2. */
  tlsVersion: z.optional(z.string()),
  /** The codecs that arrive, such as "video/H264" and "audio/opus". */
  codecs: z.array(z.string()),
  /** The two ends of the path in use, such as "host" and "prflx". */
  localCandidate: z.optional(z.string()),
  remoteCandidate: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});
/** What the browser measured of a connection. */
export type Connection = z.infer<typeof connectionSchema>;

/** POST /sessions/<id>/reports. Times are epoch milliseconds with fractions, from the browser's clock. */
export const sessionReportSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("ice-connected"), at: z.number() }),
  z.object({ event: z.literal("first-frame"), at: z.number(), connection: connectionSchema }),
  /** The browser refused the answer, no connection came of it, or it broke. It ends the session, as DELETE does. */
  z.object({ event: z.literal("failed"), reason: z.enum(["answer-refused", "never-connected", "no-picture", "lost"]) }),
]);
/** What became of an answer. */
export type SessionReport = z.infer<typeof sessionReportSchema>;

/** GET /sessions/<id>/messages. */
export const sessionMessagesSchema = z.partialRecord(z.enum(stages), z.array(wireMessageSchema));
/** The messages of a view, by stage. */
export type SessionMessages = z.infer<typeof sessionMessagesSchema>;

/** PUT /failures/<name>. */
export const failureRequestSchema = z.object({ on: z.boolean() });

/** PUT /cameras/<id>/motion, power and shared, and PUT /skill. */
export const onRequestSchema = z.object({ on: z.boolean() });

/** GET /told/<id>. */
export const toldMessageSchema = wireMessageSchema;

/** PUT /failing-camera: the camera that the switches of the camera group are for; null for every camera. */
export const failingCameraRequestSchema = z.object({ cameraId: z.nullable(z.string()) });

/** PUT /cameras/<id>/manner: its text form, such as "c-sdk:seconds=7", or "none" for the camera's own. */
export const mannerRequestSchema = z.object({ manner: z.string().check(z.maxLength(256)) });

/** What a call answers instead of what was asked for. */
export const callErrorSchema = z.object({ error: z.string() });
