import type { Link } from "../../link.ts";
import { ownersLink } from "./owners.ts";
import { registryLink } from "./registry.ts";

/** The cameras that are registered, and whose they are. */
export const registryLinks: readonly Link[] = [registryLink, ownersLink];
