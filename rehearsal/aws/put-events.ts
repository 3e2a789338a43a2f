import { randomUUID } from "node:crypto";
import * as z from "zod/mini";

/** The most entries of one call, and the most that they may weigh together. Source: EventBridge API, PutEvents. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
/** Source: EventBridge API, PutEventsRequestEntry. */
const MAX_DETAIL_TYPE = 128;

/** One entry as the API's model has it: which of them have to be there is told entry by entry. */
const entrySchema = z.object({
  Source: z.optional(z.string()),
  DetailType: z.optional(z.string()),
  Detail: z.optional(z.string()),
  /** Epoch seconds. */
  Time: z.optional(z.number()),
  Resources: z.optional(z.array(z.string())),
  EventBusName: z.optional(z.string()),
  TraceHeader: z.optional(z.string()),
});
/** An entry of PutEvents. */
export type PutEventsEntry = z.infer<typeof entrySchema>;

/** The body of PutEvents. */
export const putEventsSchema = z.object({
  Entries: z.array(entrySchema).check(z.minLength(1), z.maxLength(MAX_ENTRIES)),
});

/** What a rule's target gets of an event. */
export interface DeliveredEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** In whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** Why an entry is not taken, in the words of its result. */
export interface EntryError {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** Whether the entries of a call are more than it may carry. Source: "Calculating PutEvents event entry size". */
export function isTooLarge(entries: readonly PutEventsEntry[]): boolean {
  const bytes = (text: string | undefined) => Buffer.byteLength(text ?? "");
  const sizes = entries.map(
    ({ Source, DetailType, Detail, Time, Resources = [] }) =>
      [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + bytes(text), 0) +
      (Time === undefined ? 0 : 14),
  );
  return sizes.reduce((sum, size) => sum + size, 0) >= MAX_BYTES;
}

/** Reads one entry; `context` is where and when it is put. The exact words of the messages are not verified. */
export function readEntry(
  entry: PutEventsEntry,
  context: { readonly account: string; readonly region: string; readonly now: number },
): DeliveredEvent | EntryError {
  const { Source, DetailType, Detail, Time, Resources } = entry;
  if (!Source) return invalid("Source is a required argument.");
  if (!DetailType) return invalid("DetailType is a required argument.");
  if (!Detail) return invalid("Detail is a required argument.");
  if (DetailType.length > MAX_DETAIL_TYPE) return invalid("DetailType is longer than 128 characters.");
  if (/^aws\./i.test(Source)) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const detail = objectOf(Detail);
  if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return eventOf({ source: Source, type: DetailType, detail, resources: Resources, at: Time && Time * 1_000 }, context);
}

/** Puts EventBridge's envelope around what happened; `at` is in epoch milliseconds. */
export function eventOf(
  happened: {
    readonly source: string;
    readonly type: string;
    readonly detail: unknown;
    readonly resources?: readonly string[] | undefined;
    readonly at?: number | undefined;
  },
  { account, region, now }: { readonly account: string; readonly region: string; readonly now: number },
): DeliveredEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": happened.type,
    source: happened.source,
    account,
    time: `${new Date(happened.at ?? now).toISOString().slice(0, 19)}Z`,
    region,
    resources: happened.resources ?? [],
    detail: happened.detail,
  };
}

function invalid(reason: string): EntryError {
  return { ErrorCode: "InvalidArgument", ErrorMessage: reason };
}

function objectOf(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
