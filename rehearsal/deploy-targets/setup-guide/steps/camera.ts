import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "../../scenario.ts";
import { viewFrontDoor } from "../../scenarios/front-door.ts";
import type { GuideStep } from "../guide-step.ts";
import { asItStands, fillIn, noted, type Scene } from "../scene.ts";

const SEEN = "npx camera-skill accounts seen";
const ADD =
  'npx camera-skill cameras add front-door --name "Front Door" --kind doorbell --talk --owner amzn1.account.AE…';
const PLAY = "npx camera-skill cameras play front-door";
const SDK_KEY = "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_DEFAULT_REGION=us-east-1";
const SDK_MASTER = "./samples/kvsWebrtcClientMaster front-door";
const PLAYS = /connected|ready/i;

/** The user enables the skill in the Alexa app, signs in, and Alexa finds no camera. */
async function enableSkill(scene: Scene): Promise<void> {
  const { household } = noted(scene, "skill");
  scene.story.doing("the Alexa app enables the skill");
  await household.enable();
  const discovered = await household.alexa.discover();
  expect(!("error" in discovered) && discovered.value.length === 0, "Alexa finds a camera before there is one");
}

async function seeAccount(scene: Scene): Promise<void> {
  await enableSkill(scene);
  const said = await scene.desk.type(SEEN);
  const [owner] = /amzn1\.account\.\w+/.exec(said) ?? [];
  expect(owner === scene.story.amazon.login.userId, `${SEEN} does not print who has enabled the skill`);
  scene.noted.owner = owner;
}

/** What Alexa shows when somebody asks for the front door. */
async function show(scene: Scene): Promise<void> {
  const seen = await viewFrontDoor(scene.story, noted(scene, "skill"));
  scene.noted.seen = [...(scene.noted.seen ?? []), seen];
}

/** In a second window: it goes on until Ctrl-C. */
async function play(scene: Scene): Promise<void> {
  const window = "camera";
  await scene.desk.type(`cd '${noted(scene, "project")}'`, { window });
  scene.noted.stopCamera = await scene.desk.start(PLAY, PLAYS, { window });
  await show(scene);
}

const SDK_WINDOW = "C SDK";

/**
 * The C SDK's sample is not built here. In its place is a program of the same name that takes the same parameter and the
 * same variables: the rehearsed camera. That the sample itself works as typed is not shown by it.
 */
async function enterSdk(scene: Scene): Promise<void> {
  const { accessKeyId, secretAccessKey } = scene.story.amazon.credentials;
  const build = join(scene.desk.home, "amazon-kinesis-video-streams-webrtc-sdk-c", "build");
  await mkdir(join(build, "samples"), { recursive: true });
  const sample = `#!/bin/sh\ncd '${noted(scene, "project")}' && exec npx camera-skill cameras play "$1"\n`;
  await writeFile(join(build, "samples", "kvsWebrtcClientMaster"), sample, { mode: 0o755 });
  await scene.desk.type(`cd '${build}'`, { window: SDK_WINDOW });
  const line = fillIn(SDK_KEY, {
    "AWS_ACCESS_KEY_ID=…": `AWS_ACCESS_KEY_ID='${accessKeyId}'`,
    "AWS_SECRET_ACCESS_KEY=…": `AWS_SECRET_ACCESS_KEY='${secretAccessKey}'`,
  });
  await scene.desk.type(line, { window: SDK_WINDOW, called: SDK_KEY });
}

async function startSdk(scene: Scene): Promise<void> {
  await scene.noted.stopCamera?.();
  scene.noted.stopCamera = await scene.desk.start(SDK_MASTER, PLAYS, { window: SDK_WINDOW });
  await show(scene);
}

/** Steps 7 and 8 of the page. */
export const camera: readonly GuideStep[] = [
  { command: SEEN, play: seeAccount },
  {
    command: ADD,
    async play(scene) {
      await scene.desk.type(fillIn(ADD, { "amzn1.account.AE…": noted(scene, "owner") }));
    },
  },
  { command: PLAY, play },
  { command: SDK_KEY, play: enterSdk },
  { command: SDK_MASTER, play: startSdk },
  asItStands("npx camera-skill doctor"),
];
