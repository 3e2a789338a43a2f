import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DeployedStack } from "../../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { type Deployments, root, skillId } from "./deployed-skill.ts";

/**
 * Runs the built command in a folder that ask-cli has deployed the stack from.
 * @throws {Error} with what it says when it fails.
 */
export async function cameraSkill(
  { account, cloudFormationUrl, folder }: Deployments,
  { stackId }: DeployedStack,
  ...args: readonly string[]
): Promise<void> {
  const cwd = join(folder, "workspace");
  await mkdir(join(cwd, ".ask"), { recursive: true });
  const skillInfrastructure = { "@ask-cli/cfn-deployer": { deployState: { default: { stackId } } } };
  const states = { askcliStatesVersion: "2020-03-31", profiles: { default: { skillId, skillInfrastructure } } };
  await writeFile(join(cwd, ".ask/ask-states.json"), JSON.stringify(states));
  const child = spawn(process.execPath, [join(root, "dist/cli/camera-skill.mjs"), ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      NO_COLOR: "1",
      ...account.cliEnvironment,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormationUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit");
  const [, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  if (code !== 0) throw new Error(`camera-skill ended with ${code}: ${said}`);
}
