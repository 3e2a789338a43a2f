import type { Chain } from "../examine.ts";
import { answerLinks } from "./answers/index.ts";
import { cameraLinks } from "./camera/index.ts";
import { deploymentLinks } from "./deployment/index.ts";
import { machineLinks } from "./machine/index.ts";
import { registryLinks } from "./registry/index.ts";
import { skillLinks } from "./skill/index.ts";

/** The chain from this machine to a camera's picture. */
export const chain: Chain = {
  before: [...machineLinks, ...deploymentLinks, ...skillLinks, ...registryLinks],
  ofCamera: cameraLinks,
  after: answerLinks,
};
