import { join } from "node:path";
import { startSignalingService } from "../rehearsal/signaling-service/index.ts";
import { describeEvent } from "./describe-event.ts";
import { interruption, untilAborted } from "./interruption.ts";
import { pages } from "./paths.ts";
import { bold } from "./style.ts";

/** The flags of `camera-skill signaling`. */
export interface SignalingOptions {
  readonly port: number;
  readonly region?: string;
  readonly data?: string;
  readonly quotas: "on" | "off";
  readonly json?: boolean;
}

/** `camera-skill signaling`: runs the signaling service alone until Ctrl-C. */
export async function signaling(options: SignalingOptions): Promise<void> {
  const signal = interruption();
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const service = await startSignalingService({
    port: options.port,
    quotas: options.quotas,
    pageFolder: join(pages, "signaling-service"),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.data === undefined ? {} : { dataDirectory: options.data }),
    onEvent(event) {
      if (options.json) print(JSON.stringify(event));
      // A refusal has had its own line when its request ends.
      else if (event.type !== "request" || event.status < 400) print(describeEvent(event));
    },
  });
  const { controlPlaneUrl, region, credentials, adminToken, adminPageUrl } = service;
  if (options.json) print(JSON.stringify({ controlPlaneUrl, region, credentials, adminToken }));
  else {
    print(`${bold("KVS WebRTC signaling")} for ${region}. Point any AWS SDK at it:\n`);
    print(`  export AWS_ENDPOINT_URL_KINESIS_VIDEO=${controlPlaneUrl}`);
    print(`  export AWS_REGION=${region}`);
    print(`  export AWS_DEFAULT_REGION=${region}`);
    print(`  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`);
    print(`  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}\n`);
    print(`Its list of channels: ${adminPageUrl}`);
    print("Ctrl-C stops it.\n");
  }
  await untilAborted(signal);
  await service.stop();
}
