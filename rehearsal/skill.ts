import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CameraRecordInput } from "../protocol/camera-record.ts";
import type { LoginWithAmazon } from "./alexa-cloud/index.ts";
import { type Lambda, type LambdaOptions, startLambda } from "./lambda-runtime/index.ts";
import type { FunctionName, Roles } from "./roles.ts";
import type { SignalingService } from "./signaling-service/index.ts";

/** What the skill is deployed with. */
export interface RehearsedSkillOptions
  extends Pick<LambdaOptions, "runtimeClient" | "node" | "nodeOptions" | "runtime"> {
  /** The folder with the packed code, as `npm run build` leaves it. */
  readonly packedSkill: string;
  /** The folder that becomes /var/task; its content is replaced. */
  readonly taskRoot: string;
  /** The registry as a file; without it the settings say where it is. */
  readonly cameras?: readonly CameraRecordInput[];
  readonly signaling: Pick<SignalingService, "controlPlaneUrl" | "region" | "credentials" | "caFile">;
  readonly login: Pick<LoginWithAmazon, "url" | "clientId">;
  /** The functions' roles; without them all have the signaling service's own key, which may do everything. */
  readonly roles?: Roles;
  /** Further settings, in the environment of every function. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
}

/** The skill's functions, as its stack has them. */
export interface SkillFunctions {
  /** Answers directives and skill events. */
  readonly directives: Lambda;
  /** Takes EventBridge's events. */
  readonly cameraEvents: Lambda;
  /** Serves the cameras' pictures. */
  readonly snapshot: Lambda;
  /** Lets no environment serve again. */
  recycle(): Promise<void>;
  stop(): Promise<void>;
}

/** Deploys the packed skill on this machine: its code in a task folder, its settings in the environment. */
export async function startFunctions(options: RehearsedSkillOptions): Promise<SkillFunctions> {
  await unpack(options);
  const directives = startFunction(options, "index");
  const cameraEvents = startFunction(options, "camera-events", {
    timeoutSeconds: 30,
    // A minute and then two, in AWS: here somebody watches.
    asynchronous: { retryDelays: [1_000, 2_000] },
  });
  const snapshot = startFunction(options, "snapshot");
  const all = [directives, cameraEvents, snapshot];
  return {
    directives,
    cameraEvents,
    snapshot,
    recycle: async () => void (await Promise.all(all.map((each) => each.recycle()))),
    stop: async () => void (await Promise.all(all.map((each) => each.stop()))),
  };
}

/** Deploys of the skill the function that answers directives alone. */
export async function startSkill(options: RehearsedSkillOptions): Promise<Lambda> {
  await unpack(options);
  return startFunction(options, "index");
}

async function unpack({ taskRoot, packedSkill, cameras }: RehearsedSkillOptions): Promise<void> {
  await rm(taskRoot, { recursive: true, force: true });
  await mkdir(taskRoot, { recursive: true });
  await cp(packedSkill, taskRoot, { recursive: true });
  if (cameras !== undefined) await writeFile(join(taskRoot, "cameras.json"), JSON.stringify(cameras, null, 2));
}

function startFunction(
  { packedSkill, cameras, signaling, login, roles, settings = {}, ...runtime }: RehearsedSkillOptions,
  entry: FunctionName,
  change: Pick<LambdaOptions, "timeoutSeconds" | "asynchronous"> = {},
): Lambda {
  const { accessKeyId, secretAccessKey } = roles?.keys[entry] ?? signaling.credentials;
  return startLambda({
    ...runtime,
    region: signaling.region,
    handler: `${entry}.handler`,
    ...change,
    environment: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: signaling.controlPlaneUrl,
      ...(signaling.caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: signaling.caFile }),
      CAMERAS: "file",
      ACCOUNT_LINKING: "lwa",
      LWA_CLIENT_ID: login.clientId,
      LWA_API_URL: login.url,
      ...settings,
    },
  });
}
