import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCli } from "./build-cli.ts";
import { buildPages } from "./build-pages.ts";
import { buildSignalingService } from "./build-signaling-service.ts";
import { packLambda } from "./pack-lambda.ts";

// Run by `npm ci` (prepare) and before the tests: all that `npm start` and `npx camera-skill` need.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`This needs Node.js 20.19 or newer, and this is ${process.versions.node}.\n`);
  process.exit(1);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
await Promise.all([
  packLambda(root, join(root, "dist/lambda")),
  buildCli(root, join(root, "dist")),
  buildPages(root, join(root, "dist")),
  buildSignalingService(root, join(root, "dist/signaling-service")),
]);
