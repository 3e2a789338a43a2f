import type { ExchangeStage } from "../../../../../lambda/observability/ledger.ts";
import { type ChannelEndpoints, createChannelEndpoints } from "../../../../../lambda/signaling/channel-endpoints.ts";
import type { OfferRequest } from "../../../../../lambda/signaling/offer-exchange.ts";
import { createViewerExchange } from "../../../../../lambda/signaling/viewer/viewer-exchange.ts";
import { type IceCandidate, wrapIceCandidate } from "../../../../../protocol/signaling/ice-candidate.ts";
import { wrapSessionDescription } from "../../../../../protocol/signaling/session-description.ts";
import type { SignalingServiceOptions } from "../../../../../rehearsal/signaling-service/index.ts";
import type { Credentials } from "../../../../../signaling-client/index.ts";
import { openWorld } from "../../../../rehearsal/signaling-service/support/world.ts";
import { cameraRecord, echoOffer } from "../../../support/fixtures.ts";
import { bareAnswer } from "./trickled.ts";

/** A master that has an offer of a viewer's before it. */
export interface OfferedMaster {
  readonly clientId: string;
  readonly payload: string;
  answer(sdp?: string): void;
  trickle(...candidates: (IceCandidate | null)[]): void;
  /** An ICE_CANDIDATE of any content. */
  send(messagePayload: string): void;
}

/** How a view is to go; all of it may be left out. */
export interface ViewOptions {
  readonly request?: Partial<OfferRequest>;
  readonly credentials?: Credentials;
  readonly endpoints?: ChannelEndpoints;
  readonly onStage?: (stage: ExchangeStage) => void;
}

/** A channel of the stand-in service, to be viewed. `closeWorlds` ends it. */
export async function openViewedChannel(options: SignalingServiceOptions = {}) {
  const world = await openWorld({ quotas: "off", ...options });
  const channelArn = await world.createChannel();
  const endpoints = createChannelEndpoints({ controlPlane: () => world.control });
  const camera = cameraRecord({ channelArn });
  const stages: ExchangeStage[] = [];
  let attempts = 0;

  return {
    world,
    channelArn,
    endpoints,
    camera,
    /** The stages that were reached, in their order. */
    stages,
    attempts: () => attempts,
    /** Connects a master that does with each offer what it is told. */
    async connectMaster(onOffer: (offered: OfferedMaster) => void): Promise<void> {
      const master = await world.connectMaster(channelArn);
      const serve = async () => {
        for (;;) {
          const { senderClientId, messagePayload } = await master.next();
          const recipientClientId = String(senderClientId);
          const send = (payload: string) =>
            master.send({ action: "ICE_CANDIDATE", recipientClientId, messagePayload: payload });
          onOffer({
            clientId: recipientClientId,
            payload: String(messagePayload),
            answer: (sdp = bareAnswer) =>
              master.send({
                action: "SDP_ANSWER",
                recipientClientId,
                messagePayload: wrapSessionDescription("answer", sdp),
              }),
            trickle(...candidates) {
              for (const candidate of candidates) send(wrapIceCandidate(candidate as IceCandidate));
            },
            send,
          });
        }
      };
      void serve();
    },
    /** Views the camera as viewer. */
    view({ request, credentials = world.service.credentials, ...others }: ViewOptions = {}) {
      const exchange = createViewerExchange({ credentials, endpoints: others.endpoints ?? endpoints });
      return exchange.exchange({
        camera,
        sessionId: "session",
        sdp: echoOffer,
        payload: wrapSessionDescription("offer", echoOffer),
        signal: new AbortController().signal,
        progress: {
          attempt() {
            attempts += 1;
            return attempts;
          },
          reached(stage) {
            stages.push(stage);
            others.onStage?.(stage);
          },
        },
        ...request,
      });
    },
  };
}
export type ViewedChannel = Awaited<ReturnType<typeof openViewedChannel>>;
