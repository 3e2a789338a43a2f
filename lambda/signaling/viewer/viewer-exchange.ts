import { announceTrickle } from "../../../protocol/sdp/announce-trickle.ts";
import { MAX_PAYLOAD_CHARACTERS } from "../../../protocol/signaling/limits.ts";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { type Credentials, openViewerSocket } from "../../../signaling-client/index.ts";
import { Failure } from "../../failure.ts";
import type { ChannelEndpoints } from "../channel-endpoints.ts";
import type { OfferExchange, OfferRequest } from "../offer-exchange.ts";
import { senderClientId } from "../sender-client-id.ts";
import { createAnswerCollector } from "./answer-collector.ts";
import {
  ConnectionCut,
  endpointMayHaveMoved,
  isWorthAnotherAttempt,
  statusFailure,
  viewerFailure,
} from "./viewer-failure.ts";

const MAX_ATTEMPTS = 2;
/** As long as the AWS clients have for a connection; a second attempt then still fits into most views. */
const HANDSHAKE_MS = 2_000;

/** What the way by ConnectAsViewer stands on. */
export interface ViewerExchangeOptions {
  readonly credentials: Credentials;
  readonly endpoints: ChannelEndpoints;
}

/**
 * The way by ConnectAsViewer: a WebSocket to the channel for as long as the exchange lasts. The offer says that
 * candidates may follow the answer, and those that do are folded into the one answer that Alexa takes.
 * When the endpoint has moved, or the connection is cut before anything usable came, the offer is sent once more.
 */
export function createViewerExchange({ credentials, endpoints }: ViewerExchangeOptions): OfferExchange {
  async function endpointOf(channelArn: string, signal: AbortSignal): Promise<string> {
    const { wss } = await endpoints.endpointsOf(channelArn, signal);
    if (wss !== undefined) return wss;
    throw new Failure("kvs-unreachable", { detail: "GetSignalingChannelEndpoint named no WSS endpoint" });
  }

  return {
    async exchange(request) {
      const { channelArn } = request.camera;
      const payload = trickleOffer(request);
      let failed: unknown;
      for (let left = MAX_ATTEMPTS - 1; ; left -= 1) {
        const clientId = senderClientId(request.sessionId, request.progress.attempt());
        const endpoint = await endpointOf(channelArn, request.signal);
        request.progress.reached("endpointLookup");
        try {
          const sdp = await ask(request, { endpoint, clientId, credentials, payload });
          request.progress.reached("answerBack");
          return { sdp, way: "viewer" };
        } catch (error) {
          if (error instanceof Failure) throw error;
          // Out of time, what kept it so long is the reason: a camera that was never reached is not late.
          if (request.signal.aborted) {
            throw failed === undefined ? new Failure("answer-late", { cause: error }) : viewerFailure(failed);
          }
          failed = error;
          if (endpointMayHaveMoved(error)) endpoints.drop(channelArn);
          if (left === 0 || !isWorthAnotherAttempt(error)) throw viewerFailure(error);
        }
      }
    },
  };
}

/** The offer with trickle announced, wrapped as the camera wants it. */
function trickleOffer({ camera, sdp }: OfferRequest): string {
  const payload = wrapSessionDescription("offer", announceTrickle(sdp), camera.offerFormat);
  if (payload.length > MAX_PAYLOAD_CHARACTERS)
    throw new Failure("offer-too-large", { detail: "with a=ice-options:trickle" });
  return payload;
}

interface Attempt {
  readonly endpoint: string;
  readonly clientId: string;
  readonly credentials: Credentials;
  readonly payload: string;
}

/** One connection: sends the offer and collects the answer. The connection is closed in any case, and not waited for. */
async function ask({ camera, progress, signal }: OfferRequest, attempt: Attempt): Promise<string> {
  const { endpoint, clientId, credentials, payload } = attempt;
  const collector = createAnswerCollector(() => progress.reached("viewerAnswer"));
  const socket = await openViewerSocket({
    endpoint,
    channelArn: camera.channelArn,
    credentials,
    clientId,
    signal,
    handshakeTimeoutMilliseconds: HANDSHAKE_MS,
    onMessage: collector.take,
    onStatus(status) {
      const failure = statusFailure(status);
      if (failure !== undefined) collector.fail(failure);
    },
  });
  const atDeadline = () =>
    collector.stop((answered) => new Failure(answered ? "answer-without-candidates" : "answer-late"));
  try {
    progress.reached("viewerConnected");
    if (signal.aborted) throw new Failure("answer-late");
    signal.addEventListener("abort", atDeadline);
    socket.closed.then(() => collector.stop(() => new ConnectionCut()));
    progress.reached("viewerOfferSent");
    // With a correlation id the service says so when it refuses the offer.
    socket.send({ action: "SDP_OFFER", messagePayload: payload, correlationId: clientId });
    return await collector.complete;
  } finally {
    signal.removeEventListener("abort", atDeadline);
    void socket.close();
  }
}
