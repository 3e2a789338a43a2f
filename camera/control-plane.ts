import type { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { channelArnSchema, parseChannelArn } from "../protocol/signaling/channel-arn.ts";
import type { CredentialSource } from "../signaling-client/index.ts";
import { limitCalls } from "./call-limit.ts";
import { type Clock, sleep } from "./clock.ts";
import { CameraFailure } from "./failure.ts";

/** Where a master connects: its channel and the two endpoints AWS handed out for role MASTER. */
export interface MasterChannel {
  readonly channelArn: string;
  /** wss://… for the WebSocket. */
  readonly websocketEndpoint: string;
  /** https://… for GetIceServerConfig. */
  readonly httpsEndpoint: string;
}

/** A channel by its ARN, or by its name: then it is made when there is none. */
export type ChannelChoice =
  | { readonly channelArn: string; readonly channelName?: never }
  | { readonly channelName: string; readonly channelArn?: never };

interface ControlPlaneOptions {
  readonly region: string;
  readonly credentials: CredentialSource;
  /** Another address than AWS's own. */
  readonly controlPlaneUrl?: string;
  /** How long one attempt of a call may take, in milliseconds. */
  readonly callTimeoutMilliseconds: number;
  readonly clock: Clock;
}

/** Attempts at each call: a camera that reconnects tries again by itself, with waits. */
const CALL_ATTEMPTS = 2;
/** How long a new channel may take to become ACTIVE, in attempts a second apart. */
const CREATION_ATTEMPTS = 10;

/**
 * Finds the channel, creating it when it is asked for by name and does not exist, and asks for its master endpoints.
 * The order is the official C SDK's: describe, create on 404, describe, get endpoints.
 * Aborting the signal ends the call that is under way.
 * @throws {CameraFailure} when AWS leaves something out; the AWS SDK's own errors, whose names alone may be shown.
 */
export async function findMasterChannel(
  options: ControlPlaneOptions & ChannelChoice,
  signal?: AbortSignal,
): Promise<MasterChannel> {
  const sdk = await import("@aws-sdk/client-kinesis-video");
  const client = new sdk.KinesisVideoClient({
    region: options.channelArn === undefined ? options.region : regionOf(options.channelArn),
    credentials: options.credentials,
    ...(options.controlPlaneUrl === undefined ? {} : { endpoint: options.controlPlaneUrl }),
    maxAttempts: CALL_ATTEMPTS,
    ...limitCalls(options.callTimeoutMilliseconds),
  });
  const sending = signal === undefined ? {} : { abortSignal: signal };
  try {
    const channelArn = options.channelArn ?? (await arnOf(client, options.channelName, options.clock, signal));
    const { ResourceEndpointList = [] } = await client.send(
      new sdk.GetSignalingChannelEndpointCommand({
        ChannelARN: channelArn,
        SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: "MASTER" },
      }),
      sending,
    );
    const endpoint = (protocol: string) =>
      ResourceEndpointList.find((entry) => entry.Protocol === protocol)?.ResourceEndpoint;
    const websocketEndpoint = endpoint("WSS");
    const httpsEndpoint = endpoint("HTTPS");
    if (websocketEndpoint === undefined || httpsEndpoint === undefined) {
      throw new CameraFailure("AWS gave no WSS and HTTPS endpoint for the channel");
    }
    return { channelArn, websocketEndpoint, httpsEndpoint };
  } finally {
    client.destroy();
  }
}

function regionOf(channelArn: string): string {
  const parsed = channelArnSchema.safeParse(channelArn);
  if (!parsed.success) throw new CameraFailure("the channel's ARN is not a signaling channel's");
  return parseChannelArn(channelArn).region;
}

async function arnOf(
  client: KinesisVideoClient,
  channelName: string,
  clock: Clock,
  signal?: AbortSignal,
): Promise<string> {
  const sdk = await import("@aws-sdk/client-kinesis-video");
  const sending = signal === undefined ? {} : { abortSignal: signal };
  const describe = async () => {
    try {
      const command = new sdk.DescribeSignalingChannelCommand({ ChannelName: channelName });
      return (await client.send(command, sending)).ChannelInfo;
    } catch (error) {
      if (error instanceof sdk.ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  let channel = await describe();
  if (channel === undefined) {
    try {
      await client.send(new sdk.CreateSignalingChannelCommand({ ChannelName: channelName }), sending);
    } catch (error) {
      // Someone else made it in the meantime, which is as good.
      if (!(error instanceof sdk.ResourceInUseException)) throw error;
    }
    channel = await describe();
  }
  // Creation is asynchronous: until it is ACTIVE the channel's endpoints cannot be had.
  for (let attempt = 0; channel?.ChannelStatus !== "ACTIVE" && attempt < CREATION_ATTEMPTS; attempt += 1) {
    await sleep(clock, 1_000, signal);
    channel = await describe();
  }
  if (channel?.ChannelARN === undefined)
    throw new CameraFailure("AWS does not know the channel it was asked to create");
  return channel.ChannelARN;
}
