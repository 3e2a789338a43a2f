import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { createConnections } from "../lambda/connections.ts";
import { createKvsClients } from "../lambda/signaling/clients.ts";

/** One `send` of the very SDK client that the skill uses, packed with it, and nothing else. */
export function oneSend(options: {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  channelArn: string;
  payload: string;
}): () => Promise<unknown> {
  const connections = createConnections(() => performance.now());
  const client = createKvsClients(options.credentials, connections).channel("us-east-1", options.endpoint);
  return () =>
    client.send(
      new SendAlexaOfferToMasterCommand({
        ChannelARN: options.channelArn,
        SenderClientId: "bench",
        MessagePayload: options.payload,
      }),
    );
}
