import type { Addressed } from "../../protocol/alexa/build-proactive-events.ts";
import { halvesOf } from "../../protocol/alexa/halve-report.ts";
import type { ProactiveEvent } from "../../protocol/alexa/proactive-events.ts";
import { Failure } from "../failure.ts";
import type { JsonReply } from "../http-json.ts";
import type { Log } from "../observability/log.ts";
import { pause } from "../pause.ts";
import type { SendingRight } from "../state/grants.ts";
import { tryWithin } from "../try-within.ts";
import type { GatewayRegion } from "./regions.ts";
import { type ReadReply, readReply } from "./verdict.ts";

/** How long to wait before each further try, in milliseconds. */
const WAITS_MS = [1_000, 2_000, 4_000];

/** What became of an event that did not fail: with `nobody` the user's grant is gone, and nobody is to be told. */
export type Delivery = "delivered" | "nobody";

/** Alexa's event gateways. */
export interface EventGateway {
  /**
   * Sends an event to the gateway of the right's region, as often as the gateway's replies call for.
   * @param build gives the event for an access token, and each time the same one.
   * @param signal ends all tries.
   * @throws {Failure} event-undelivered, and its detail is Amazon's code or the HTTP status; whatever the right throws
   * but grant-gone.
   */
  deliver(right: SendingRight, build: Addressed, signal: AbortSignal): Promise<Delivery>;
}

/** What the gateways are reached with. */
export interface EventGatewayOptions {
  /** Each region's, such as https://api.amazonalexa.com. */
  readonly urls: Readonly<Record<GatewayRegion, string>>;
  readonly post: (
    url: URL,
    document: unknown,
    options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
  ) => Promise<JsonReply>;
  readonly log: Pick<Log, "info" | "warn">;
  /** Waits so many milliseconds, and throws as soon as the signal aborts; left out, in real time. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /**
   * How long one try may take, in milliseconds, so that a gateway which says nothing leaves time for another: 4,000 left
   * out.
   */
  readonly tryWithinMs?: number;
}

/** What a try came to: a reply that was read, or none. */
type Tried = ReadReply & { readonly status?: number };

/**
 * Sends events to Alexa's gateways. A token goes into the header and the event, and neither of them into a log.
 * Source: Alexa Skills Kit, "Send events to the Alexa event gateway".
 */
export function createEventGateway(options: EventGatewayOptions): EventGateway {
  const { urls, post, log, sleep = pause, tryWithinMs = 4_000 } = options;

  async function attempt(
    region: GatewayRegion,
    token: string,
    event: ProactiveEvent,
    signal: AbortSignal,
  ): Promise<Tried> {
    const url = new URL("/v3/events", urls[region]);
    const headers = { authorization: `Bearer ${token}` };
    const tried = await tryWithin(tryWithinMs, signal, (end) => post(url, event, { headers, signal: end })).then(
      (reply): Tried => ({ status: reply.status, ...readReply(reply) }),
      // What node:https throws may quote the request.
      (): Tried => ({ verdict: "again" }),
    );
    const { verdict, ...fields } = tried;
    const line = { region, event: event.event.header.name, ...fields };
    if (verdict === "delivered") log.info("event delivered", line);
    else log.warn("the event gateway did not take an event", line);
    return tried;
  }

  async function send(right: SendingRight, build: Addressed, signal: AbortSignal): Promise<Delivery> {
    const waits = [...WAITS_MS];
    let renewed = false;
    let token = await right.accessToken(signal);
    for (;;) {
      const event = build(token);
      const tried = await attempt(right.region, token, event, signal);
      switch (tried.verdict) {
        case "delivered":
          return "delivered";
        case "end":
          await right.end();
          return "nobody";
        case "split":
          return sendHalves(right, event, tried, signal);
        case "refused":
          throw undelivered(tried);
        case "renew":
          if (renewed) throw undelivered(tried);
          renewed = true;
          token = await right.renewed(token, signal);
          break;
        case "again": {
          const wait = waits.shift();
          if (wait === undefined) throw undelivered(tried);
          // That the time is over is seen below.
          await sleep(wait, signal).catch(() => {});
        }
      }
      if (signal.aborted) throw undelivered(tried);
    }
  }

  async function sendHalves(
    right: SendingRight,
    event: ProactiveEvent,
    tried: Tried,
    signal: AbortSignal,
  ): Promise<Delivery> {
    const halves = halvesOf(event);
    if (halves === undefined) throw undelivered(tried);
    // One that fails does not keep the other back.
    const outcomes = await Promise.allSettled(halves.map((half) => send(right, half, signal)));
    let delivery: Delivery = "delivered";
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") throw outcome.reason;
      if (outcome.value === "nobody") delivery = "nobody";
    }
    return delivery;
  }

  return {
    async deliver(right, build, signal) {
      try {
        return await send(right, build, signal);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "grant-gone") throw error;
        log.warn("nobody to tell", { region: right.region, code: error.code });
        return "nobody";
      }
    },
  };
}

function undelivered({ code, status }: Tried): Failure {
  return new Failure("event-undelivered", { detail: code ?? (status === undefined ? "no reply" : `HTTP ${status}`) });
}
