import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
/** The version that the tests are written for. */
const VERSION = "2.9.0";
const DEFAULT_FOLDER = ".real-peers/browser-sdk";

/** The folder that the SDK is installed in: never this project's own, of which it is no dependency. */
function folder(environment: NodeJS.ProcessEnv): string {
  return environment.KVS_BROWSER_SDK || join(root, DEFAULT_FOLDER);
}

/** The script that the SDK's README has a page load; undefined when the SDK is not installed. */
export function findBrowserSdk(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const script = join(folder(environment), "node_modules/amazon-kinesis-video-streams-webrtc/dist/kvs-webrtc.min.js");
  return existsSync(script) ? script : undefined;
}

/** What to do about a machine without the SDK. */
export function noBrowserSdk(environment: NodeJS.ProcessEnv = process.env): string {
  const prefix = environment.KVS_BROWSER_SDK || DEFAULT_FOLDER;
  return `the official browser SDK is not there: npm install --prefix ${prefix} --omit=optional --ignore-scripts amazon-kinesis-video-streams-webrtc@${VERSION}`;
}
