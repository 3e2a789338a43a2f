import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { Failure } from "../failure.ts";
import type { ChannelEndpoints } from "./channel-endpoints.ts";
import type { KvsClients } from "./clients.ts";
import { endpointHasMoved, kvsFailure } from "./kvs-failure.ts";
import type { OfferExchange, OfferRequest } from "./offer-exchange.ts";
import { senderClientId } from "./sender-client-id.ts";

/** Whose HTTPS endpoint is asked for: public samples use the viewer's; either one takes the call. */
const ROLE = "VIEWER";
const MAX_ATTEMPTS = 2;

/**
 * The way by SendAlexaOfferToMaster: one call, which KVS holds open until the master has answered.
 * When the remembered endpoint turns out to have moved it is looked up afresh and the offer is sent once more.
 */
export function createAlexaOfferExchange(
  clients: Pick<KvsClients, "channel">,
  endpoints: ChannelEndpoints,
): OfferExchange {
  async function send(endpoint: string, attempt: number, request: OfferRequest): Promise<string> {
    const { camera, payload, sessionId, signal } = request;
    const command = new SendAlexaOfferToMasterCommand({
      ChannelARN: camera.channelArn,
      SenderClientId: senderClientId(sessionId, attempt),
      MessagePayload: payload,
    });
    const reply = clients
      .channel(parseChannelArn(camera.channelArn).region, endpoint)
      .send(command, { abortSignal: signal });
    request.progress.offerSent();
    const { Answer: answer } = await reply;
    // A missing, null or empty answer at HTTP 200 is KVS's usual way to say that no master answered.
    if (typeof answer !== "string" || answer.trim() === "") throw new Failure("answer-empty");
    request.progress.answerBack();
    return answer;
  }

  return {
    async exchange(request) {
      const { camera, signal, progress } = request;
      for (let attempt = 1; ; attempt += 1) {
        progress.attempt();
        const endpoint = await endpoints.httpsEndpointOf(camera.channelArn, ROLE, signal);
        progress.endpointKnown();
        try {
          return await send(endpoint, attempt, request);
        } catch (error) {
          if (signal.aborted) throw new Failure("answer-late", { cause: error });
          if (!endpointHasMoved(error)) throw kvsFailure(error);
          endpoints.drop(camera.channelArn, ROLE);
          if (attempt === MAX_ATTEMPTS) throw kvsFailure(error);
        }
      }
    },
  };
}
