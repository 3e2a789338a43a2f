import type { MiddlewareHandler } from "hono";

/** One call of the token, tokeninfo or profile endpoint, as it was. Holds tokens: whoever shows it masks it first. */
export interface LoginExchange {
  /** When the call came in and when its answer went out, in epoch milliseconds with fractions. */
  readonly at: number;
  readonly endedAt: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number;
  /** The answer's JSON; its text when it is none. */
  readonly body: unknown;
}

/** Tells of each call once it is answered; one whose caller has left never is. A listener's fault is its own affair. */
export function tellExchanges(listener: (exchange: LoginExchange) => void, now: () => number): MiddlewareHandler {
  return async (context, next) => {
    const { method, path, raw } = context.req;
    const query = context.req.query();
    const at = now();
    await next();
    if (raw.signal.aborted) return;
    const { status } = context.res;
    const endedAt = now();
    // The reply waits for no listener, and what one of them does wrong is its owner's affair.
    void context.res
      .clone()
      .text()
      .then((text) => listener({ at, endedAt, method, path, query, status, body: readBody(text) }))
      .catch(() => {});
  };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
