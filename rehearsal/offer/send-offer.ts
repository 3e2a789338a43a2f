import { randomUUID } from "node:crypto";
import { parseSdp } from "../../protocol/sdp/parsing.ts";
import { checkAnswer, checkOffer } from "../../protocol/sdp/rules.ts";
import type { AlexaCloud } from "../alexa-cloud/index.ts";
import type { OfferReport } from "./report.ts";

/**
 * Sends an offer of any origin, such as one captured from a real Echo, in a directive, and says what the camera made of
 * it. Whoever wrote the offer isn't there any more, so no media comes of it.
 */
export async function sendOffer(
  alexa: AlexaCloud,
  camera: { readonly id: string; readonly name: string },
  offer: string,
): Promise<OfferReport> {
  const session = { endpointId: camera.id, sessionId: randomUUID() };
  const sentAt = performance.now();
  const reply = await alexa.initiateSession({ ...session, offer });
  const milliseconds = Math.round(performance.now() - sentAt);
  await alexa.sessionDisconnected(session);
  const about = {
    camera: { id: camera.id, name: camera.name },
    milliseconds,
    offerFindings: checkOffer(offer),
  };
  if ("error" in reply) {
    const { type, message } = reply.error;
    return { ...about, ok: false, error: { type, message }, answerFindings: [], sections: [], bundles: [] };
  }
  const answerFindings = checkAnswer(reply.value, offer);
  const parsed = parseSdp(reply.value);
  return {
    ...about,
    ok: answerFindings.every((finding) => finding.severity !== "refuse"),
    answerFindings,
    sections: (parsed?.media ?? []).map((section) => ({
      kind: section.kind,
      ...(section.mid === undefined ? {} : { mid: section.mid }),
      direction: section.direction,
      codecs: section.codecs.map((codec) => codec.name),
      candidates: section.candidates.length,
    })),
    bundles: (parsed?.bundles ?? []).map((mids) => [...mids]),
  };
}
