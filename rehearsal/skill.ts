import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CameraRecordInput } from "../protocol/camera-record.ts";
import type { LoginWithAmazon } from "./alexa-cloud/index.ts";
import { type Lambda, startLambda } from "./lambda-runtime/index.ts";
import type { SignalingService } from "./signaling-service/index.ts";

/** What the skill is deployed with. */
export interface RehearsedSkillOptions {
  /** The folder with the packed code, as `npm run build` leaves it. */
  readonly packedSkill: string;
  readonly runtimeClient: string;
  /** The folder that becomes /var/task; its content is replaced. */
  readonly taskRoot: string;
  readonly cameras: readonly CameraRecordInput[];
  readonly signaling: Pick<SignalingService, "controlPlaneUrl" | "region" | "credentials" | "caFile">;
  readonly login: Pick<LoginWithAmazon, "url" | "clientId">;
  readonly onLog: (line: string) => void;
  /** Another Node.js to run the skill with. */
  readonly node?: string;
}

/** Deploys the packed skill on this machine: its code and its cameras in a task folder, its settings in the environment. */
export async function startSkill(options: RehearsedSkillOptions): Promise<Lambda> {
  const { signaling, login, taskRoot } = options;
  await rm(taskRoot, { recursive: true, force: true });
  await mkdir(taskRoot, { recursive: true });
  await cp(options.packedSkill, taskRoot, { recursive: true });
  await writeFile(join(taskRoot, "cameras.json"), JSON.stringify(options.cameras, null, 2));
  return startLambda({
    taskRoot,
    runtimeClient: options.runtimeClient,
    region: signaling.region,
    onLog: options.onLog,
    ...(options.node === undefined ? {} : { node: options.node }),
    environment: {
      AWS_ACCESS_KEY_ID: signaling.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: signaling.credentials.secretAccessKey,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: signaling.controlPlaneUrl,
      ...(signaling.caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: signaling.caFile }),
      CAMERAS: "file",
      ACCOUNT_LINKING: "lwa",
      LWA_CLIENT_ID: login.clientId,
      LWA_API_URL: login.url,
    },
  });
}
