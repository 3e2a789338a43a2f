import {
  CreateSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-kinesis-video";
import { GetIceServerConfigCommand, KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";

// These pages are JavaScript, as the SDK's README is: they hold what it has its users write.

/**
 * What a page does before it connects: it finds the channel, which is made where there is none, its endpoints and its
 * ICE servers. AWS's own STUN server, which the README adds to them, is not on this machine.
 */
export async function findChannel({ region, credentials, controlPlaneUrl, channelName }, role) {
  const kinesisVideoClient = new KinesisVideoClient({ region, credentials, endpoint: controlPlaneUrl });
  const channelARN = await arnOf(kinesisVideoClient, channelName);
  const { ResourceEndpointList } = await kinesisVideoClient.send(
    new GetSignalingChannelEndpointCommand({
      ChannelARN: channelARN,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: role },
    }),
  );
  const endpoints = Object.fromEntries(ResourceEndpointList.map((each) => [each.Protocol, each.ResourceEndpoint]));
  const signalingChannelsClient = new KinesisVideoSignalingClient({ region, credentials, endpoint: endpoints.HTTPS });
  const { IceServerList } = await signalingChannelsClient.send(
    new GetIceServerConfigCommand({ ChannelARN: channelARN }),
  );
  return {
    channelARN,
    channelEndpoint: endpoints.WSS,
    iceServers: IceServerList.map(({ Uris, Username, Password }) => ({
      urls: Uris,
      username: Username,
      credential: Password,
    })),
  };
}

async function arnOf(kinesisVideoClient, channelName) {
  try {
    const describe = new DescribeSignalingChannelCommand({ ChannelName: channelName });
    return (await kinesisVideoClient.send(describe)).ChannelInfo.ChannelARN;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const create = new CreateSignalingChannelCommand({ ChannelName: channelName });
    return (await kinesisVideoClient.send(create)).ChannelARN;
  }
}

/** Opens a signaling client; rejects when it has an error or is closed before it is open. */
export function open(signalingClient) {
  return new Promise((resolve, reject) => {
    signalingClient.on("open", resolve);
    for (const event of ["error", "close"]) signalingClient.on(event, () => reject(new Error(event)));
    signalingClient.open();
  });
}
