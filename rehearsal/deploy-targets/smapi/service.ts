import type { TriggersOf } from "../deployed-stack.ts";
import type { SkillRecord } from "./skills.ts";

/** What SMAPI is asked for by a client that messages go out with. */
export interface EventsClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** An upload URL that was given out. */
export interface Upload {
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  bytes: Uint8Array | undefined;
}

/** An import that was asked for, and what came of it. */
export interface ImportRecord {
  readonly skillId: string | undefined;
  readonly eTag: string | undefined;
  readonly action: "CREATE" | "UPDATE";
  /** Why the package could not be opened; the manifest was not looked at. */
  readonly packageErrors: readonly string[];
  readonly manifestErrors: readonly string[];
  readonly warnings: readonly string[];
  /** How many more polls are told that it is in progress. */
  pollsLeft: number;
}

/** What this stand-in knows and keeps. */
export interface SmapiService {
  readonly vendorId: string;
  readonly eventsClient: EventsClient;
  readonly triggersOf: TriggersOf;
  readonly now: () => number;
  /** How many polls of an import are told that it is in progress. */
  readonly pollsInProgress: number;
  readonly skills: Map<string, SkillRecord>;
  /** By path and query. */
  readonly uploads: Map<string, Upload>;
  readonly imports: Map<string, ImportRecord>;
  /** Every reason for which something was refused, in order. */
  readonly failures: string[];
}
