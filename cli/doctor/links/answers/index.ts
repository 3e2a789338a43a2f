import type { Link } from "../../link.ts";
import { deployedAnswers } from "./deployed.ts";
import { rehearsedAnswers } from "./rehearsed.ts";

/** What the skill answers. */
export const answerLinks: readonly Link[] = [deployedAnswers, rehearsedAnswers];
