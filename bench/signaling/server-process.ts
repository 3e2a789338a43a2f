import { startSignalingService } from "../../rehearsal/signaling-service/index.ts";
import { startBareRelay } from "./bare-relay.ts";

/** What a server tells the benchmark once it listens. */
export interface Listening {
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

// A server in a process of its own, as clients meet it: `service` or `relay`. It is asked for its memory by a message.
const [kind] = process.argv.slice(2);
if (kind === "service") {
  const { controlPlaneUrl, region, credentials } = await startSignalingService({ quotas: "off" });
  process.send?.({ url: controlPlaneUrl, region, credentials } satisfies Listening);
} else {
  const credentials = { accessKeyId: "", secretAccessKey: "" };
  process.send?.({ url: await startBareRelay(), region: "", credentials } satisfies Listening);
}
process.on("message", () => {
  // Started with --expose-gc: what is counted is what is held, not what waits for collection.
  globalThis.gc?.();
  process.send?.(process.memoryUsage().rss);
});
process.on("disconnect", () => process.exit());
