import { join } from "node:path";
import { installTool, isToolName, toolNames } from "./amazon-tools.ts";

// `npx tsx rehearsal/install-amazon-tools.ts [tool…]`: installs the programs that the rehearsed deploy, the tests in
// AWS's own runtime client and `bench cold` run, each of them once.
const wanted = process.argv.slice(2);
if (wanted.some((name) => name === "--help" || name === "-h")) {
  process.stdout.write(
    `npx tsx rehearsal/install-amazon-tools.ts [tool…]: installs into .real-peers what is not there yet.\nThere are: ${toolNames.join(", ")}\n`,
  );
  process.exit(0);
}

const folder = join(import.meta.dirname ?? ".", "../.real-peers");
for (const name of wanted.length > 0 ? wanted : toolNames) {
  if (!isToolName(name)) fail(`there is no tool "${name}"; there are: ${toolNames.join(", ")}`, 2);
  const onInstall = (title: string) => process.stderr.write(`Installing ${title}\n`);
  const program = await installTool(name, folder, { onInstall }).catch((error: Error) => fail(error.message, 1));
  process.stdout.write(`${name}: ${program}\n`);
}

function fail(message: string, status: number): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(status);
}
