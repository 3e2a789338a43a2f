import * as z from "zod/mini";
import { cameraMannerSchema } from "../manners/report.ts";
import { verdictSchema } from "../verdicts/verdict.ts";
import { stages, timelineSchema } from "../view/timeline.ts";
import { ways } from "../view/ways.ts";

// What the server tells the page. This file runs in browsers too, so neither it nor what it imports uses Node.

const healthSchema = z.enum(["OK", "UNREACHABLE", "UNKNOWN"]);

const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["camera", "doorbell"]),
  /** Full duplex: the device has a speaker, and the Echo a Talk button. */
  talk: z.boolean(),
  /** Alexa.EndpointHealth as the skill reported it last; UNKNOWN when it refused to. */
  health: healthSchema,
  /** Whether something moves before it, as the skill told last. */
  motion: z.boolean(),
  /** When the picture that Alexa has of it was taken, in epoch milliseconds. */
  picturedAt: z.optional(z.number()),
});
/** A camera that Alexa knows. */
export type Device = z.infer<typeof deviceSchema>;

const ringSchema = z.object({ id: z.string(), at: z.number(), cameraId: z.string() });
/** A press of a doorbell, as Alexa was told of it. `at` is in epoch milliseconds. */
export type Ring = z.infer<typeof ringSchema>;

const cameraSchema = z.extend(cameraMannerSchema, {
  doorbell: z.boolean(),
  /** Whether the skill's registry has it: it can be removed there while it still runs here. */
  registered: z.boolean(),
  unplugged: z.boolean(),
  /** Whether something moves before it, whatever Alexa was told. */
  moving: z.boolean(),
  /** Whether the neighbour has it too. */
  shared: z.boolean(),
});
/** A rehearsed camera itself, and whose firmware's manner it has. */
export type RehearsedCamera = z.infer<typeof cameraSchema>;

const answerSchema = z.object({
  /** `remembered`: they lost the camera a moment ago, and the skill reads its registry once a minute. */
  outcome: z.enum(["refused", "remembered", "answered", "no reply"]),
  /** Of the refusal. */
  type: z.optional(z.string()),
});

const neighbourSchema = z.object({
  userId: z.string(),
  /** What their Alexa knows. */
  cameras: z.array(z.object({ id: z.string(), name: z.string(), health: healthSchema })),
  /** What it does not, and what came of it when it asked nevertheless. */
  others: z.array(z.object({ id: z.string(), name: z.string(), answer: z.optional(answerSchema) })),
});

const toldSchema = z.object({
  id: z.string(),
  /** When a gateway of Alexa's took it, in epoch milliseconds. */
  at: z.number(),
  /** "DoorbellPress". */
  name: z.string(),
  /** The cameras' names. */
  cameras: z.array(z.string()),
  /** What it says of them: "motion DETECTED". */
  summary: z.string(),
  region: z.enum(["NA", "EU", "FE"]),
  /** Whose Alexa. */
  to: z.enum(["household", "neighbour", "somebody else"]),
});
/** An event that the skill sent without being asked. */
export type ToldEvent = z.infer<typeof toldSchema>;

const undeliveredSchema = z.object({
  /** "camera.front-door". */
  source: z.string(),
  /** "Doorbell Pressed". */
  what: z.string(),
  /** Our code, or what the function failed with. */
  because: z.string(),
});

const switchSchema = z.object({
  name: z.string(),
  /** "Camera unplugged". */
  title: z.string(),
  /** What it does, in a sentence. */
  sentence: z.string(),
  /** Where it goes wrong. */
  group: z.enum(["camera", "aws", "account"]),
  on: z.boolean(),
  /** Of the camera group: the cameras at which it is in force. */
  cameraIds: z.array(z.string()),
});
/** Something that can be made to go wrong. */
export type FailureSwitch = z.infer<typeof switchSchema>;

const findingSchema = z.object({ rule: z.string(), severity: z.enum(["refuse", "warn"]), detail: z.string() });

const viewFailureSchema = z.object({
  /** What Alexa would say to the person, word for word. */
  alexaSays: z.string(),
  /** The type of the skill's Alexa.ErrorResponse; absent when the skill answered and it failed afterwards. */
  type: z.optional(z.string()),
  /** Our stable code, of lambda/failure.ts. */
  code: z.optional(z.string()),
  /** What happened and what to do. */
  sentence: z.string(),
  /** When that was known, in milliseconds since Alexa sent the directive. */
  afterMilliseconds: z.number(),
});

const viewSchema = z.object({
  sessionId: z.string(),
  /** The tab that asked. */
  deviceId: z.string(),
  camera: z.object({ id: z.string(), name: z.string() }),
  /** What was said: “Alexa, show the front door”. */
  phrase: z.string(),
  /** When Alexa sent the directive, in epoch milliseconds; the timeline counts from here. */
  startedAt: z.number(),
  /** `asking`: no answer yet. `connecting`: answered, no picture yet. `ended`: it was stopped, before or after there was a picture. */
  phase: z.enum(["asking", "connecting", "playing", "failed", "ended"]),
  timeline: timelineSchema,
  /** The ways that its offer went so far: by SendAlexaOfferToMaster, by ConnectAsViewer, or by both. */
  ways: z.array(z.enum(ways)),
  /** The one by which the answer came, as soon as the skill's log tells. */
  way: z.optional(z.enum(ways)),
  /** Why the other way was not enough, in the words of that log. */
  because: z.optional(z.string()),
  /** What was left of Alexa's 6 s when the answer event was there, in milliseconds. */
  marginMilliseconds: z.optional(z.number()),
  failure: z.optional(viewFailureSchema),
  /** All five, in the debugger's order. */
  verdicts: z.array(verdictSchema),
  /** The SDP rules that offer and answer break, gravest first. */
  offerFindings: z.array(findingSchema),
  answerFindings: z.array(findingSchema),
  /** Stages whose messages can be asked for. */
  messages: z.array(z.enum(stages)),
});
/** One view, from the phrase to its end. */
export type View = z.infer<typeof viewSchema>;

/** Everything the page shows. It is sent whole whenever something changes. */
export const stateSchema = z.object({
  devices: z.array(deviceSchema),
  /** Why there are no devices, when the skill refused Discover. */
  discoveryFailure: z.optional(z.string()),
  failures: z.array(switchSchema),
  /** The camera that the switches of the camera group are for; absent for every camera. */
  failingCamera: z.optional(z.string()),
  /** Whether the household has the skill enabled, and its account linked. */
  enabled: z.boolean(),
  /** Whom the account-linking provider knows the household as. */
  userId: z.string(),
  neighbour: neighbourSchema,
  /** The latest presses of doorbells that the household's Alexa was told of, newest first. */
  rings: z.array(ringSchema),
  /** The latest twenty events that the skill sent without being asked, newest first. */
  told: z.array(toldSchema),
  /** Events of cameras that the skill gave up on: its dead-letter queue, oldest first. */
  undelivered: z.array(undeliveredSchema),
  cameras: z.array(cameraSchema),
  /** The manners that a camera can have, its own first. */
  manners: z.array(z.object({ name: z.string(), title: z.string() })),
  /** The latest ten of all tabs and every one that still goes on, newest first. */
  views: z.array(viewSchema),
});
/** Everything the page shows. */
export type EchoShowState = z.infer<typeof stateSchema>;
