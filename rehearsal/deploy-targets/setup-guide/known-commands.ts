import type { KnownCommands } from "./guide-step.ts";
import { camera } from "./steps/camera.ts";
import { deploying } from "./steps/deploy.ts";
import { keyAndAskCli } from "./steps/key-and-ask-cli.ts";
import { project } from "./steps/project.ts";
import { takingItAway } from "./steps/taking-it-away.ts";

/** The page that is followed, below the project's folder. */
export const SETUP_GUIDE = "docs/setup.md";

/** How every command of docs/setup.md is typed. */
export const knownCommands: KnownCommands = {
  steps: [...keyAndAskCli, ...project, ...deploying, ...camera, ...takingItAway],
  untyped: [
    { command: "npx camera-skill cameras add … --alexa-region EU", scenario: "three-regions" },
    // Which leaves the versions, says the page.
    { command: "aws s3 rb --force" },
  ],
};
