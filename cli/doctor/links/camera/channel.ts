import type { ChannelInfo } from "@aws-sdk/client-kinesis-video";
import type { CameraRecord } from "../../../../protocol/camera-record.ts";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { describeChannel } from "../../../cameras/describe.ts";
import { Broken, type CameraLink, type Seen } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readCameras } from "../../reads/cameras.ts";
import { readChannel, readNamesake } from "../../reads/channel.ts";
import { type CameraChange, changeCamera } from "../../remedies/change-camera.ts";

/** The signaling channel of the camera's record is there, serves, and is of the kind that a camera has. */
export const channelLink: CameraLink = {
  id: "channel",
  title: "the signaling channel",
  async examine(patient, camera): Promise<Seen> {
    const channel = await patient.readOf(camera, readChannel);
    if (channel === undefined) throw await missing(patient, camera);
    const { ChannelType: type = "", ChannelStatus: status = "" } = channel;
    if (type !== "SINGLE_MASTER") throw await ofOtherType(patient, camera, type);
    if (status !== "ACTIVE") throw await inactive(patient, camera, status);
    return { seen: `${describeChannel(camera.channelArn)}, ${status}` };
  },
};

async function missing(patient: Patient, camera: CameraRecord): Promise<Broken> {
  const namesake = await patient.readOf(camera, readNamesake);
  const arn = namesake?.ChannelARN;
  const there = arn === undefined ? "" : `; ${tellOf(camera, arn, namesake)}`;
  const sentence = `There is no ${describeChannel(camera.channelArn)} of the ARN in the record of ${camera.name}${there}.`;
  const remedy = await changeCamera(patient, camera, await otherChannel(patient, camera, arn));
  return new Broken({ breakage: "channel-missing", code: "channel-missing", sentence, remedy });
}

/** "one of that name was made in eu-west-1 at 2026-01-31T08:00:00Z". */
function tellOf({ channelArn }: CameraRecord, arn: string, namesake: ChannelInfo | undefined): string {
  const { region } = parseChannelArn(arn);
  const where = region === parseChannelArn(channelArn).region ? "" : ` in ${region}`;
  const made = namesake?.CreationTime;
  return `one of that name was made${where}${made === undefined ? "" : ` at ${made.toISOString().slice(0, 19)}Z`}`;
}

/** The channel that the camera gets instead: the one of its own channel's name, or one that is made. */
async function otherChannel(
  patient: Patient,
  camera: CameraRecord,
  namesake: string | undefined,
): Promise<CameraChange> {
  const { name } = camera;
  if (namesake === undefined) {
    return madeAnew(`This makes a channel of that name, and gives it to ${name}.`);
  }
  const cameras = await patient.read(readCameras);
  const owner = cameras.find(({ id, channelArn }) => channelArn === namesake && id !== camera.id);
  if (owner !== undefined) return anotherChannel(camera, `That one is the camera ${owner.id}'s.`);
  return {
    say: `This gives ${name} the channel that is there.`,
    flags: ["--channel-arn", namesake],
    inFile: `"channelArn": "${namesake}"`,
  };
}

/** A new channel of the same name. */
function madeAnew(say: string): CameraChange {
  return {
    say: `${say} A camera that connects by the channel's name finds it; firmware that was given the ARN wants the new one.`,
    flags: [],
    inFile: "the ARN of the new channel, which you make in the console of Kinesis Video Streams",
  };
}

/** A new channel of another name. */
function anotherChannel({ id, name }: CameraRecord, say: string): CameraChange {
  const channelName = `${id.slice(0, 240)}-channel`;
  return {
    say: `${say} This makes a channel ${channelName} for ${name}, to which it is then to connect as master.`,
    flags: ["--channel", channelName],
    inFile: "the ARN of that channel, which you make in the console of Kinesis Video Streams",
  };
}

async function ofOtherType(patient: Patient, camera: CameraRecord, type: string): Promise<Broken> {
  return new Broken({
    breakage: "channel-type",
    sentence: `The ${describeChannel(camera.channelArn)} is of type ${type}, and a camera's is SINGLE_MASTER.`,
    remedy: await changeCamera(patient, camera, anotherChannel(camera, "A channel keeps its type.")),
  });
}

async function inactive(patient: Patient, camera: CameraRecord, status: string): Promise<Broken> {
  const sentence = `The ${describeChannel(camera.channelArn)} is ${status}, and serves nobody until it is ACTIVE.`;
  const about = { breakage: "channel-inactive", code: "camera-busy", sentence };
  if (status === "UPDATING") {
    return new Broken({ ...about, remedy: { say: "Wait a moment: somebody has just changed it." } });
  }
  const change =
    status === "DELETING"
      ? madeAnew(`This waits until it is gone, makes one of the same name, and gives it to ${camera.name}.`)
      : { say: "This waits until it is ACTIVE.", flags: [], inFile: "what it has: wait a minute" };
  return new Broken({ ...about, remedy: await changeCamera(patient, camera, change) });
}
