import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AlexaCloud,
  createAlexaCloud,
  linkAccount,
  startLoginWithAmazon,
} from "../../../rehearsal/alexa-cloud/index.ts";
import type { SignalingService } from "../../../rehearsal/signaling-service/index.ts";
import { startSkill } from "../../../rehearsal/skill.ts";
import { recordOf, type VirtualCamera } from "../../../rehearsal/virtual-cameras.ts";

const root = join(import.meta.dirname, "../../..");

/** Alexa's cloud and the skill it invokes. */
export interface Alexa {
  readonly cloud: AlexaCloud;
  stop(): Promise<void>;
}

/** Starts Alexa's cloud with an account whose skill has one camera, on a channel of someone else's. */
export async function startAlexa(
  signaling: SignalingService,
  camera: VirtualCamera,
  channelArn: string,
): Promise<Alexa> {
  const login = await startLoginWithAmazon();
  const taskRoot = await mkdtemp(join(tmpdir(), "skill-"));
  const skill = await startSkill({
    packedSkill: join(root, "dist/lambda"),
    runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
    taskRoot,
    cameras: [recordOf(camera, channelArn, login.userId)],
    signaling,
    login,
    onLog: () => {},
  });
  const { accessToken } = await linkAccount(login);
  return {
    cloud: createAlexaCloud({ invoke: skill.invoke, accessToken: () => accessToken }),
    async stop() {
      await skill.stop();
      await login.stop();
      await rm(taskRoot, { recursive: true });
    },
  };
}
