import * as z from "zod/mini";
import type { JsonReply } from "../http-json.ts";

/** What is to be done after a reply of the event gateway. */
export type Verdict = "delivered" | "renew" | "end" | "split" | "again" | "refused";

/** A reply, read. `code` is Amazon's own word for an error. */
export interface ReadReply {
  readonly verdict: Verdict;
  readonly code?: string;
}

const exceptionSchema = z.object({
  payload: z.object({ code: z.string().check(z.regex(/^[A-Z_]{1,64}$/)) }),
});

/**
 * Reads a reply. The codes are documented; which HTTP status each comes with is not verified but for 401
 * INVALID_ACCESS_TOKEN_EXCEPTION and 403 SKILL_DISABLED_EXCEPTION, so a grant ends by a code alone, never by a status.
 * Source: Alexa Skills Kit, "Send events to the Alexa event gateway".
 */
export function readReply({ status, body }: JsonReply): ReadReply {
  const code = z.safeParse(exceptionSchema, body).data?.payload.code;
  return { verdict: verdictOf(status, code, body), ...(code !== undefined && { code }) };
}

function verdictOf(status: number, code: string | undefined, body: unknown): Verdict {
  // A page with 200, of something that stands in between, is no success; a 202 is, whatever comes with it.
  if (status === 202 || (status === 200 && typeof body === "object" && code === undefined)) return "delivered";
  if (code === "SKILL_DISABLED_EXCEPTION" || code === "SKILL_NOT_FOUND_EXCEPTION") return "end";
  if (status === 401) return "renew";
  // Without a code it may be the wrong region, or a grant that is gone: a refresh tells.
  if (status === 403) return code === "INSUFFICIENT_PERMISSION_EXCEPTION" ? "refused" : "renew";
  if (status === 413) return "split";
  return status === 200 || status === 429 || status >= 500 ? "again" : "refused";
}
