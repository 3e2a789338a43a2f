import { createHmac } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import type { Parts } from "../parts.ts";

const HOUR_S = 3_600;

const secretSchema = z.object({ signingKey: z.string() });

/**
 * The address of a camera's snapshot as the skill would have written it an hour ago; `freshUri` is one of now. It is
 * signed with the skill's own key, so that nothing but its age is wrong.
 */
export async function expiredSnapshotUri({ aws, signaling }: Pick<Parts, "aws" | "signaling">, freshUri: string) {
  const client = new SecretsManagerClient({
    endpoint: aws.secrets.url,
    region: signaling.region,
    credentials: signaling.credentials,
  });
  try {
    const { SecretString = "" } = await client.send(
      new GetSecretValueCommand({ SecretId: aws.settings.SNAPSHOT_SECRET_ARN }),
    );
    const key = Buffer.from(z.parse(secretSchema, JSON.parse(SecretString)).signingKey, "base64");
    const uri = new URL(freshUri);
    const [, cameraId = "", expiry = ""] = uri.pathname.split("/");
    const past = String(Number(expiry) - HOUR_S);
    const signature = createHmac("sha256", key).update(`${cameraId}/${past}`).digest("base64url");
    return new URL(`/${cameraId}/${past}/${signature}`, uri).href;
  } finally {
    client.destroy();
  }
}
