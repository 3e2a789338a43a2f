/** The most characters of a client id. Source: API reference, SendAlexaOfferToMaster. */
const MAX_CHARACTERS = 256;

/**
 * The client id by which a camera knows this attempt: the session's id in KVS's alphabet, and the attempt's number.
 * It is new for each attempt, because the C SDK's master refuses a second offer of a live client id.
 */
export function senderClientId(sessionId: string, attempt: number): string {
  const suffix = `.${attempt}`;
  // `AWS_` at the beginning is reserved.
  const clean = sessionId.replace(/[^a-zA-Z0-9_.-]/g, "-").replace(/^AWS_/i, "AWS-");
  return clean.slice(0, MAX_CHARACTERS - suffix.length) + suffix;
}
