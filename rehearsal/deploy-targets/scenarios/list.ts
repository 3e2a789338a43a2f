import type { Scenario } from "../scenario.ts";
import type { Story } from "../story.ts";
import { brokenTypeScript } from "./broken-typescript.ts";
import { changedCode } from "./changed-code.ts";
import { environmentKeys } from "./environment-keys.ts";
import { firstDeploy } from "./first-deploy.ts";
import { lostState } from "./lost-state.ts";
import { secondDeploy } from "./second-deploy.ts";
import { seededPipeline } from "./seeded-pipeline.ts";
import { setupToTheLetter } from "./setup-to-the-letter.ts";
import { threeRegions } from "./three-regions.ts";

/** The whole rehearsal. Every scenario comes after the one that it goes on from. */
export const scenarios: readonly Scenario<Story>[] = [
  firstDeploy,
  secondDeploy,
  changedCode,
  brokenTypeScript,
  lostState,
  seededPipeline,
  threeRegions,
  environmentKeys,
  setupToTheLetter,
];
