import type * as z from "zod/mini";

/** An entry, and what tells whether somebody has written it since. */
export interface Held<Entry> {
  readonly entry: Entry;
  readonly version: number;
}

/**
 * Entries of one kind, such as the grants: by what they are of, such as a user's id, and where that can have several,
 * by part, such as a region. Forms: memory, and DynamoDB. An entry whose time is over is not there any more. Every
 * method throws {Failure} state-unreachable where the store cannot be reached or is not allowed.
 */
export interface Store<Entry> {
  read(of: string, part?: string): Promise<Entry | undefined>;
  /** As {@link read}, for whoever writes over it by {@link replace} or {@link remove}. */
  hold(of: string, part?: string): Promise<Held<Entry> | undefined>;
  /** All parts. */
  readAll(of: string): Promise<readonly (Held<Entry> & { readonly part: string })[]>;
  /** Writes, whatever was there. */
  write(of: string, entry: Entry, part?: string): Promise<void>;
  /**
   * Writes only over that version, and with undefined only where nothing is: of many who try at once one succeeds.
   * False where somebody was quicker, and nothing is written.
   */
  replace(of: string, version: number | undefined, entry: Entry, part?: string): Promise<boolean>;
  /** Removes, with a version only that one. False where nothing was removed. */
  remove(of: string, options?: { readonly part?: string; readonly version?: number }): Promise<boolean>;
}

/** A type as schemas spell it: what may be left out may be undefined too. */
type AsParsed<Entry> = { readonly [Field in keyof Entry]: Entry[Field] | MaybeAbsent<Entry, Field> };
type MaybeAbsent<Entry, Field extends keyof Entry> = object extends Pick<Entry, Field> ? undefined : never;

/** What a kind of entries is. */
export interface StoreKind<Entry> {
  /** The beginning of its keys; roles are limited by it. */
  readonly kind: "presence" | "motion" | "viewer-mark" | "grant" | "alexa-user" | "delivery";
  /** When an entry ages out, in epoch milliseconds; never where that is undefined. Left out, entries stay. */
  readonly expiresAt?: (entry: Entry) => number | undefined;
  /** What an entry looks like. One in the table that does not counts as missing. */
  readonly schema?: z.ZodMiniType<AsParsed<Entry>>;
}

/** Where all kinds are kept. */
export interface State {
  store<Entry extends object>(kind: StoreKind<Entry>): Store<Entry>;
}
