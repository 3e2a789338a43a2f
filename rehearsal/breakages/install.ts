import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunningSkill } from "../deploy-targets/account/running-skill.ts";
import { expect, NotAsExpected } from "../deploy-targets/scenario.ts";
import { CLIENT_SECRET, linkAccounts } from "../deploy-targets/scenarios/account-linking.ts";
import { type Deployed, deployedBy } from "../deploy-targets/scenarios/deploy.ts";
import { bringToLife, registerFrontDoor } from "../deploy-targets/scenarios/front-door.ts";
import type { Story } from "../deploy-targets/story.ts";
import type { Installed } from "./breakage.ts";

/** What deploys, at the beginning of a line or behind another command. */
const deploys = /(^|[\s;&])(ask deploy|npm run deploy)(\s|$)/;
/** The test that `npm run deploy` runs here: that all of them pass is not for this rehearsal to show, and takes a minute. */
const ONE_TEST = join("test", "infrastructure", "packed-handlers.test.ts");

/** Gives somebody a desk with the project, and nothing deployed of it. */
export async function sitDown(story: Story): Promise<Installed> {
  const { amazon } = story;
  const developer = await story.desk("developer");
  const { workspace } = developer;
  for (const file of await readdir(join(workspace.folder, "test"), { recursive: true })) {
    const path = join("test", file);
    if (path.endsWith(".test.ts") && path !== ONE_TEST) await rm(join(workspace.folder, path));
  }
  const { login, smapi, credentials, refreshToken, account } = amazon;
  let deployed: (Deployed & { readonly running: RunningSkill }) | undefined;
  const current = () => {
    expect(deployed !== undefined, "nothing was deployed");
    return deployed;
  };
  return {
    developer,
    amazon,
    camera: account.camera,
    get skillId() {
      return current().skillId;
    },
    get stack() {
      return current().stack;
    },
    get running() {
      return current().running;
    },
    pace: { doctor: 0 },
    secrets: () => [
      credentials.secretAccessKey,
      refreshToken,
      smapi.accessToken,
      login.eventsClient.clientSecret,
      CLIENT_SECRET,
    ],
    async type(...lines) {
      for (const line of lines) {
        const { exitCode, output } = await developer.type(line);
        if (exitCode !== 0) throw new NotAsExpected(`${line} ended with ${exitCode}: ${output.trim()}`);
        if (!deploys.test(line)) continue;
        const next = await deployedBy(story, developer);
        deployed = { ...next, running: await bringToLife(story, next.stack) };
      }
    },
  };
}

/** Makes an installation as docs/setup.md has it made, by bare `ask deploy`. */
export async function install(story: Story): Promise<Installed> {
  const installed = await sitDown(story);
  const { developer } = installed;
  await installed.type("ask deploy");
  await linkAccounts(story, developer);
  await installed.running.household.enable();
  await registerFrontDoor(story, developer);
  return installed;
}
