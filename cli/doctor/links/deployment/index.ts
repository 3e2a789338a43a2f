import type { Link } from "../../link.ts";

/** The project's files, what was deployed of them, and its stack. */
export const deploymentLinks: readonly Link[] = [];
