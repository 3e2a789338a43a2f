import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";
import type { KvsClients } from "../../../lambda/signaling/clients.ts";
import { refuseUnknownOperations } from "../../../lambda/signaling/unknown-operation.ts";
import type { Credentials } from "../../../signaling-client/index.ts";
import { PATIENCE } from "../../cameras/aws-call.ts";
import { clientOptions } from "../../cameras/channels.ts";
import type { Patient } from "../patient.ts";
import { readPlace } from "./place.ts";

/** The examination's clients of KVS, as the skill's own exchanges want them. */
export interface KvsOfPatient extends KvsClients {
  /** What the clients of a region sign with, for what signs by itself. */
  credentials(region: string): Promise<Credentials>;
}

/** Reaches KVS as the installation's cameras are reached, with the credentials of whoever examines it. */
export async function kvsOf(patient: Patient): Promise<KvsOfPatient> {
  const place = await patient.read(readPlace);
  const credentials = place.rehearsal && { credentials: place.rehearsal.credentials };
  const controlPlane = (region: string) =>
    patient.client(
      `kinesis-video ${region}`,
      () => new KinesisVideoClient({ region, ...PATIENCE, ...clientOptions(place) }),
    );
  return {
    controlPlane,
    channel: (region, endpoint) =>
      patient.client(`kinesis-video-signaling ${region} ${endpoint}`, () => {
        // A retry would bring the camera a second offer of the same client id.
        const client = new KinesisVideoSignalingClient({
          region,
          endpoint,
          ...PATIENCE,
          maxAttempts: 1,
          ...credentials,
        });
        refuseUnknownOperations(client);
        return client;
      }),
    credentials: (region) => controlPlane(region).config.credentials(),
  };
}
