import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAwsCli } from "../desk/aws-cli.ts";
import { expect, type Scenario } from "../scenario.ts";
import { createBrowser } from "../setup-guide/browser.ts";
import { createDesk } from "../setup-guide/desk.ts";
import { planGuide } from "../setup-guide/guide-step.ts";
import { knownCommands, SETUP_GUIDE } from "../setup-guide/known-commands.ts";
import { readGuide } from "../setup-guide/read-guide.ts";
import { makeRepository } from "../setup-guide/repository.ts";
import type { Scene } from "../setup-guide/scene.ts";
import type { Story } from "../story.ts";

/**
 * Someone who has git, Node.js and the AWS CLI follows docs/setup.md, command by command, and does with their hands
 * what it says of browsers, consoles and apps. A command that is not known here, or known and not in the page, fails it.
 */
export const setupToTheLetter: Scenario<Story> = {
  name: "setup-to-the-letter",
  title: "docs/setup.md from a clone to a camera, and away again",
  pluggedIn: false,
  async run(story) {
    const { project, folder, amazon, signal, doing, wrote } = story;
    const commands = readGuide(await readFile(join(project, SETUP_GUIDE), "utf8"));
    const { planned, complaints } = planGuide(SETUP_GUIDE, commands, knownCommands);
    expect(complaints.length === 0, complaints.join("\n"));
    const programs = join(folder, "programs");
    expect(await writeAwsCli(programs), "there is no AWS CLI on the PATH, which the page asks for");
    const browser = await createBrowser(join(folder, "browser"));
    const desk = await createDesk({
      home: join(folder, "home"),
      programs: [programs],
      addresses: { ...amazon.addresses, ASK_LWA_AUTHORIZE_HOST: amazon.smapi.loginUrl, BROWSER: browser },
      signal,
      onDoing: doing,
      onOutput: wrote,
    });
    const scene: Scene = {
      story,
      desk,
      repository: await makeRepository(project, join(folder, "camera-skill")),
      noted: {},
    };
    try {
      for (const { line, heading, steps } of planned) {
        for (const step of steps) {
          await step.play(scene).catch((error: Error) => {
            throw new Error(`${SETUP_GUIDE}:${line}, under “${heading}”, ${step.command}: ${error.message}`);
          });
        }
      }
    } finally {
      await desk.leave();
    }
    const typed = planned.reduce((count, { steps }) => count + steps.length, 0);
    return `${typed} commands typed; ${scene.noted.seen?.join(", ")}; nothing is left but what the page says`;
  },
};
