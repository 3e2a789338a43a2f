import type { Link } from "../../link.ts";

/** This machine, and who is signed in on it. */
export const machineLinks: readonly Link[] = [];
