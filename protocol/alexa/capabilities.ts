import * as z from "zod/mini";
import { snapshotProviderSchema } from "./snapshot-provider.ts";

const alexaSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal("Alexa"),
  version: z.literal("3"),
});

const rtcSessionControllerSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal("Alexa.RTCSessionController"),
  version: z.literal("3"),
  configuration: z.strictObject({ isFullDuplexAudioSupported: z.boolean() }),
});

const endpointHealthSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal("Alexa.EndpointHealth"),
  version: z.literal("3.1"),
  properties: z.strictObject({
    supported: z.tuple([z.strictObject({ name: z.literal("connectivity") })]),
    proactivelyReported: z.literal(true),
    retrievable: z.literal(true),
  }),
});

/** Source: Alexa.DoorbellEventSource; proactivelyReported stands beside the version, for there are no properties. */
const doorbellEventSourceSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal("Alexa.DoorbellEventSource"),
  version: z.literal("3"),
  proactivelyReported: z.literal(true),
});

const motionSensorSchema = z.strictObject({
  type: z.literal("AlexaInterface"),
  interface: z.literal("Alexa.MotionSensor"),
  version: z.literal("3"),
  properties: z.strictObject({
    supported: z.tuple([z.strictObject({ name: z.literal("detectionState") })]),
    proactivelyReported: z.literal(true),
    retrievable: z.literal(true),
  }),
});

/** An interface that an endpoint of this skill announces. */
export const capabilitySchema = z.discriminatedUnion("interface", [
  alexaSchema,
  rtcSessionControllerSchema,
  endpointHealthSchema,
  doorbellEventSourceSchema,
  motionSensorSchema,
  snapshotProviderSchema,
]);
/** One of an endpoint's capabilities. */
export type Capability = z.infer<typeof capabilitySchema>;
