import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCli } from "./build-cli.ts";
import { packLambda } from "./pack-lambda.ts";

// Run by `npm ci` (prepare): everything that `npm start` and `npx camera-skill` need.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
await Promise.all([packLambda(root, join(root, "dist/lambda")), buildCli(root, join(root, "dist"))]);
