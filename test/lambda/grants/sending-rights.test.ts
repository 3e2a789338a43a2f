import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import type { Grant } from "../../../lambda/grants/grant.ts";
import type { SendingRight, SendingRights } from "../../../lambda/state/grants.ts";
import { fakeDeadlines, pass } from "../support/fake-deadline.ts";
import { counted, type Granting, startGranting, TOKEN_LIFE_MS, unhurried, user, watched } from "./support/granted.ts";

describe.each(["memory", "DynamoDB"] as const)("the right to send events, kept in %s", (form) => {
  /** Each call of DynamoDB's costs this machine milliseconds. */
  const crowd = form === "memory" ? 100 : 30;
  let granting: Granting;
  /** The refreshes before the test's own. */
  let before: number;

  beforeAll(async () => {
    granting = await startGranting(form);
  });
  beforeEach(async () => {
    await grant();
    before = granting.refreshes();
    granting.lines.length = 0;
  });
  afterEach(async () => {
    for (const secret of secretsOf(await stored())) expect(granting.lines.join()).not.toContain(secret);
    jest.useRealTimers();
    granting.login.behave("ok");
    granting.login.rotateRefreshTokens(false);
    granting.setClient(granting.login.eventsClient);
    await granting.store.remove(user, { part: "NA" });
  });
  afterAll(() => granting.stop());

  const grant = () => granting.grants.accept({ userId: user, code: granting.login.issueGrantCode(user) }, unhurried);
  const stored = async () => (await granting.store.hold(user, "NA"))?.entry;
  const refreshes = () => granting.refreshes() - before;
  const expire = () => granting.advance(TOKEN_LIFE_MS);
  /** A right as a process of its own has it. */
  async function right(rights: SendingRights = granting.process()): Promise<SendingRight> {
    const [only] = await rights.of(user);
    if (only === undefined) throw new Error("there is no grant");
    return only;
  }
  const rightsOfProcesses = (count: number) => Promise.all(Array.from({ length: count }, () => right()));
  const everyToken = (rights: readonly SendingRight[]) =>
    Promise.allSettled(rights.map((each) => each.accessToken(unhurried)));
  /** Gives the grant's refresh to a process that does nothing about it. */
  async function leaseTo(id: string, milliseconds: number): Promise<Grant> {
    const entry = await stored();
    if (entry === undefined) throw new Error("there is no grant");
    await granting.store.write(user, { ...entry, lease: { id, until: granting.now() + milliseconds } }, "NA");
    return entry;
  }
  const accepted = (token: string) => expect(granting.login.lookUp(token)).toMatchObject({ userId: user });

  it("is there for the region that granted it, and for nobody who did not", async () => {
    expect((await right()).region).toBe("NA");
    expect(await granting.process().of("amzn1.account.OTHER")).toEqual([]);
  });

  it("gives the token that came with the grant while it is good for more than five minutes", async () => {
    granting.advance(TOKEN_LIFE_MS - 300_001);
    accepted(await (await right()).accessToken(unhurried));
    expect(refreshes()).toBe(0);
  });

  it("is refreshed five minutes before the token ends, and keeps the refresh token that is rotated", async () => {
    granting.login.rotateRefreshTokens(true);
    const first = await stored();
    granting.advance(TOKEN_LIFE_MS - 300_000);
    const token = await (await right()).accessToken(unhurried);
    const second = await stored();
    expect(token).not.toBe(first?.accessToken);
    expect(second).toMatchObject({ accessToken: token, acceptedAt: first?.acceptedAt });
    expect(second?.refreshToken).not.toBe(first?.refreshToken);
    expect(second).not.toHaveProperty("lease");
    // The old refresh token is no use any more.
    expire();
    accepted(await (await right()).accessToken(unhurried));
    expect(refreshes()).toBe(2);
  });

  it(`is refreshed once where ${crowd} processes need it at once, and all of them have the new token`, async () => {
    granting.login.rotateRefreshTokens(true);
    expire();
    const rights = await rightsOfProcesses(crowd);
    const tokens = await Promise.all(rights.map((each) => each.accessToken(unhurried)));
    expect(refreshes()).toBe(1);
    expect(new Set(tokens)).toEqual(new Set([(await stored())?.accessToken]));
    accepted(tokens[0] ?? "");
  });

  it("is refreshed once where one process needs it a hundred times at once", async () => {
    expire();
    const rights = granting.process();
    const tokens = await Promise.all(
      Array.from({ length: 100 }, async () => (await right(rights)).accessToken(unhurried)),
    );
    expect(refreshes()).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  it("makes nobody wait for another's refresh while the old token is good", async () => {
    granting.advance(TOKEN_LIFE_MS - 300_000);
    const old = await leaseTo("another", 10_000);
    expect(await (await right()).accessToken(unhurried)).toBe(old.accessToken);
    granting.advance(300_000 - 10_001);
    expect(await (await right(granting.process())).accessToken(unhurried)).not.toBe(old.accessToken);
  });

  it("is taken over by one when its lease ends, for the process that refreshed has died", async () => {
    expire();
    await leaseTo("dead", 5);
    const looks = counted(20);
    const store = watched(granting.store, { onHold: looks.count });
    const rights = await Promise.all([right(granting.process({ store })), right(granting.process({ store }))]);
    const tokens = Promise.all(rights.map((each) => each.accessToken(unhurried)));
    await looks.reached;
    expect(refreshes()).toBe(0);
    granting.advance(5);
    expect(new Set(await tokens).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  it("is waited for no longer than there is time", async () => {
    expire();
    await leaseTo("another", 10_000);
    const looks = counted(2);
    const store = watched(granting.store, { onHold: looks.count });
    const leaving = new AbortController();
    const token = (await right(granting.process({ store }))).accessToken(leaving.signal);
    await looks.reached;
    leaving.abort();
    await expect(token).rejects.toMatchObject({ code: "identity-unreachable" });
  });

  it("is gone when Login with Amazon says invalid_grant, for the user has taken it back", async () => {
    granting.login.revoke(user);
    expire();
    const outcomes = await everyToken(await rightsOfProcesses(3));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: "grant-gone" } });
    expect(await granting.process().of(user)).toEqual([]);
    expect(refreshes()).toBe(1);
  });

  it("stays where a newer grant came while the old one was refused", async () => {
    granting.login.revoke(user);
    expire();
    const store = watched(granting.store, { beforeRemove: grant });
    accepted(await (await right(granting.process({ store }))).accessToken(unhurried));
    expect(await granting.process().of(user)).toHaveLength(1);
  });

  it("gives a newer grant's token where one came in the midst of a refresh", async () => {
    expire();
    // The second time it is the refreshed grant that is written.
    const store = watched(granting.store, { beforeReplace: (times) => (times === 2 ? grant() : undefined) });
    const token = await (await right(granting.process({ store }))).accessToken(unhurried);
    expect(token).toBe((await stored())?.accessToken);
    expect(granting.login.tokenCalls().at(-1)).toMatchObject({ grantType: "authorization_code" });
  });

  it("does not come back where the skill was disabled in the midst of a refresh", async () => {
    expire();
    const disable = () => granting.grants.forget(user, granting.now() + 1);
    const store = watched(granting.store, { beforeReplace: (times) => (times === 2 ? disable() : undefined) });
    const token = (await right(granting.process({ store }))).accessToken(unhurried);
    await expect(token).rejects.toMatchObject({ code: "grant-gone" });
    expect(await stored()).toBeUndefined();
  });

  it("is renewed once for all whose token the gateway refused, however long it would have been good", async () => {
    const [first, second, third] = await rightsOfProcesses(3);
    const refused = (await first?.accessToken(unhurried)) ?? "";
    const renewed = await Promise.all([first?.renewed(refused, unhurried), second?.renewed(refused, unhurried)]);
    expect(await third?.renewed(refused, unhurried)).toBe(renewed[0]);
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(refused);
    expect(refreshes()).toBe(1);
  });

  it("ends where the gateway says so, and only that grant does", async () => {
    const old = await right();
    granting.advance(1);
    await grant();
    await old.end();
    const newer = await right();
    expire();
    await newer.accessToken(unhurried);
    await newer.end();
    expect(await stored()).toBeUndefined();
  });

  describe("loses nothing", () => {
    it.each(["error", "garbage", "throttled", "refused"] as const)(
      "while Login with Amazon is in state %s, and of those who wait only one asks it",
      async (state) => {
        granting.login.behave(state);
        expire();
        const outcomes = await everyToken(await rightsOfProcesses(form === "memory" ? 100 : 3));
        for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: "identity-unreachable" } });
        expect(granting.lines).toHaveLength(1);
        expect(await stored()).not.toHaveProperty("lease");
        granting.login.behave("ok");
        accepted(await (await right()).accessToken(unhurried));
        expect(await stored()).not.toHaveProperty("failure");
      },
    );

    it("by a client that is wrong, and tells Login with Amazon's word for it", async () => {
      granting.setClient({ ...granting.login.eventsClient, clientSecret: "wrongSecret" });
      expire();
      const [outcome] = await everyToken([await right()]);
      expect(outcome).toMatchObject({ reason: { sentence: expect.stringMatching("\\(invalid_client\\)$") } });
      expect(granting.lines.join()).toContain("(invalid_client)");
      expect(await stored()).not.toHaveProperty("lease");
    });

    it.each(["the caller's time is over", "four seconds have passed"])(
      "where Login with Amazon hangs until %s",
      async (end) => {
        granting.login.behave("hang");
        expire();
        const released = counted(2);
        const asked = counted(1);
        const process = granting.process({
          store: watched(granting.store, { afterReplace: released.count }),
          tokens: {
            refresh(...called) {
              asked.count();
              return granting.tokens.refresh(...called);
            },
          },
        });
        const leaving = new AbortController();
        fakeDeadlines();
        const token = expect((await right(process)).accessToken(leaving.signal)).rejects;
        const unreachable = token.toMatchObject({ code: "identity-unreachable" });
        await asked.reached;
        if (end === "four seconds have passed") await pass(4_000);
        else leaving.abort();
        await unreachable;
        await released.reached;
        jest.useRealTimers();
        expect(await stored()).not.toHaveProperty("lease");
      },
    );

    it("early: the old token goes on, and the next try is half a minute later", async () => {
      granting.advance(TOKEN_LIFE_MS - 300_000);
      const old = (await stored())?.accessToken;
      granting.login.behave("error");
      expect(await (await right()).accessToken(unhurried)).toBe(old);
      granting.login.behave("ok");
      granting.advance(29_999);
      expect(await (await right()).accessToken(unhurried)).toBe(old);
      granting.advance(1);
      expect(await (await right()).accessToken(unhurried)).not.toBe(old);
    });

    it("early, and makes a doorbell wait for a second and a half at most", async () => {
      granting.advance(TOKEN_LIFE_MS - 300_000);
      const old = (await stored())?.accessToken;
      granting.login.behave("hang");
      const asked = counted(1);
      const process = granting.process({
        tokens: {
          refresh(...called) {
            asked.count();
            return granting.tokens.refresh(...called);
          },
        },
      });
      const only = await right(process);
      fakeDeadlines();
      const token = only.accessToken(unhurried);
      await asked.reached;
      await pass(1_500);
      expect(await token).toBe(old);
    });

    it("where the refreshed grant cannot be kept: the event at hand goes out", async () => {
      expire();
      const down = (times: number) => {
        if (times === 2) throw new Failure("state-unreachable");
      };
      const store = watched(granting.store, { beforeReplace: down });
      accepted(await (await right(granting.process({ store }))).accessToken(unhurried));
      expect(granting.lines.join()).toContain("could not be kept");
    });
  });
});

const secretsOf = (grant: Grant | undefined) => (grant === undefined ? [] : [grant.accessToken, grant.refreshToken]);
