import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CameraOptions } from "../../../camera/index.ts";
import type { SignalingService } from "../../../rehearsal/signaling-service/index.ts";

/** A camera in a process of its own. */
export interface SecureCamera {
  stop(): Promise<void>;
}

/**
 * Starts a virtual camera on the channel of its name. It has a process of its own, which trusts the service's
 * certificates: Node.js reads NODE_EXTRA_CA_CERTS at its start only.
 */
export async function startSecureCamera(
  { controlPlaneUrl, region, credentials, caFile = "" }: SignalingService,
  camera: CameraOptions["camera"],
): Promise<SecureCamera> {
  const options: CameraOptions = { channelName: camera.id, camera, controlPlaneUrl, region, credentials };
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "camera-process.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
  });
  const exited = once(child, "exit");
  child.stdin.write(`${JSON.stringify(options)}\n`);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), exited.then(() => ["it ended"])]);
  if (line !== "connected") throw new Error(`the camera did not start: ${line}`);
  return {
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
