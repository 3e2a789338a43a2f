import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { Failure } from "../failure.ts";
import type { ChannelEndpoints } from "./channel-endpoints.ts";
import type { KvsClients } from "./clients.ts";
import { endpointHasMoved, kvsFailure } from "./kvs-failure.ts";
import type { CameraAnswer, OfferExchange, OfferRequest } from "./offer-exchange.ts";
import { senderClientId } from "./sender-client-id.ts";
import { unwrapAnswer } from "./unwrap-answer.ts";

const MAX_ATTEMPTS = 2;

/**
 * The way by SendAlexaOfferToMaster: one call, which KVS holds open until the master has answered.
 * When the remembered endpoint turns out to have moved it is looked up afresh and the offer is sent once more.
 */
export function createAlexaOfferExchange(
  clients: Pick<KvsClients, "channel">,
  endpoints: ChannelEndpoints,
): OfferExchange {
  async function send(endpoint: string, attempt: number, request: OfferRequest): Promise<CameraAnswer> {
    const { camera, payload, sessionId, signal } = request;
    const command = new SendAlexaOfferToMasterCommand({
      ChannelARN: camera.channelArn,
      SenderClientId: senderClientId(sessionId, attempt),
      MessagePayload: payload,
    });
    const reply = clients
      .channel(parseChannelArn(camera.channelArn).region, endpoint)
      .send(command, { abortSignal: signal });
    request.progress.reached("offerSent");
    const { Answer: answer } = await reply;
    // A missing, null or empty answer at HTTP 200 is KVS's usual way to say that no master answered.
    if (typeof answer !== "string" || answer.trim() === "") throw new Failure("answer-empty");
    request.progress.reached("answerBack");
    return { sdp: unwrapAnswer(answer), way: "alexa-offer" };
  }

  return {
    async exchange(request) {
      const { camera, signal, progress } = request;
      for (let left = MAX_ATTEMPTS - 1; ; left -= 1) {
        const attempt = progress.attempt();
        const { https } = await endpoints.endpointsOf(camera.channelArn, signal);
        progress.reached("endpointLookup");
        try {
          return await send(https, attempt, request);
        } catch (error) {
          if (signal.aborted) throw new Failure("answer-late", { cause: error });
          if (!endpointHasMoved(error)) throw kvsFailure(error);
          endpoints.drop(camera.channelArn);
          if (left === 0) throw kvsFailure(error);
        }
      }
    },
  };
}
