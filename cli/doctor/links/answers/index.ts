import type { Link } from "../../link.ts";

/** What the skill answers. */
export const answerLinks: readonly Link[] = [];
