import type { Link } from "../../link.ts";
import { deployedLink } from "./deployed.ts";
import { projectLink } from "./project.ts";
import { regionLink } from "./region.ts";
import { stackLink } from "./stack.ts";

/** The project's files, what was deployed of them, and its stack. */
export const deploymentLinks: readonly Link[] = [projectLink, deployedLink, regionLink, stackLink];
