import { answerGeneratedForSession } from "../../protocol/alexa/build-events.ts";
import type { DirectiveOf } from "../../protocol/alexa/directives.ts";
import type { Camera } from "../../protocol/camera-record.ts";
import { type ParsedSdp, parseSdp } from "../../protocol/sdp/parsing.ts";
import { checkAnswer, type Finding, offerRefusals, offerWarnings } from "../../protocol/sdp/rules.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { asFailure, Failure, type FailureCode } from "../failure.ts";
import type { Ledger } from "../observability/ledger.ts";
import type { CameraAnswer, OfferExchange, OfferRequest } from "../signaling/offer-exchange.ts";
import { followPresence, type ViewPresence } from "../state/view-presence.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

type Key = "Alexa.RTCSessionController.InitiateSessionWithOffer";

/**
 * Answers InitiateSessionWithOffer with the camera's answer: account, registry, signaling, in this order, so that KVS
 * hears of no view before its owner is known. The SDPs pass unchanged but for their line ends. What the camera need not
 * wait for is done once the offer is on its way.
 */
export const initiateSession: DirectiveHandler<Key> = async (directive, dependencies, { deadline, ledger }) => {
  const camera = await askedCamera(directive.endpoint, dependencies, { deadline, ledger });
  const offer = acceptedOffer(directive, camera);
  const presence = followPresence(camera.id, dependencies.presence, dependencies.log);
  const beside = once(() => {
    presence.begin();
    ledger.warned(offerWarnings(offer.parsed).map(({ rule }) => rule));
  });
  const answered = await exchange(dependencies.offerExchange, presence, {
    camera,
    sessionId: directive.payload.sessionId,
    sdp: directive.payload.offer.value,
    payload: offer.payload,
    signal: deadline.signal,
    progress: {
      attempt: () => ledger.attempted(),
      reached(stage) {
        ledger.reached(stage);
        // The AWS client still has to sign and write the call.
        if (stage === "offerSent" || stage === "viewerOfferSent") setImmediate(beside);
      },
    },
  });
  ledger.answered(answered);
  const kept = presence.conclude("OK");
  try {
    acceptAnswer(answered.sdp, offer.parsed, camera, ledger);
    // Beside the presence, since together they would not fit into the time that is left over for them.
    await answered.learn?.();
  } finally {
    await kept;
  }
  ledger.reached("answerEvent");
  return answerGeneratedForSession({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    answer: answered.sdp,
  });
};

/** The offer, parsed and wrapped as the camera wants it, if a camera could answer it. */
function acceptedOffer({ payload }: DirectiveOf<Key>, camera: Camera): { parsed: ParsedSdp; payload: string } {
  const { format, value } = payload.offer;
  if (!/^sdp$/i.test(format)) throw new Failure("offer-not-sdp", { detail: "format" });
  const parsed = parseSdp(value);
  if (parsed === undefined) throw new Failure("offer-not-sdp", { detail: "offer-not-sdp" });
  const wrapped = wrapSessionDescription("offer", value, camera.offerFormat);
  refuse(offerRefusals(parsed, wrapped.length), { "offer-too-large": "offer-too-large" }, "offer-not-sdp");
  return { parsed, payload: wrapped };
}

/** Fails where no session can come of the answer. */
function acceptAnswer(answer: string, offer: ParsedSdp, camera: Camera, ledger: Ledger): void {
  const findings = checkAnswer(answer, offer, camera);
  refuse(
    findings,
    { "answer-not-sdp": "answer-unreadable", "answer-without-candidates": "answer-without-candidates" },
    "answer-unusable",
  );
  ledger.warned(findings.map(({ rule }) => rule));
}

/** Fails by the gravest finding that refuses: with the code for its rule, else with the one for any other rule. */
function refuse(
  findings: readonly Finding[],
  codes: Readonly<Partial<Record<string, FailureCode>>>,
  otherwise: FailureCode,
): void {
  const gravest = findings.find(({ severity }) => severity === "refuse");
  if (gravest === undefined) return;
  throw new Failure(codes[gravest.rule] ?? otherwise, { detail: gravest.rule });
}

/** Exchanges the offer. Where no answer came it matters whether the camera was offline already before. */
async function exchange(
  offerExchange: OfferExchange,
  presence: ViewPresence,
  request: OfferRequest,
): Promise<CameraAnswer> {
  try {
    return await offerExchange.exchange(request);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code !== "answer-empty" && failure.code !== "answer-late") throw failure;
    const before = await presence.conclude("UNREACHABLE");
    throw before === "UNREACHABLE" ? new Failure("camera-offline", { cause: thrown }) : failure;
  }
}

/** Does the work at the first call, and nothing at later ones. */
function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
