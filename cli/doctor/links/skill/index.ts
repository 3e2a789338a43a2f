import type { Link } from "../../link.ts";

/** The skill at Amazon, and the functions behind it. */
export const skillLinks: readonly Link[] = [];
