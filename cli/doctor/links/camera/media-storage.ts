import { DescribeMediaStorageConfigurationCommand } from "@aws-sdk/client-kinesis-video";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { nameOf, whileThrottled } from "../../../cameras/aws-call.ts";
import { describeChannel } from "../../../cameras/describe.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { Broken, type CameraLink, NotExamined } from "../../link.ts";
import { kvsOf } from "../../reads/kvs.ts";
import { readPlace } from "../../reads/place.ts";

/** The channel's media does not go to a video stream: then master and viewers would not reach each other. */
export const mediaStorageLink: CameraLink = {
  id: "media-storage",
  title: "media storage",
  async examine(patient, { channelArn, name }) {
    const { region } = parseChannelArn(channelArn);
    const client = (await kvsOf(patient)).controlPlane(region);
    const command = new DescribeMediaStorageConfigurationCommand({ ChannelARN: channelArn });
    const send = () =>
      client.send(command, { abortSignal: patient.signal }).catch((error: unknown) => {
        // KVS has it in fewer regions than channels. How it says so is not verified, nor how of a channel that never had
        // any; that the channel is there is known by now.
        if (/^((Unknown|Unsupported)Operation|ResourceNotFound)/.test(nameOf(error))) return undefined;
        throw error;
      });
    const asked = { action: "kinesisvideo:DescribeMediaStorageConfiguration", service: "KVS", region };
    const reply = await askAwsIfAllowed(asked, whileThrottled(send));
    if (reply === undefined) throw new NotExamined(`KVS in ${region} knows no media storage of channels`);
    if (reply.MediaStorageConfiguration?.Status !== "ENABLED") return { seen: "off" };

    const { rehearsal } = await patient.read(readPlace);
    const endpoint = rehearsal === undefined ? "" : ` --endpoint-url ${rehearsal.endpoints.kinesisvideo}`;
    throw new Broken({
      breakage: "media-storage-on",
      sentence: `The ${describeChannel(channelArn)} stores its media in a video stream: ${name} then reaches the store alone, and neither Alexa nor viewers.`,
      remedy: {
        say: "This ends the storing. What is stored stays, and the camera connects again by itself.",
        type: [
          `aws kinesisvideo update-media-storage-configuration --region ${region}${endpoint} --channel-arn ${channelArn} --media-storage-configuration Status=DISABLED`,
        ],
      },
    });
  },
};
