import { createInterface } from "node:readline";
import { type CameraOptions, startCamera } from "../../../camera/index.ts";

// A virtual camera in a process of its own. Its options come as a line of JSON; it prints a line when it is connected,
// or why it is not.
const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
try {
  const camera = await startCamera(JSON.parse((await lines.next()).value ?? "") as CameraOptions);
  process.stdout.write("connected\n");
  // The test's end of the pipe closes when the test's process ends, however it ends.
  await lines.next();
  await camera.stop();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : "failed"}\n`);
}
// Timers of the WebRTC stack outlast the camera by seconds.
process.exit();
