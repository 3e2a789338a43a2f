import type { Breakage } from "./breakage.ts";
import { answerBreakages } from "./of/answers.ts";
import { cameraBreakages } from "./of/camera.ts";
import { deploymentBreakages } from "./of/deployment.ts";
import { machineBreakages } from "./of/machine.ts";
import { registryBreakages } from "./of/registry.ts";
import { skillBreakages } from "./of/skill.ts";

/** Every way to break an installation that is rehearsed, in the order of the chain. */
export const breakages: readonly Breakage[] = [
  ...machineBreakages,
  ...deploymentBreakages,
  ...skillBreakages,
  ...registryBreakages,
  ...cameraBreakages,
  ...answerBreakages,
];
