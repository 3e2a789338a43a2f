import * as z from "zod/mini";
import type { Grants } from "../state/grants.ts";
import type { Store, StoreKind } from "../state/store.ts";

/** How long a user who is not linked any more is remembered, in milliseconds: an old event may still come. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1_000;
/** How many events of a user are remembered. */
const REMEMBERED_EVENTS = 8;

const happeningSchema = z.object({
  /** Epoch milliseconds, by Alexa's clock. */
  at: z.number(),
  /** Which of our users was linked; undefined where the skill was disabled. */
  userId: z.optional(z.string()),
});
type Happening = Readonly<z.infer<typeof happeningSchema>>;

const alexaUserSchema = z.object({
  /** In the order in which it happened. */
  happened: z.array(happeningSchema),
});
/** What is known of one of Alexa's users, by Alexa's own id. */
type AlexaUser = Readonly<z.infer<typeof alexaUserSchema>>;

/** Who is linked stays; who is not ages out. */
export const alexaUserKind: StoreKind<AlexaUser> = {
  kind: "alexa-user",
  schema: alexaUserSchema,
  expiresAt({ happened }) {
    const { at = 0, userId } = happened.at(-1) ?? {};
    return userId === undefined ? at + REMEMBERED_MS : undefined;
  },
};

/** What became of an event, in words for the log. */
export type Outcome =
  | "linked"
  | "the grants are forgotten"
  | "nothing was linked"
  | "something newer is known"
  | "known already";

/** What the users stand on. */
export interface AlexaUsersOptions {
  readonly store: Store<AlexaUser>;
  readonly grants: Pick<Grants, "forget">;
}

/**
 * Which of Alexa's users is which of ours. Events come late, twice and out of order: each is put where it belongs among
 * those that are known, and ends what was before it.
 */
export interface AlexaUsers {
  /**
   * @throws {Failure} state-unreachable; some grants may be forgotten by then, and the same event does the rest.
   */
  tell(alexaUserId: string, event: Happening): Promise<Outcome>;
}

/** Makes the users over a store. */
export function createAlexaUsers({ store, grants }: AlexaUsersOptions): AlexaUsers {
  return {
    async tell(alexaUserId, event) {
      for (;;) {
        const held = await store.hold(alexaUserId);
        const known = held?.entry.happened ?? [];
        if (known.some(({ at, userId }) => at === event.at && userId === event.userId)) return "known already";
        const happened = [...known, event].sort(byTime).slice(-REMEMBERED_EVENTS);
        const index = happened.indexOf(event);
        const [before, after] = [index > 0 ? happened[index - 1] : undefined, happened[index + 1]];
        // Grants go first: an event that fails here is sent again, and finds what is left to do.
        await forgetEnded(before, event);
        await forgetEnded(event, after);
        if (await store.replace(alexaUserId, held?.version, { happened })) return outcomeOf(before, event, after);
      }
    },
  };

  /**
   * Forgets the grants of a link that something ended. A link to another account is an end too: what happens at the
   * former one's cameras would be told to whoever is linked now.
   */
  async function forgetEnded(link: Happening | undefined, end: Happening | undefined): Promise<void> {
    if (link?.userId === undefined || end === undefined || link.userId === end.userId) return;
    await grants.forget(link.userId, end.at);
  }
}

/** Of two at the same time the one that ends something is the later. */
function byTime(one: Happening, other: Happening): number {
  return one.at - other.at || Number(one.userId === undefined) - Number(other.userId === undefined);
}

function outcomeOf(before: Happening | undefined, event: Happening, after: Happening | undefined): Outcome {
  if (event.userId === undefined)
    return before?.userId === undefined ? "nothing was linked" : "the grants are forgotten";
  return after === undefined ? "linked" : "something newer is known";
}
