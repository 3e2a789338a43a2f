import { MAX_PAYLOAD_CHARACTERS } from "../signaling/limits.ts";
import { type OfferFormat, wrapSessionDescription } from "../signaling/session-description.ts";
import { answerCandidateFindings, offerCandidateFindings } from "./candidate-rules.ts";
import { answerCodecFindings, offerCodecFindings } from "./codec-rules.ts";
import { type AnsweringCamera, directionFindings } from "./direction-rules.ts";
import { type Finding, finding, findingIf } from "./findings.ts";
import { mediaLineFindings } from "./media-line-rules.ts";
import { type ParsedSdp, parseSdp } from "./parsing.ts";
import { answerTransportFindings, credentialFindings, offerTransportFindings } from "./transport-rules.ts";

export type { AnsweringCamera } from "./direction-rules.ts";
export type { RuleName } from "./explanations.ts";
export type { Finding } from "./findings.ts";
export type { Severity } from "./severity.ts";

/**
 * What is wrong with an offer, gravest first. Empty is well. Never throws, whatever the text.
 * `format` is how the camera wants it wrapped, which decides whether it fits the channel's 10,000 characters.
 */
export function checkOffer(offer: string, format: OfferFormat = "json"): Finding[] {
  const parsed = parseSdp(offer);
  if (parsed === undefined) return [finding("offer-not-sdp", "it does not begin with v=0, or has no m= line")];
  const characters = wrapSessionDescription("offer", offer, format).length;
  return [...offerRefusals(parsed, characters), ...offerWarnings(parsed)];
}

/** The findings that refuse an offer that can be read; `characters` is its length once wrapped. */
export function offerRefusals(parsed: ParsedSdp, characters: number): Finding[] {
  return [
    ...findingIf(
      characters > MAX_PAYLOAD_CHARACTERS,
      "offer-too-large",
      `${characters} characters once wrapped; ${MAX_PAYLOAD_CHARACTERS} are allowed`,
    ),
    ...credentialFindings(parsed),
  ];
}

/** The findings that only warn of an offer: they can wait until it is on its way. */
export function offerWarnings(parsed: ParsedSdp): Finding[] {
  return [...offerCodecFindings(parsed), ...offerCandidateFindings(parsed), ...offerTransportFindings(parsed)];
}

/**
 * What is wrong with an answer to an offer, gravest first. Empty is well. Never throws, whatever the texts.
 * The offer comes as text or parsed; when it cannot be read, only the answer's credentials and candidates are looked at.
 * With `camera` its talk is held against the audio's direction.
 */
export function checkAnswer(answer: string, offer: string | ParsedSdp, camera?: AnsweringCamera): Finding[] {
  const parsedOffer = typeof offer === "string" ? parseSdp(offer) : offer;
  const parsed = parseSdp(answer);
  if (parsed === undefined) return [finding("answer-not-sdp", "it does not begin with v=0, or has no m= line")];
  const own = [...credentialFindings(parsed), ...answerCandidateFindings(parsed)];
  if (parsedOffer === undefined) return gravestFirst(own);
  return gravestFirst([
    ...mediaLineFindings(parsed, parsedOffer),
    ...own,
    ...answerCodecFindings(parsed, parsedOffer),
    ...answerTransportFindings(parsed, parsedOffer),
    ...directionFindings(parsed, parsedOffer, camera),
  ]);
}

function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === "refuse"),
    ...findings.filter(({ severity }) => severity === "warn"),
  ];
}
