import { describe, expect, it, jest } from "@jest/globals";
import { alexaUserKind, createAlexaUsers } from "../../../lambda/skill-events/alexa-users.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";

interface Event {
  readonly at: number;
  readonly userId?: string;
}
type Grant = Required<Event>;

const link = (at: number, userId: string): Event => ({ at, userId });

/** Who is linked, and what is left of the grants, when events came in this order. */
async function outcomeOf(events: readonly Event[], grants: readonly Grant[]) {
  let left = grants;
  const store = createMemoryStore(alexaUserKind, () => 0);
  const users = createAlexaUsers({
    store,
    grants: {
      async forget(userId, before) {
        left = left.filter((grant) => grant.userId !== userId || grant.at >= before);
      },
    },
  });
  for (const event of events) await users.tell("alexa", event);
  const { userId } = (await store.read("alexa"))?.happened.at(-1) ?? {};
  return { linked: userId, left: left.map((grant) => `${grant.userId} ${grant.at}`) };
}

function* orders<Value>(values: readonly Value[]): Generator<Value[]> {
  if (values.length === 0) yield [];
  for (const [index, value] of values.entries())
    for (const rest of orders(values.toSpliced(index, 1))) yield [value, ...rest];
}

describe("Alexa's users", () => {
  it.each<[string, Event[], { linked: string | undefined; left: string[] }]>([
    ["who disabled", [link(1, "ada"), { at: 5 }], { linked: undefined, left: ["ada 6", "ben 2", "ben 6"] }],
    [
      "who disabled and came back",
      [link(1, "ada"), { at: 5 }, link(7, "ada")],
      { linked: "ada", left: ["ada 6", "ben 2", "ben 6"] },
    ],
    [
      "who linked twice",
      [link(1, "ada"), link(3, "ada"), { at: 5 }],
      { linked: undefined, left: ["ada 6", "ben 2", "ben 6"] },
    ],
    [
      "who changed accounts and then disabled",
      [link(1, "ada"), link(3, "ben"), { at: 5 }],
      { linked: undefined, left: ["ada 6", "ben 6"] },
    ],
    ["who were never linked", [{ at: 5 }], { linked: undefined, left: ["ada 2", "ada 6", "ben 2", "ben 6"] }],
    [
      "who were linked as they disabled",
      [link(5, "ada"), { at: 5 }],
      { linked: undefined, left: ["ada 6", "ben 2", "ben 6"] },
    ],
  ])("%s end alike whatever comes first, and twice", async (_who, events, end) => {
    const grants = ["ada", "ben"].flatMap((userId) => [2, 6].map((at) => ({ userId, at })));
    for (const order of orders(events)) {
      for (const again of [[], ...events.map((event) => [event])]) {
        const came = [...order, ...again];
        expect({ came, ...(await outcomeOf(came, grants)) }).toEqual({ came, ...end });
      }
    }
  });

  it("who came back as another leave that one's grants alone, which may be somebody else's", async () => {
    const grants = [
      { userId: "ada", at: 2 },
      { userId: "ben", at: 2 },
    ];
    for (const order of orders([link(1, "ada"), { at: 5 }, link(7, "ben")]))
      expect(await outcomeOf(order, grants)).toEqual({ linked: "ben", left: ["ben 2"] });
  });

  it("are decided anew where somebody else wrote in between", async () => {
    const store = createMemoryStore(alexaUserKind, () => 0);
    const forget = jest.fn(async () => {});
    const users = createAlexaUsers({ store, grants: { forget } });
    await users.tell("alexa", link(1, "ada"));
    forget.mockImplementationOnce(async () => void (await users.tell("alexa", link(9, "ada"))));
    expect(await users.tell("alexa", { at: 5 })).toBe("the grants are forgotten");
    expect(await store.read("alexa")).toEqual({ happened: [link(1, "ada"), { at: 5 }, link(9, "ada")] });
  });

  it("are remembered by their latest events", async () => {
    const store = createMemoryStore(alexaUserKind, () => 0);
    const users = createAlexaUsers({ store, grants: { async forget() {} } });
    for (let at = 1; at <= 20; at += 1) await users.tell("alexa", link(at, "ada"));
    expect((await store.read("alexa"))?.happened.map(({ at }) => at)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
    expect(await users.tell("alexa", link(1, "ada"))).toBe("something newer is known");
  });

  it("who are not linked any more are remembered for thirty days, and who is linked for good", async () => {
    const day = 24 * 60 * 60 * 1_000;
    let now = 0;
    const store = createMemoryStore(alexaUserKind, () => now);
    const users = createAlexaUsers({ store, grants: { async forget() {} } });
    await users.tell("gone", { at: 0 });
    await users.tell("linked", link(0, "ada"));
    now = 30 * day - 1;
    expect(await store.read("gone")).toBeDefined();
    now += 1;
    expect(await store.read("gone")).toBeUndefined();
    expect(await store.read("linked")).toBeDefined();
  });
});
