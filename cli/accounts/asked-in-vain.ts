import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod/mini";
import type { KnownLink } from "./known-users.ts";

/** What the skill's log says of a user who looks for devices and has none. */
const MESSAGE = "a user has no camera";
/** How far back the log is searched, in days: somebody has just enabled the skill and wants a camera. */
export const SEARCHED_DAYS = 7;

const lineSchema = z.object({ message: z.literal(MESSAGE), userId: z.string() });

/**
 * Reads out of a skill's log who asked for devices and had no camera then, with when that was last.
 * @param now epoch milliseconds.
 * @throws what the client throws.
 */
export async function readAskedInVain(
  client: CloudWatchLogsClient,
  logGroupName: string,
  now: number,
): Promise<readonly KnownLink[]> {
  const startTime = now - SEARCHED_DAYS * 24 * 60 * 60 * 1_000;
  const lastAsked = new Map<string, number>();
  const pages = paginateFilterLogEvents({ client }, { logGroupName, filterPattern: `"${MESSAGE}"`, startTime });
  for await (const { events = [] } of pages) {
    for (const { message = "", timestamp = 0 } of events) {
      const userId = userIn(message);
      if (userId !== undefined) lastAsked.set(userId, Math.max(timestamp, lastAsked.get(userId) ?? 0));
    }
  }
  return [...lastAsked].map(([userId, at]) => ({ userId, at }));
}

function userIn(line: string): string | undefined {
  try {
    return z.safeParse(lineSchema, JSON.parse(line)).data?.userId;
  } catch {
    return undefined;
  }
}
