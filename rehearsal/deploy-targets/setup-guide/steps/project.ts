import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "../../scenario.ts";
import type { GuideStep } from "../guide-step.ts";
import { startSampleList } from "../sample-list.ts";
import { asItStands, fillIn, noted, type Scene } from "../scene.ts";

const CI_SECONDS = 240;
const TEMPLATE_WINDOW = "template";
const SKILL_NAME = "Garden Cameras";
/** What ask-cli makes of the skill's name by itself. */
const TEMPLATE_FOLDER = "GardenCameras";

const CLONE = "git clone <URL> my-cameras && cd my-cameras && npm ci";
const NEW = "ask new --template-url <git URL> --template-branch main";
const INTO_NEW = "cd <the folder it has made> && npm ci";

async function cloned(scene: Scene): Promise<void> {
  const { desk, repository } = scene;
  await desk.type(fillIn(CLONE, { "<URL>": repository }), { seconds: CI_SECONDS });
  scene.noted.project = (await desk.type("pwd")).trim();
}

/** In a window of its own, for it is another way to the same project. */
async function newFromTemplate({ desk, story, repository }: Scene): Promise<void> {
  const samples = await startSampleList(story.folder);
  try {
    const variables = Object.entries(samples.environment).map(([name, value]) => `${name}='${value}'`);
    await desk.type(`${fillPath(desk.home)}export ${variables.join(" ")}`, { window: TEMPLATE_WINDOW });
    await desk.type(fillIn(NEW, { "<git URL>": repository }), {
      window: TEMPLATE_WINDOW,
      answers: [
        // "Interaction Model" is the first one, and what it begins with.
        { asked: /Choose a modeling stack[\s\S]*Interaction Model/, typed: "" },
        { asked: /Choose a method to host[\s\S]*AWS with CloudFormation/, typed: "3" },
        { asked: "Would you like to continue download", typed: "y" },
        { asked: "Please type in your skill name", typed: SKILL_NAME },
        { asked: "Please type in your folder name", typed: "" },
      ],
    });
    await desk.type("unset ASK_CLI_PROXY", { window: TEMPLATE_WINDOW });
  } finally {
    await samples.stop();
  }
}

/** ask-cli as it was repaired in the first window, if it was: a new window does not know of it. */
const fillPath = (home: string) => `export PATH="${home}/ask-cli/node_modules/.bin:$PATH"; `;

async function intoNew({ desk }: Scene): Promise<void> {
  const line = fillIn(INTO_NEW, { "<the folder it has made>": TEMPLATE_FOLDER });
  await desk.type(line, { window: TEMPLATE_WINDOW, seconds: CI_SECONDS });
  const folder = join(desk.home, TEMPLATE_FOLDER);
  expect(!existsSync(join(folder, ".git")), "ask new has left the project's history");
  const name = (await localesIn(folder))["en-US"]?.name;
  expect(name === SKILL_NAME, `the skill of ask new is called ${name}`);
}

async function localesIn(folder: string): Promise<Readonly<Record<string, { readonly name: string }>>> {
  const text = await readFile(join(folder, "skill-package", "skill.json"), "utf8");
  return JSON.parse(text).manifest.publishingInformation.locales;
}

/** Step 2 of the page. */
export const project: readonly GuideStep[] = [
  { command: CLONE, play: cloned },
  {
    command: "npm start",
    after: CLONE,
    async play(scene) {
      const window = "before";
      await scene.desk.type(`cd '${noted(scene, "project")}'`, { window });
      const stop = await scene.desk.start("npm start", "first frame", { window });
      await stop();
    },
  },
  { command: NEW, play: newFromTemplate },
  { command: INTO_NEW, play: intoNew },
  {
    command: "npm run locale:add -- fr-FR",
    after: INTO_NEW,
    async play({ desk }) {
      await desk.type("npm run locale:add -- fr-FR", { window: TEMPLATE_WINDOW });
      const locales = await localesIn(join(desk.home, TEMPLATE_FOLDER));
      expect(locales["fr-FR"] !== undefined, "npm run locale:add has added no fr-FR");
    },
  },
  // What is left before others get the skill: a privacy notice of its owner's own, at least.
  asItStands("npm run skill:check -- --certification", { after: INTO_NEW, window: TEMPLATE_WINDOW, exitCode: 1 }),
];
