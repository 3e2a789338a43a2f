import { type ChannelInfo, DescribeSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { parseChannelArn } from "../../../protocol/signaling/channel-arn.ts";
import { unlessNamed, whileThrottled } from "../../cameras/aws-call.ts";
import { askAws } from "../ask-aws.ts";
import type { Patient, ReaderOf } from "../patient.ts";
import { kvsOf } from "./kvs.ts";
import { readPlace } from "./place.ts";

/** The channel of a camera's record, as KVS describes it; undefined where there is none of that ARN. */
export const readChannel: ReaderOf<Pick<CameraRecord, "id" | "channelArn">, ChannelInfo | undefined> = async (
  patient,
  { channelArn },
) => describe(patient, parseChannelArn(channelArn).region, { ChannelARN: channelArn });

/**
 * A channel that has the name of the camera's and is another one: in the region of its ARN, or else in the skill's.
 * Undefined where there is none.
 */
export const readNamesake: ReaderOf<CameraRecord, ChannelInfo | undefined> = async (patient, { channelArn }) => {
  const { region, channelName: ChannelName } = parseChannelArn(channelArn);
  const regions = new Set([region, (await patient.read(readPlace)).region]);
  for (const each of regions) {
    const found = await describe(patient, each, { ChannelName });
    if (found !== undefined && found.ChannelStatus !== "DELETING") return found;
  }
  return undefined;
};

async function describe(
  patient: Patient,
  region: string,
  channel: { readonly ChannelARN: string } | { readonly ChannelName: string },
): Promise<ChannelInfo | undefined> {
  const client = (await kvsOf(patient)).controlPlane(region);
  const send = () =>
    client
      .send(new DescribeSignalingChannelCommand(channel), { abortSignal: patient.signal })
      .catch(unlessNamed("ResourceNotFoundException"));
  const asked = { action: "kinesisvideo:DescribeSignalingChannel", service: "KVS", region };
  return (await askAws(asked, whileThrottled(send)))?.ChannelInfo;
}
