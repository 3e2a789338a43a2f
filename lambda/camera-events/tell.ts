import type { Addressed } from "../../protocol/alexa/build-proactive-events.ts";
import { asFailure, Failure } from "../failure.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import type { SendingRight } from "../state/grants.ts";
import type { CameraEventsDependencies } from "./dependencies.ts";

/** What is to be told, and to whom. */
export interface Telling {
  /** What makes it the same when it comes again. */
  readonly key: string;
  readonly cameraId: string;
  readonly userIds: readonly string[];
  /** The events for one user; fresh ones for each region. What it throws counts as a failure to tell. */
  readonly eventsFor: (userId: string) => Promise<readonly Addressed[]> | readonly Addressed[];
}

type Outcome = "told" | "told before" | "nobody" | "failed";
type Needed = Pick<CameraEventsDependencies, "rights" | "gateway" | "deliveries" | "log">;

/**
 * Tells every user in every region where they have granted it, all at once; one who cannot be told keeps it from nobody
 * else, and one who was told before is not told again. Whose grant is gone, and who never gave one, need not be told.
 * @throws {Failure} event-undelivered where somebody is left over; the log has the cause of each.
 */
export async function tell(telling: Telling, dependencies: Needed, signal: AbortSignal): Promise<void> {
  const { cameraId: endpointId, userIds } = telling;
  const outcomes = await Promise.all(
    [...new Set(userIds)].map((userId) => tellUser(userId, telling, dependencies, signal)),
  );
  const all = outcomes.flat();
  const count = (wanted: Outcome) => all.filter((outcome) => outcome === wanted).length;
  const left = count("failed");
  dependencies.log[left > 0 ? "warn" : "info"]("event told", {
    endpointId,
    told: count("told"),
    toldBefore: count("told before"),
    grantGone: count("nobody"),
    left,
  });
  if (left > 0) throw new Failure("event-undelivered", { detail: `${left} of ${all.length}` });
}

/** Tells one user: an outcome for each region, or one failure to find out about the regions. */
async function tellUser(
  userId: string,
  telling: Telling,
  dependencies: Needed,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const { log, rights } = dependencies;
  const failed = (thrown: unknown): Outcome => {
    const { code, sentence, cause: stranger } = asFailure(thrown);
    const cause = loggedCauseOf(stranger);
    const reason = { code, sentence, ...(cause !== undefined && { cause }) };
    log.warn("a user could not be told", { endpointId: telling.cameraId, ...reason });
    return "failed";
  };
  try {
    const granted = await rights.of(userId);
    return await Promise.all(
      granted.map((right) => tellRegion(userId, right, telling, dependencies, signal).catch(failed)),
    );
  } catch (thrown) {
    return [failed(thrown)];
  }
}

async function tellRegion(
  userId: string,
  right: SendingRight,
  { key, eventsFor }: Telling,
  { gateway, deliveries }: Needed,
  signal: AbortSignal,
): Promise<Outcome> {
  let outcome: Outcome = "told";
  const send = async (): Promise<void> => {
    for (const event of await eventsFor(userId)) {
      if ((await gateway.deliver(right, event, signal)) === "nobody") outcome = "nobody";
    }
  };
  const sent = await deliveries.once(key, `${userId}|${right.region}`, send, signal);
  return sent === "sent" ? outcome : "told before";
}
