import type { Link } from "../../link.ts";

/** The cameras that are registered, and whose they are. */
export const registryLinks: readonly Link[] = [];
