import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCamera } from "../../camera/index.ts";
import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { createAlexaCloud, linkAccount, startLoginWithAmazon } from "../../rehearsal/alexa-cloud/index.ts";
import { createManners } from "../../rehearsal/camera-manners.ts";
import { createHappenings } from "../../rehearsal/happenings.ts";
import { parseManner } from "../../rehearsal/manners/catalogue.ts";
import { startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import { startSkill } from "../../rehearsal/skill.ts";
import { readLedger } from "../../rehearsal/view/ledger.ts";
import type { ViewReport } from "../../rehearsal/view/report.ts";
import { runView } from "../../rehearsal/view/view.ts";
import { recordOf } from "../../rehearsal/virtual-cameras.ts";

const root = join(import.meta.dirname ?? ".", "../..");
/** A second of picture. */
const FRAMES = 15;

/** A camera, whose firmware it has, and the way its record names. */
export interface BenchCamera extends Pick<CameraRecordInput, "id" | "signaling"> {
  /** Such as "c-sdk"; ours when there is none. */
  readonly manner?: string;
}

/** A deployed skill, whose first invocation finds no environment. */
export interface ColdSkill {
  /** @throws {Error} when no picture and sound came of it. */
  view(cameraId: string): Promise<ViewReport>;
  stop(): Promise<void>;
}

/** Amazon's side with cameras on it. */
export interface Amazon {
  deploy(): Promise<ColdSkill>;
  stop(): Promise<void>;
}

/** Starts the signaling service, Login with Amazon and the cameras; every deployed skill begins anew. */
export async function startAmazon(asked: readonly BenchCamera[]): Promise<Amazon> {
  const happenings = createHappenings();
  const folder = await mkdtemp(join(tmpdir(), "bench-viewer-way-"));
  const signaling = await startSignalingService({ quotas: "off" });
  const login = await startLoginWithAmazon();
  const { accessToken } = await linkAccount(login);
  const { region, credentials, controlPlaneUrl } = signaling;
  const started = await Promise.all(
    asked.map(async ({ id, manner, signaling: way }) => {
      const camera = { id, name: id, kind: "camera", talk: false } as const;
      const manners = createManners();
      if (manner !== undefined) manners.add(parseManner(manner));
      const { channelArn, stop } = await startCamera({
        channelName: id,
        camera,
        region,
        credentials,
        controlPlaneUrl,
        behaviour: manners.behaviour,
        onEvent: (event) => happenings.emit("camera", event),
      });
      return { record: { ...recordOf(camera, channelArn, login.userId), signaling: way }, stop };
    }),
  );
  let deployed = 0;
  return {
    async deploy() {
      deployed += 1;
      const skill = await startSkill({
        packedSkill: join(root, "dist/lambda"),
        runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
        taskRoot: join(folder, `skill-${deployed}`),
        cameras: started.map(({ record }) => record),
        signaling,
        login,
        onLog(line) {
          const ledger = readLedger(line);
          if (ledger) happenings.emit("ledger", ledger);
        },
      });
      const alexa = createAlexaCloud({ invoke: skill.invoke, accessToken: () => accessToken });
      return {
        async view(id) {
          const { signal } = new AbortController();
          const camera = { id, name: id, talk: false };
          const report = await runView({ alexa, camera, frames: FRAMES, happenings, signal });
          if (!report.ok) throw new Error(`${id}: ${report.problem}`);
          return report;
        },
        stop: () => skill.stop(),
      };
    },
    async stop() {
      await Promise.all(started.map(({ stop }) => stop()));
      await login.stop();
      await signaling.stop();
      await rm(folder, { recursive: true });
    },
  };
}
