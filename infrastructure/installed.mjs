// Runs before npm's scripts, in plain Node.js: without packages there is nothing else that could say what is missing.
import { existsSync } from "node:fs";

const here = (path) => existsSync(new URL(`../${path}`, import.meta.url));
if (!here("node_modules/tsx")) end("the project's packages are not installed: type npm ci");
if (process.argv.includes("--built") && !here("dist/cli/camera-skill.mjs")) end("nothing is built: type npm run build");

function end(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}
