import { iamKinds } from "./iam.ts";
import type { Kind } from "./kind.ts";
import { lambdaKinds } from "./lambda.ts";
import { messagingKinds } from "./messaging.ts";
import { monitoringKinds } from "./monitoring.ts";
import { storageKinds } from "./storage.ts";

const kinds: readonly Kind[] = [...lambdaKinds, ...iamKinds, ...storageKinds, ...messagingKinds, ...monitoringKinds];

/** The types of resource that this stand-in makes, by name. */
export const kindOf: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.type, kind]));
