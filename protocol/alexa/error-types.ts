import * as z from "zod/mini";

/** The types of Alexa.ErrorResponse that carry no more than a message. Source: Alexa.ErrorResponse. */
export const plainErrorTypes = [
  "ALREADY_IN_OPERATION",
  "BRIDGE_UNREACHABLE",
  "CLOUD_CONTROL_DISABLED",
  "ENDPOINT_BUSY",
  "ENDPOINT_CONTROL_UNAVAILABLE",
  "ENDPOINT_UNREACHABLE",
  "EXPIRED_AUTHORIZATION_CREDENTIAL",
  "FIRMWARE_OUT_OF_DATE",
  "HARDWARE_MALFUNCTION",
  "INSUFFICIENT_PERMISSIONS",
  "INTERNAL_ERROR",
  "INVALID_AUTHORIZATION_CREDENTIAL",
  "INVALID_DIRECTIVE",
  "INVALID_VALUE",
  "NO_SUCH_ENDPOINT",
  "NOT_CALIBRATED",
  "NOT_IN_OPERATION",
  "PARTNER_APPLICATION_REDIRECTION",
  "POWER_LEVEL_NOT_SUPPORTED",
  "RATE_LIMIT_EXCEEDED",
  "TOO_MANY_FAILED_ATTEMPTS",
] as const;
/** A type of {@link plainErrorTypes}. */
export type PlainErrorType = (typeof plainErrorTypes)[number];

const message = z.string();
const temperature = z.strictObject({ value: z.number(), scale: z.enum(["CELSIUS", "FAHRENHEIT", "KELVIN"]) });

/**
 * An error's payload: a type, a message that is for logs and is never spoken, and what the type demands beside them.
 * Source: Alexa.ErrorResponse. The extra field of ENDPOINT_LOW_POWER may be optional to Amazon; here it is demanded.
 */
export const errorPayloadSchema = z.union([
  z.strictObject({ type: z.enum(plainErrorTypes), message }),
  z.strictObject({
    type: z.literal("ENDPOINT_LOW_POWER"),
    message,
    percentageState: z.number().check(z.minimum(0), z.maximum(100)),
  }),
  z.strictObject({
    type: z.literal("NOT_SUPPORTED_IN_CURRENT_MODE"),
    message,
    currentDeviceMode: z.enum(["ASLEEP", "COLOR", "NOT_PROVISIONED", "OTHER"]),
  }),
  z.strictObject({
    type: z.literal("NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE"),
    message,
    currentChargeState: z.string().check(z.minLength(1)),
    CurrentChargeLevelInPercentage: z.optional(z.number().check(z.minimum(0), z.maximum(100))),
  }),
  z.strictObject({
    type: z.literal("VALUE_OUT_OF_RANGE"),
    message,
    validRange: z.strictObject({ minimumValue: z.number(), maximumValue: z.number() }),
  }),
  z.strictObject({
    type: z.literal("TEMPERATURE_VALUE_OUT_OF_RANGE"),
    message,
    validRange: z.strictObject({ minimumValue: temperature, maximumValue: temperature }),
  }),
]);
/** The payload of an Alexa.ErrorResponse. */
export type ErrorPayload = z.infer<typeof errorPayloadSchema>;
/** Every type that an Alexa.ErrorResponse may have. */
export type ErrorType = ErrorPayload["type"];
