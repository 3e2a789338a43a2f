import { Failure } from "../failure.ts";
import { pause } from "../pause.ts";
import type { Store, StoreKind } from "../state/store.ts";

/** That an event is being sent to one user in one region, or was. */
export interface DeliveryRecord {
  /** When it was begun, in epoch milliseconds. */
  readonly at: number;
  readonly delivered: boolean;
}

/** An event comes again within hours, if it does. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;
/** Longer than any invocation takes, shorter than Lambda waits before it tries one again that died. */
const CLAIM_MS = 30_000;
/** Between two looks at what another invocation is sending, in milliseconds. */
const LOOK_AFTER_MS = 200;

/** The part of an event's own note: no user's, for theirs have a `|`. */
const BEGUN = "begun";

/** Deliveries as a kind of state: by event, and by user and region. */
export const deliveryKind: StoreKind<DeliveryRecord> = {
  kind: "delivery",
  expiresAt: ({ at }) => at + REMEMBERED_MS,
};

/** What was delivered to whom, so that nobody gets an event twice. */
export interface Deliveries {
  /**
   * Sends, unless that was done before. Of several invocations at once one sends; the others wait for what it comes to.
   * Where sending fails it is as if nobody had tried.
   * @throws what `send` throws; {Failure} state-unreachable, or event-undelivered where the signal ends the waiting.
   */
  once(eventKey: string, part: string, send: () => Promise<void>, signal: AbortSignal): Promise<"sent" | "sent before">;
  /** Notes that this event is to be told, and gives whether that was known. */
  begin(eventKey: string): Promise<void>;
  /** Whether {@link begin} noted it. */
  isBegun(eventKey: string): Promise<boolean>;
}

/** Makes the deliveries over a store. */
export function createDeliveries(
  store: Pick<Store<DeliveryRecord>, "read" | "hold" | "write" | "replace" | "remove">,
  now: () => number,
): Deliveries {
  /** True when this invocation is the one that sends. */
  async function claim(eventKey: string, part: string, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      const held = await store.hold(eventKey, part);
      if (held?.entry.delivered) return false;
      const isFree = held === undefined || now() >= held.entry.at + CLAIM_MS;
      if (isFree && (await store.replace(eventKey, held?.version, { at: now(), delivered: false }, part))) return true;
      await pause(LOOK_AFTER_MS, signal).catch(() => {
        throw new Failure("event-undelivered", { detail: "another invocation is at it" });
      });
    }
  }

  return {
    async once(eventKey, part, send, signal) {
      if (!(await claim(eventKey, part, signal))) return "sent before";
      try {
        await send();
      } catch (error) {
        // A claim that cannot be given back ends by itself.
        await store.remove(eventKey, { part }).catch(() => false);
        throw error;
      }
      // It is with Alexa. Were this a failure, it would be sent again.
      await store.write(eventKey, { at: now(), delivered: true }, part).catch(() => undefined);
      return "sent";
    },
    begin: (eventKey) => store.write(eventKey, { at: now(), delivered: true }, BEGUN),
    isBegun: async (eventKey) => (await store.read(eventKey, BEGUN)) !== undefined,
  };
}
