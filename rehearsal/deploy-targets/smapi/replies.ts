import type { Context } from "hono";

/** A refusal with one message. Source: ask-smapi-model, `v1.Error`. */
export function refusal(context: Context, status: 401 | 403 | 404 | 412 | 413, message: string): Response {
  return context.json({ message }, status);
}

/**
 * A request that is not valid, with a violation for each reason. Source: ask-smapi-model, `v1.BadRequestError`; its
 * messages by resource as ask-cli's issues show them.
 */
export function badRequest(
  context: Context,
  message: string,
  reasons: readonly string[],
  status: 400 | 403 = 400,
): Response {
  return context.json({ message, violations: errorsOf(reasons) }, status);
}

/** Reasons as SMAPI's list of errors. */
export function errorsOf(reasons: readonly string[]): readonly { readonly message: string }[] {
  return reasons.map((message) => ({ message }));
}

/** The parsed JSON of a request; undefined where it is none. */
export function bodyOf({ req }: Context): Promise<unknown> {
  return req.json().catch(() => undefined);
}

/** Whether a request may change a resource: without If-Match always, with it only while it is the one meant. */
export function meets({ req }: Context, eTag: string | undefined): boolean {
  const wanted = req.header("if-match");
  return wanted === undefined || wanted.replaceAll('"', "") === eTag;
}
