import type { ErrorType } from "../../protocol/alexa/error-types.ts";

// This file runs in browsers too, so neither it nor what it imports uses Node.

type Sentence = (device: string) => string;

/** Documented for a device whose health is UNREACHABLE. Source: Alexa.EndpointHealth. */
const unreachable: Sentence = (device) =>
  `${device} isn't responding. Please check its network connection and power supply.`;
const silent: Sentence = (device) => `${device} isn't responding.`;
const unsupported: Sentence = (device) => `${device} doesn't support that.`;
const relink: Sentence = () => "I can't get into your camera account. Please link it again in the Alexa app.";

const sentences: Readonly<Record<ErrorType, Sentence>> = {
  ALREADY_IN_OPERATION: (device) => `${device} is already doing that.`,
  BRIDGE_UNREACHABLE: (device) => `I can't reach the hub that ${device} is connected to.`,
  CLOUD_CONTROL_DISABLED: (device) => `${device} can't be used over the internet right now.`,
  ENDPOINT_BUSY: (device) => `${device} is busy. Please try again in a moment.`,
  ENDPOINT_CONTROL_UNAVAILABLE: (device) => `${device} can't be controlled right now.`,
  ENDPOINT_LOW_POWER: (device) => `The battery of ${device} is too low.`,
  ENDPOINT_UNREACHABLE: unreachable,
  EXPIRED_AUTHORIZATION_CREDENTIAL: relink,
  FIRMWARE_OUT_OF_DATE: (device) => `${device} needs an update first.`,
  HARDWARE_MALFUNCTION: (device) => `Something is wrong with ${device} itself.`,
  INSUFFICIENT_PERMISSIONS: (device) => `You don't have permission to use ${device}.`,
  INTERNAL_ERROR: (device) => `Sorry, something went wrong with ${device}.`,
  INVALID_AUTHORIZATION_CREDENTIAL: relink,
  INVALID_DIRECTIVE: unsupported,
  INVALID_VALUE: unsupported,
  NO_SUCH_ENDPOINT: (device) => `I couldn't find ${device}. You could ask me to discover your devices.`,
  NOT_CALIBRATED: (device) => `${device} has to be calibrated first.`,
  NOT_IN_OPERATION: (device) => `${device} isn't running.`,
  NOT_SUPPORTED_IN_CURRENT_MODE: (device) => `${device} can't do that in its current mode.`,
  NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE: (device) => `${device} can't do that with its battery as it is.`,
  PARTNER_APPLICATION_REDIRECTION: (device) => `You can do that in the app of ${device}.`,
  POWER_LEVEL_NOT_SUPPORTED: unsupported,
  RATE_LIMIT_EXCEEDED: (device) => `${device} was asked too often. Please try again later.`,
  TEMPERATURE_VALUE_OUT_OF_RANGE: unsupported,
  TOO_MANY_FAILED_ATTEMPTS: (device) => `There were too many failed attempts. Please try ${device} again later.`,
  VALUE_OUT_OF_RANGE: unsupported,
};

/**
 * What Alexa would say to the person who asked for a device, by the type of the skill's ErrorResponse; undefined stands
 * for a skill that broke the interface or was too late, and for an answer of which no picture came.
 * Only the sentence of ENDPOINT_UNREACHABLE is documented, for a device that is reported unreachable. The others are
 * our words, and not verified: Amazon says that different types may well be spoken of alike (Alexa.ErrorResponse).
 */
export function alexaSays(errorType: string | undefined, deviceName: string): string {
  const known = errorType !== undefined && Object.hasOwn(sentences, errorType);
  return (known ? sentences[errorType as ErrorType] : silent)(deviceName);
}
