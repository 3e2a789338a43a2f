import {
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { presignSignalingUrl } from "../../signaling-client/index.ts";
import type { Server } from "./server.ts";

/** A channel and its endpoints for a master; the HTTPS one takes Alexa's offers too. */
export interface Channel {
  readonly channelArn: string;
  readonly httpsEndpoint: string;
  masterUrl(): Promise<string>;
  viewerUrl(clientId: string): Promise<string>;
}

/** Makes channels with AWS's own client. */
export function createChannels({ url, region, credentials }: Server) {
  const client = new KinesisVideoClient({ endpoint: url, region, credentials });
  const endpoints = async (channelArn: string, role: "MASTER" | "VIEWER") => {
    const configuration = { Protocols: ["WSS", "HTTPS"], Role: role } as const;
    const { ResourceEndpointList = [] } = await client.send(
      new GetSignalingChannelEndpointCommand({
        ChannelARN: channelArn,
        SingleMasterChannelEndpointConfiguration: { ...configuration, Protocols: [...configuration.Protocols] },
      }),
    );
    const of = (protocol: string) =>
      ResourceEndpointList.find(({ Protocol }) => Protocol === protocol)?.ResourceEndpoint ?? "";
    return { https: of("HTTPS"), wss: of("WSS") };
  };
  const presign = (endpoint: string, channelArn: string, clientId?: string) =>
    presignSignalingUrl({
      endpoint,
      channelArn,
      credentials,
      now: new Date(),
      ...(clientId === undefined ? {} : { clientId }),
    });
  return {
    async create(name: string): Promise<Channel> {
      const { ChannelARN: channelArn = "" } = await client.send(
        new CreateSignalingChannelCommand({ ChannelName: name }),
      );
      const { https, wss } = await endpoints(channelArn, "MASTER");
      return {
        channelArn,
        httpsEndpoint: https,
        masterUrl: () => presign(wss, channelArn),
        viewerUrl: async (clientId) => presign((await endpoints(channelArn, "VIEWER")).wss, channelArn, clientId),
      };
    },
    close: () => client.destroy(),
  };
}

/** Carries work out so many at a time. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [index, item] of left) await work(item, index);
    }),
  );
}
