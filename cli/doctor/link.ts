import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { Remedy } from "../../rehearsal/breakages/report.ts";
import type { Patient } from "./patient.ts";

/** What was seen of a link that holds. */
export interface Seen {
  /** In a few words, such as "us-east-1, as ask-resources.json says". */
  readonly seen: string;
  /** What is no breakage and worth knowing, a sentence each. */
  readonly notes?: readonly string[];
  /** Parts of it that count against Alexa's 6 s, in milliseconds. */
  readonly stages?: Readonly<Record<string, number>>;
}

/** One link of the chain from this machine to a camera's picture. Examining it changes nothing. */
export interface Link {
  /** By which reports name it; it never changes. */
  readonly id: string;
  /** What is looked at, in a few words that follow "Looking at". */
  readonly title: string;
  /** Which installations have it; both, where this is left out. */
  readonly of?: Patient["kind"];
  /**
   * Looks at it.
   * @throws {Broken} when it does not hold, and {NotExamined} when it cannot be told.
   */
  examine(patient: Patient): Promise<Seen>;
}

/** A link that every camera has. */
export interface CameraLink extends Omit<Link, "examine"> {
  /** As {@link Link.examine}. */
  examine(patient: Patient, camera: CameraRecord): Promise<Seen>;
}

/** What is wrong with a link. */
export interface Breakage {
  /** What is broken, by a name that never changes, such as `trigger-missing`. */
  readonly breakage: string;
  /** What is wrong, in a sentence that quotes no secret. */
  readonly sentence: string;
  readonly remedy: Remedy;
  /** The failure's code that people see of it, of lambda/failure.ts. */
  readonly code?: string;
}

/** A link does not hold. */
export class Broken extends Error {
  override readonly name = "Broken";
  readonly found: Breakage;

  constructor(found: Breakage, options?: ErrorOptions) {
    super(found.sentence, options);
    this.found = found;
  }
}

/** Whether a link holds cannot be told, and nothing says that it does not: the examination goes on. */
export class NotExamined extends Error {
  override readonly name = "NotExamined";
}
