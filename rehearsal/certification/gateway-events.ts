import * as z from "zod/mini";
import { inTime, systemClock } from "../../camera/clock.ts";
import { field } from "../wire/fields.ts";
import { describeEvent, whereWrong } from "./expectations.ts";
import { CheckFailed } from "./item.ts";
import type { GatewayDelivery } from "./target.ts";
import type { Tester } from "./tester.ts";

/**
 * How soon after its cause an event has to be at the gateway, in milliseconds: Amazon asks for 3 s, and the path from the
 * camera to the function, cold starts included, has its time besides. Source: Understand State and Change Reporting.
 */
const EVENT_LIMIT_MS = 8_000;
/** The HTTP status of an event that the gateway takes. */
const TAKEN = 202;
/** How long no event may come, in milliseconds, until it is believed that none comes, where that cannot be known. */
const SILENCE_MS = 3_000;

interface Expected<Schema extends z.core.$ZodType> {
  /** Strict; an event of the same name that breaks it fails the item. */
  readonly schema: Schema;
  /** Names the event in messages, such as "a DoorbellPress". */
  readonly what: string;
  /** Whether an event is the one; any by default. */
  readonly that?: (event: z.infer<Schema>) => boolean;
  /** Does what the event is to tell of. */
  readonly after: () => Promise<unknown>;
}

/**
 * Does something, and waits until Alexa's event gateway has taken the event that tells of it.
 * @throws {CheckFailed} when none comes, the gateway refuses it, or it breaks its schema.
 */
export async function hearsEvent<Schema extends z.core.$ZodType>(
  tester: Tester,
  { schema, what, that = () => true, after }: Expected<Schema>,
): Promise<z.infer<Schema>> {
  const heard = collect(tester);
  try {
    await after();
    const isWanted = ({ event }: GatewayDelivery) => {
      const read = z.safeParse(schema, event);
      return read.success ? that(read.data) : what.includes(nameOf(event));
    };
    // What is refused first, as for a token that has run out, may be sent again.
    const taken = await heard.until(
      (delivery) => delivery.status === TAKEN && isWanted(delivery),
      tester.eventLimitMs ?? EVENT_LIMIT_MS,
    );
    const found = taken ?? heard.all.find(isWanted);
    if (found === undefined) throw new CheckFailed(missing(what, heard.all));
    const read = z.safeParse(schema, found.event);
    if (!read.success) throw new CheckFailed(`${what} breaks a rule at ${whereWrong(read.error)}`);
    if (taken === undefined) throw new CheckFailed(`the event gateway refused ${what} with HTTP ${found.status}`);
    return read.data;
  } finally {
    heard.stop();
  }
}

/**
 * Does something, and holds that no event comes to the gateway, taken or refused.
 * @throws {CheckFailed} that names the event.
 */
export async function hearsNothing(tester: Tester, after: () => Promise<unknown>): Promise<void> {
  const heard = collect(tester);
  try {
    await after();
    const { quiet } = tester.able("gateway");
    await quiet?.();
    const patience = quiet === undefined ? Math.min(SILENCE_MS, tester.eventLimitMs ?? SILENCE_MS) : 0;
    const found = await heard.until(() => true, patience);
    if (found) throw new CheckFailed(`${describeEvent(found.event)} came to the event gateway all the same`);
  } finally {
    heard.stop();
  }
}

/** Collects what comes to the gateway from now on. */
function collect(tester: Tester) {
  const all: GatewayDelivery[] = [];
  let look = () => {};
  const stop = tester.able("gateway").listen((delivery) => {
    all.push(delivery);
    look();
  });
  /** The first event that matches; undefined when none has come in time. */
  const until = (matches: (delivery: GatewayDelivery) => boolean, milliseconds: number) => {
    const come = new Promise<GatewayDelivery | undefined>((resolve) => {
      look = () => {
        const found = all.find(matches);
        if (found) resolve(found);
      };
      look();
    });
    return inTime(systemClock, milliseconds, come, undefined, tester.signal);
  };
  return { all, until, stop };
}

/** Says what came instead of an event. */
function missing(what: string, all: readonly GatewayDelivery[]): string {
  const names = [...new Set(all.map(({ event }) => nameOf(event)))];
  return `${what} did not come to the event gateway${names.length === 0 ? "" : `, but ${names.join(", ")}`}`;
}

function nameOf(event: unknown): string {
  return String(field(field(field(event, "event"), "header"), "name"));
}
