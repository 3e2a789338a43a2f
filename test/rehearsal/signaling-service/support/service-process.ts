import { createInterface } from "node:readline";
import { startSignalingService } from "../../../../rehearsal/signaling-service/index.ts";

/**
 * A service in a process of its own, so that a test can kill it: prints its URL, or why it did not start. Its options
 * come as JSON behind the data directory.
 */
const [dataDirectory = "", options = "{}"] = process.argv.slice(2);
try {
  const service = await startSignalingService({ ...JSON.parse(options), dataDirectory });
  process.stdout.write(`${service.controlPlaneUrl}\n`);
  // The test's end of the pipe closes when the test's process ends, however it ends.
  for await (const _ of createInterface(process.stdin));
  await service.stop();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : "failed"}\n`);
}
