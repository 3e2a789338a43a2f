import type { Ability } from "./target.ts";
import type { Tester } from "./tester.ts";

/** A page of Amazon's that an item comes from. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

interface ItemHead {
  /** Stable; what `--item` takes and docs/certification.md has a row for. */
  readonly id: string;
  /** What holds when it passes, in one sentence. */
  readonly title: string;
  readonly source: Source;
}

/** Something that a program can find out. */
export interface AutomaticItem extends ItemHead {
  readonly kind: "automatic";
  /** What the target has to be able to do. */
  readonly needs?: readonly Ability[];
  /** The directives that it sends, as `namespace.name`; others are not let out. */
  readonly sends: readonly SentDirective[];
  /**
   * Gives what was seen, in a few words, where that is worth telling.
   * @throws {CheckFailed} that says what was wrong.
   * @throws {NotRunHere} when it turns out that it cannot be found out here.
   */
  check(tester: Tester): Promise<string | undefined>;
}

/** Something that only a person can see. */
export interface PersonItem extends ItemHead {
  readonly kind: "a person must look";
  /** What to do, and what must be seen then. */
  readonly look: string;
}

/** A point of the certification list. */
export type Item = AutomaticItem | PersonItem;

/** Points that belong together. */
export interface ItemGroup {
  readonly title: string;
  readonly items: readonly Item[];
}

/** What an item may send, as `namespace.name`; `malformed` stands for anything that is no directive of Alexa's. */
export type SentDirective =
  | "Alexa.Discovery.Discover"
  | "Alexa.ReportState"
  | "Alexa.RTCSessionController.InitiateSessionWithOffer"
  | "Alexa.RTCSessionController.SessionConnected"
  | "Alexa.RTCSessionController.SessionDisconnected"
  | "Alexa.SmartVision.SnapshotProvider.GetSnapshot"
  | "Alexa.Authorization.AcceptGrant"
  | "malformed";

/** The skill does not do what the item says. The message says what it did instead; it holds no secret. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}

/** The item cannot be decided here. The message goes on after "not run here, because". */
export class NotRunHere extends Error {
  override readonly name = "NotRunHere";
}
