import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { sleep, systemClock } from "../camera/clock.ts";
import { SLOW_MS } from "./aws/behaviour.ts";

/**
 * How an identity provider treats the calls that come in. `refused` cuts the connection, `slow` answers in ten seconds,
 * `hang` never, `garbage` is HTTP 200 with something that nobody asked for.
 */
export const providerBehaviours = ["ok", "error", "garbage", "hang", "slow", "throttled", "refused"] as const;
/** One of {@link providerBehaviours}. */
export type ProviderBehaviour = (typeof providerBehaviours)[number];

/** Treats each call as it is told, or passes it on. */
export function misbehave(
  behaviourOf: (path: string) => ProviderBehaviour,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (context, next) => {
    const { path, raw } = context.req;
    switch (behaviourOf(path)) {
      case "error":
        return context.body("", 503);
      case "throttled":
        return context.json({ error: "throttled", error_description: "Rate exceeded." }, 429);
      case "garbage":
        return context.html("<html>not what you asked for</html>");
      case "refused":
        context.env.incoming.socket.destroy();
        return context.body("", 503);
      case "hang":
        return aborted(raw.signal);
      case "slow":
        await sleep(systemClock, SLOW_MS, raw.signal);
    }
    return next();
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the caller has left")), { once: true });
  });
}
