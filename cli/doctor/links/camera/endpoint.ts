import { GetIceServerConfigCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { asFailure } from "../../../../lambda/failure.ts";
import { createChannelEndpoints } from "../../../../lambda/signaling/channel-endpoints.ts";
import { kvsFailure } from "../../../../lambda/signaling/kvs-failure.ts";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { Broken, type CameraLink } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type KvsOfPatient, kvsOf } from "../../reads/kvs.ts";
import { refusedByKvs } from "./kvs-refusal.ts";

/** KVS names the endpoints that a viewer goes to, as the skill asks for them. */
export const endpointLink: CameraLink = {
  id: "endpoint",
  title: "the endpoints",
  async examine(patient, camera) {
    const { channelArn, signaling } = camera;
    const kvs = await kvsOf(patient);
    const { https, wss } = await createChannelEndpoints(kvs)
      .endpointsOf(channelArn, patient.signal)
      .catch((error: unknown) => {
        throw refusedByKvs(asFailure(error), "GetSignalingChannelEndpoint", camera);
      });
    if (wss === undefined && signaling === "viewer") {
      throw new Broken({
        breakage: "endpoint-missing",
        sentence: `KVS named no WSS endpoint, and ${camera.name} is asked as viewer alone.`,
        remedy: { say: "Look at AWS's health page: KVS has one for every channel." },
        code: "kvs-unreachable",
      });
    }
    const notes = await turnNotes(patient, kvs, channelArn, https);
    return { seen: wss === undefined ? "HTTPS, and no WSS" : "HTTPS and WSS", notes };
  },
};

/** What is to be said of the TURN servers that a camera asks for: nothing, where they can be had. */
async function turnNotes(
  { signal }: Patient,
  kvs: KvsOfPatient,
  channelArn: string,
  endpoint: string,
): Promise<string[]> {
  try {
    const client = kvs.channel(parseChannelArn(channelArn).region, endpoint);
    const command = new GetIceServerConfigCommand({ ChannelARN: channelArn, Service: "TURN" });
    const { IceServerList = [] } = await client.send(command, { abortSignal: signal });
    const uris = IceServerList.flatMap(({ Uris = [] }) => Uris).length;
    return uris > 0 ? [] : ["GetIceServerConfig names no TURN server: a camera behind a strict firewall needs one."];
  } catch (error) {
    const { code } = kvsFailure(error);
    return [
      code === "kvs-denied"
        ? "These credentials may not do kinesisvideo:GetIceServerConfig; the camera's own have to, for TURN servers."
        : `TURN servers could not be had (${code}): a camera behind a strict firewall needs them.`,
    ];
  }
}
