import { answerGeneratedForSession } from "../../protocol/alexa/build-events.ts";
import type { DirectiveOf } from "../../protocol/alexa/directives.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import { checkAnswer, checkOffer, type Finding } from "../../protocol/sdp/rules.ts";
import {
  UnreadableSessionDescription,
  unwrapSessionDescription,
  wrapSessionDescription,
} from "../../protocol/signaling/session-description.ts";
import { asFailure, Failure, type FailureCode } from "../failure.ts";
import type { Ledger } from "../observability/ledger.ts";
import type { OfferRequest } from "../signaling/offer-exchange.ts";
import type { Presence } from "../state/presence.ts";
import type { Dependencies, DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

type Key = "Alexa.RTCSessionController.InitiateSessionWithOffer";

/**
 * Answers InitiateSessionWithOffer with the camera's answer: account, registry, signaling, in this order, so that KVS
 * hears of no view before its owner is known. The SDPs pass unchanged but for their line ends.
 */
export const initiateSession: DirectiveHandler<Key> = async (directive, dependencies, { deadline, ledger }) => {
  const camera = await askedCamera(directive.endpoint, dependencies, { deadline, ledger });
  const offer = acceptedOffer(directive, camera, ledger);
  const payload = await exchange(dependencies, {
    camera,
    sessionId: directive.payload.sessionId,
    payload: wrapSessionDescription("offer", offer, camera.offerFormat),
    signal: deadline.signal,
    progress: {
      attempt: () => ledger.attempted(),
      endpointKnown: () => ledger.reached("endpointLookup"),
      offerSent: () => ledger.reached("offerSent"),
      answerBack: () => ledger.reached("answerBack"),
    },
  });
  const answer = acceptedAnswer(payload, offer, camera, ledger);
  ledger.reached("answerEvent");
  return answerGeneratedForSession({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    answer,
  });
};

/** The offer, if a camera could answer it. */
function acceptedOffer({ payload }: DirectiveOf<Key>, camera: CameraRecord, ledger: Ledger): string {
  if (!/^sdp$/i.test(payload.offer.format)) throw new Failure("offer-not-sdp", { detail: "format" });
  const findings = checkOffer(payload.offer.value, camera.offerFormat);
  refuse(findings, { "offer-too-large": "offer-too-large" }, "offer-not-sdp");
  ledger.warned(findings.map(({ rule }) => rule));
  return payload.offer.value;
}

/** The answer's SDP, if a session can come of it. */
function acceptedAnswer(payload: string, offer: string, camera: CameraRecord, ledger: Ledger): string {
  const answer = unwrap(payload);
  const findings = checkAnswer(answer, offer, camera);
  refuse(
    findings,
    { "answer-not-sdp": "answer-unreadable", "answer-without-candidates": "answer-without-candidates" },
    "answer-unusable",
  );
  ledger.warned(findings.map(({ rule }) => rule));
  return answer;
}

function unwrap(payload: string): string {
  try {
    return unwrapSessionDescription(payload, "answer");
  } catch (cause) {
    // The reason is our own words and quotes nothing.
    const reason = cause instanceof UnreadableSessionDescription ? { detail: cause.message } : {};
    throw new Failure("answer-unreadable", { ...reason, cause });
  }
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

/** Exchanges the offer, and keeps what that says of the camera's presence, which is asked only when it failed. */
async function exchange(
  { offerExchange, presence, log }: Pick<Dependencies, "offerExchange" | "presence" | "log">,
  request: OfferRequest,
): Promise<string> {
  try {
    const payload = await offerExchange.exchange(request);
    await presence.report(request.camera.id, "OK", "view").catch(() => log.warn("presence could not be written"));
    return payload;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code !== "answer-empty" && failure.code !== "answer-late") throw failure;
    throw (await wasOffline(request.camera.id, presence, log))
      ? new Failure("camera-offline", { cause: thrown })
      : failure;
  }
}

/** Whether the camera was offline already before this view; from now on it is. */
async function wasOffline(cameraId: string, presence: Presence, log: Dependencies["log"]): Promise<boolean> {
  try {
    const before = await presence.connectivityOf(cameraId);
    await presence.report(cameraId, "UNREACHABLE", "view");
    return before === "UNREACHABLE";
  } catch {
    log.warn("presence could not be read or written");
    return false;
  }
}
