import { once } from "node:events";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { WebSocket } from "ws";
import { encodeBase64 } from "../../protocol/signaling/base64.ts";
import type { Channel } from "./channels.ts";
import type { Server } from "./server.ts";

/** Connects a master that answers each offer with its own channel's ARN. */
export async function connectMaster(channel: Channel): Promise<WebSocket> {
  const socket = new WebSocket(await channel.masterUrl(), { perMessageDeflate: false });
  const messagePayload = encodeBase64(channel.channelArn);
  socket.on("message", (data) => {
    const text = String(data);
    if (text === "") return;
    const { senderClientId: recipientClientId } = JSON.parse(text);
    socket.send(JSON.stringify({ action: "SDP_ANSWER", recipientClientId, messagePayload }));
  });
  await once(socket, "open");
  return socket;
}

/** Sends Alexa's offers with AWS's own client. */
export function createAlexa({ region, credentials }: Server) {
  const clients = new Map<string, KinesisVideoSignalingClient>();
  return {
    /** False when the answer of the channel's own master did not come back. */
    async offer({ channelArn, httpsEndpoint: endpoint }: Channel): Promise<boolean> {
      const client = clients.get(endpoint) ?? new KinesisVideoSignalingClient({ endpoint, region, credentials });
      clients.set(endpoint, client);
      const { Answer } = await client.send(
        new SendAlexaOfferToMasterCommand({
          ChannelARN: channelArn,
          SenderClientId: "bench",
          MessagePayload: encodeBase64("offer"),
        }),
      );
      return Answer === encodeBase64(channelArn);
    },
    close() {
      for (const client of clients.values()) client.destroy();
    },
  };
}
