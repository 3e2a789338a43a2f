import type { Link } from "../../link.ts";
import { askCliLink } from "./ask-cli.ts";
import { clockLink } from "./clock.ts";
import { credentialsLink } from "./credentials.ts";
import { nodeLink } from "./node.ts";
import { rehearsalLink } from "./rehearsal.ts";

/** This machine, and who is signed in on it. */
export const machineLinks: readonly Link[] = [nodeLink(), rehearsalLink, clockLink(), askCliLink, credentialsLink];
