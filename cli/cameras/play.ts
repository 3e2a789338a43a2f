import { GetSignalingChannelEndpointCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { type Camera, type CameraEvent, startCamera } from "../../camera/index.ts";
import { isLoopbackUrl } from "../../camera/loopback.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { untilAborted } from "../interruption.ts";
import { bold, dim, green } from "../style.ts";
import { call, PATIENCE } from "./aws-call.ts";
import { clientOptions } from "./channels.ts";
import { describeChannel } from "./describe.ts";
import { describeCameraEvent } from "./describe-camera-event.ts";
import type { Place } from "./place.ts";
import { registeredCamera } from "./registered-camera.ts";
import { type CommonOptions, onSkill, type Surroundings } from "./skill.ts";

/**
 * `camera-skill cameras play`: connects a camera of this project's to a registered camera's channel, as its master, and
 * plays a test picture until the signal is aborted. Needs, with whose credentials it is called, the permissions of
 * {@link startCamera}.
 * @throws {Error} in words for people, when there is no such camera or it cannot connect.
 */
export async function play(
  id: string,
  options: CommonOptions,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  const { terminal } = surroundings;
  const { json = false } = options;
  await onSkill(options, surroundings, async (skill) => {
    const { place } = skill;
    const record = await registeredCamera(skill, surroundings.folder, id);
    terminal.tell(
      "A camera that is connected there as master competes with this one: of two masters the newest gets the offers. Unplug it, or plug it in again afterwards.",
    );
    terminal.progress.show({ starting: `Connecting to the ${describeChannel(record.channelArn)}` });
    const { region } = parseChannelArn(record.channelArn);
    const client = new KinesisVideoClient({ region, ...PATIENCE, ...clientOptions(place) });
    let camera: Camera | undefined;
    try {
      // What happens while it connects is told after that.
      const early: CameraEvent[] = [];
      let tell = (event: CameraEvent) => void early.push(event);
      camera = await connect(record, place, client, (event) => tell(event));
      terminal.progress.clear();
      if (!json) terminal.print(announcement(record));
      tell = (event) => {
        const line = json ? JSON.stringify({ camera: id, ...event }) : describeCameraEvent(event);
        if (line !== undefined) terminal.print(line);
      };
      for (const event of early) if (json || event.type !== "connected") tell(event);
      await untilAborted(signal);
    } finally {
      await camera?.stop();
      client.destroy();
    }
    return true;
  });
}

async function connect(
  { id, name, talk, channelArn }: CameraRecord,
  { rehearsal }: Place,
  client: KinesisVideoClient,
  onEvent: (event: CameraEvent) => void,
): Promise<Camera> {
  const { region } = parseChannelArn(channelArn);
  const isNear = await endsHere(client, channelArn, region);
  return startCamera({
    channelArn,
    camera: { id, name, talk },
    region,
    // As every AWS tool finds them; a role's are renewed before they expire.
    credentials: () => client.config.credentials(),
    ...(rehearsal && { controlPlaneUrl: rehearsal.endpoints.kinesisvideo }),
    // A channel on this machine may be one of a rehearsed AWS, which is found as AWS itself is.
    iceServers: isNear ? "none" : "from-kvs",
    onEvent,
  });
}

/** Whether the channel's endpoint is on this machine. Its errors are in words, which the camera's own are not. */
async function endsHere(client: KinesisVideoClient, channelArn: string, region: string): Promise<boolean> {
  const command = new GetSignalingChannelEndpointCommand({
    ChannelARN: channelArn,
    SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS"], Role: "MASTER" },
  });
  const missing = "its signaling channel does not exist: npx camera-skill doctor says what to do";
  const { ResourceEndpointList = [] } = await call(
    { action: "kinesisvideo:GetSignalingChannelEndpoint", service: "KVS", region, missing },
    client.send(command),
  );
  return ResourceEndpointList.some(({ ResourceEndpoint = "" }) => isLoopbackUrl(ResourceEndpoint));
}

function announcement({ id, name, channelArn }: CameraRecord): string {
  return [
    `${green("✔")} ${bold(id)} is connected as master to the ${describeChannel(channelArn)}, and plays a test picture`,
    dim(`  Say: Alexa, show ${name}. Ctrl-C stops it.`),
  ].join("\n");
}
