import type { Link } from "../../link.ts";
import { accountLinking } from "./account-linking.ts";
import { eventRules } from "./event-rules.ts";
import { eventsClient } from "./events-client.ts";
import { functions } from "./functions.ts";
import { manifest } from "./manifest.ts";
import { roles } from "./roles.ts";
import { triggers } from "./triggers.ts";

/** The skill at Amazon, and the functions behind it. */
export const skillLinks: readonly Link[] = [
  manifest,
  triggers,
  functions,
  roles,
  accountLinking,
  eventsClient,
  eventRules,
];
