import * as z from "zod/mini";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";
import { answerJson, type JsonOperations, jsonOperationOf, jsonReply, parseJson } from "./json-operations.ts";
import {
  type DeliveredEvent,
  eventOf,
  isTooLarge,
  type PutEventsEntry,
  putEventsSchema,
  readEntry,
} from "./put-events.ts";

/** How the bus delivers: it promises at least once, in no order. `out-of-order` hands over each pair back to front. */
export type DeliveryManner = "once" | "twice" | "out-of-order";

/** What an event bus is made of. */
export interface EventBusOptions {
  /** The one region that it serves; every region, each with a bus of its own, where this is left out. */
  readonly region?: string;
  readonly accessKeys: readonly AccessKey[];
  /**
   * The sources of which the holder of a key may put events, as the IAM condition `events:source` has it; undefined
   * for any.
   */
  readonly sourcesOf?: (accessKeyId: string) => readonly string[] | undefined;
  /** What else of EventBridge's API there is: PutEvents alone by default. */
  readonly operations?: JsonOperations;
  /** Hands an event to the rules' target. What it throws is the target's own affair. */
  readonly deliver: (event: DeliveredEvent) => Promise<void> | void;
  readonly account?: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
}

/** A running event bus: EventBridge's default one. */
export interface EventBus extends AwsServer {
  /**
   * An event of AWS's own services, which nobody else may put: `source` is such as `aws.s3`.
   * @param region where it happened; the bus's own where it is left out.
   */
  announce(source: string, type: string, detail: unknown, resources?: readonly string[], region?: string): void;
  /** How events are delivered from now on; whatever was held back is delivered. */
  deliverInManner(manner: DeliveryManner): void;
  /** When everything that was put so far is delivered, but for what is held back. */
  delivered(): Promise<void>;
}

/** Starts the stand-in for EventBridge. Source: EventBridge API reference, PutEvents. */
export async function startEventBus(options: EventBusOptions): Promise<EventBus> {
  const { accessKeys, sourcesOf, operations = {}, deliver, account = "123456789012", now = Date.now } = options;
  const delivery = createDelivery(deliver);
  const contextOf = (region: string) => ({ account, region, now: now() });

  function isAllowed(key: AccessKey, entries: readonly PutEventsEntry[]): boolean {
    const sources = sourcesOf?.(key.accessKeyId);
    return (
      permitsAction(key, "events:PutEvents") &&
      (sources === undefined || entries.every(({ Source = "" }) => sources.includes(Source)))
    );
  }

  function putEvents(entries: readonly PutEventsEntry[], { key, region }: SignedCall): AwsReply {
    if (!isAllowed(key, entries)) {
      const who = `arn:aws:iam::${account}:user/${key.name ?? "rehearsal"}`;
      const bus = `arn:aws:events:${region}:${account}:event-bus/default`;
      return error(
        "AccessDeniedException",
        400,
        `User: ${who} is not authorized to perform: events:PutEvents on resource: ${bus}`,
      );
    }
    const results = entries.map((entry) => {
      const event = readEntry(entry, contextOf(region));
      if ("ErrorCode" in event) return event;
      // That AWS takes events for a bus that isn't there, and drops them, is not verified.
      if (isDefaultBus(entry.EventBusName)) delivery.take(event);
      return { EventId: event.id };
    });
    return jsonReply(200, {
      FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
      Entries: results,
    });
  }

  function handle(call: SignedCall): Promise<AwsReply> | AwsReply {
    if (jsonOperationOf(call) !== "PutEvents") return answerJson(operations, call);
    const parsed = z.safeParse(putEventsSchema, parseJson(call.body));
    if (!parsed.success) {
      return error("ValidationException", 400, `The request is wrong at ${parsed.error.issues[0]?.path.join(".")}.`);
    }
    const { Entries } = parsed.data;
    if (isTooLarge(Entries)) {
      return error("ValidationException", 400, "Total size of the entries in the request is over the limit.");
    }
    return putEvents(Entries, call);
  }

  const server = await startAwsServer({
    service: "events",
    ...(options.region !== undefined && { region: options.region }),
    accessKeys,
    ...(options.port !== undefined && { port: options.port }),
    handle,
    errorReply: error,
    throttled: { name: "ThrottlingException", status: 400 },
  });

  return {
    ...server,
    announce: (source, type, detail, resources, region = options.region ?? "") =>
      delivery.take(eventOf({ source, type, detail, resources }, contextOf(region))),
    deliverInManner: delivery.behave,
    delivered: delivery.settled,
  };
}

/** Hands events on, beside the calls that put them. */
function createDelivery(deliver: EventBusOptions["deliver"]) {
  const underway = new Set<Promise<void>>();
  let manner: DeliveryManner = "once";
  let held: DeliveredEvent | undefined;

  function hand(event: DeliveredEvent): void {
    const done = (async () => deliver(event))()
      .catch(() => {})
      .finally(() => underway.delete(done));
    underway.add(done);
  }

  return {
    take(event: DeliveredEvent): void {
      if (manner === "out-of-order" && held === undefined) {
        held = event;
        return;
      }
      hand(event);
      if (manner === "twice") hand(event);
      if (held !== undefined) hand(held);
      held = undefined;
    },
    behave(next: DeliveryManner): void {
      manner = next;
      if (held !== undefined) hand(held);
      held = undefined;
    },
    async settled(): Promise<void> {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

function isDefaultBus(name = "default"): boolean {
  return name === "default" || name.endsWith(":event-bus/default");
}

function error(name: string, status: number, message: string): AwsReply {
  return jsonReply(status, { __type: name, message });
}
