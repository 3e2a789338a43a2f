import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHandler, type Handler } from "../../../lambda/index.ts";
import { createHandler as createPictureHandler, type UrlHandler } from "../../../lambda/snapshot.ts";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { type ObjectChange, startBucket } from "../../../rehearsal/aws/bucket.ts";
import { startSecrets } from "../../../rehearsal/aws/secrets.ts";
import { startFunctionUrl } from "../../../rehearsal/lambda-runtime/function-url.ts";
import { cameraRecord, directiveFixture } from "./fixtures.ts";
import { owner, unhurried } from "./rehearsed-skill.ts";

const region = "us-east-1";
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:snapshots-AbCdEf";

/** Both functions may read pictures and nothing else; whatever runs the camera may put them there. */
export const role = {
  accessKeyId: "AKIAIOSFODNN7SKILL",
  secretAccessKey: "the-skill's-own-secret-key",
  actions: ["s3:GetObject", "s3:ListBucket", "secretsmanager:GetSecretValue"],
};
export const cameraKey = {
  accessKeyId: "AKIAIOSFODNN7CAMERA",
  secretAccessKey: "the-camera's-own-secret-key",
  actions: ["s3:PutObject"],
};

/** The key that signs addresses; it must be seen nowhere. */
export const signingKey = "c2VudGluZWxTaWduaW5nS2V5MDEyMzQ1Njc4OWFiY2Q=";

/** The skill and the function that serves its pictures, against the stand-ins for S3, Secrets Manager and Login with Amazon. */
export async function startPicturedSkill() {
  const folder = await mkdtemp(join(tmpdir(), "pictured-skill-"));
  const changes: ObjectChange[] = [];
  const bucket = await startBucket({
    region,
    accessKeys: [role, cameraKey],
    folder: join(folder, "bucket"),
    onObject: (change) => changes.push(change),
  });
  const secrets = await startSecrets({ region, accessKeys: [role], secrets: { [secretArn]: { signingKey } } });
  const login = await startLoginWithAmazon();
  // The AWS client's own variable, which needs no code of ours.
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.url;
  const environment = {
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    LAMBDA_TASK_ROOT: folder,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: role.accessKeyId,
    AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
    AWS_ENDPOINT_URL_S3: bucket.url,
    SNAPSHOT_BUCKET: bucket.name,
    SNAPSHOT_SECRET_ARN: secretArn,
  };
  let pictures: UrlHandler = createPictureHandler(environment);
  let remaining = unhurried.getRemainingTimeInMillis();
  const functionUrl = await startFunctionUrl({
    invoke: (event) => pictures(event, { getRemainingTimeInMillis: () => remaining }),
  });
  const token = login.issueToken({ userId: owner });

  return {
    bucket,
    secrets,
    login,
    changes,
    url: functionUrl.url,
    token,
    environment,
    pictureFile: (cameraId: string) => join(folder, "bucket", `${cameraId}.jpg`),
    /** Puts a picture into the bucket from behind. */
    putPicture: (cameraId: string, bytes: Uint8Array) => writeFile(join(folder, "bucket", `${cameraId}.jpg`), bytes),
    removePicture: (cameraId: string) => rm(join(folder, "bucket", `${cameraId}.jpg`), { force: true }),
    writeCameras: (...cameras: Partial<CameraRecordInput>[]) =>
      writeFile(join(folder, "cameras.json"), JSON.stringify(cameras.map((camera) => cameraRecord(camera as object)))),
    /** A new environment of the function that serves pictures, which has so many milliseconds for each request. */
    restartPictures(change: Record<string, string> = {}, milliseconds = unhurried.getRemainingTimeInMillis()): void {
      pictures = createPictureHandler({ ...environment, ...change });
      remaining = milliseconds;
    },
    /** A new environment of the skill. */
    coldHandler: (change: Record<string, string> = {}): Handler =>
      createHandler({ ...environment, SNAPSHOT_URL: functionUrl.url, ...change }),
    /** A directive of the fixtures with a valid token. */
    directive(name: string, change: { token?: string; endpointId?: string } = {}) {
      const { directive } = directiveFixture(name);
      const valid = change.token ?? token;
      if (directive.endpoint) {
        directive.endpoint.scope.token = valid;
        directive.endpoint.endpointId = change.endpointId ?? directive.endpoint.endpointId;
      }
      if (directive.payload?.scope) directive.payload.scope.token = valid;
      return { directive };
    },
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
      await functionUrl.stop();
      await Promise.all([bucket.stop(), secrets.stop(), login.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}
export type PicturedSkill = Awaited<ReturnType<typeof startPicturedSkill>>;
