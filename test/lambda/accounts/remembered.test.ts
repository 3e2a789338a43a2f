import { setMaxListeners } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Accounts } from "../../../lambda/accounts/accounts.ts";
import { createLoginWithAmazon } from "../../../lambda/accounts/login-with-amazon.ts";
import { createRememberedAccounts, type Verdict } from "../../../lambda/accounts/remembered.ts";
import { type Connections, createConnections } from "../../../lambda/connections.ts";
import { Failure } from "../../../lambda/failure.ts";
import { getJson } from "../../../lambda/http-get.ts";
import {
  type LoginExchange,
  type LoginWithAmazon,
  startLoginWithAmazon,
} from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";

const patient = new AbortController().signal;
setMaxListeners(0, patient);
let login: LoginWithAmazon;
let connections: Connections;
let exchanges: LoginExchange[];
let accounts: Accounts;

beforeAll(async () => {
  login = await startLoginWithAmazon({ onExchange: (exchange) => exchanges.push(exchange) });
  connections = createConnections(Date.now);
});
beforeEach(() => {
  exchanges = [];
  accounts = createLoginWithAmazon({
    clientId: login.clientId,
    apiUrl: login.url,
    get: (url, signal) => getJson(url, { connections, signal }),
    now: Date.now,
  });
});
afterEach(() => login.behave("ok"));
afterAll(async () => {
  connections.close();
  await login.stop();
});

describe("a hundred questions about one token at the same time", () => {
  const hundred = (token: string) => Array.from({ length: 100 }, () => accounts.userIdOf(token, patient));

  it("are one call of Login with Amazon", async () => {
    const users = await Promise.all(hundred(login.issueToken({ userId: "amzn1.account.X" })));
    expect(new Set(users)).toEqual(new Set(["amzn1.account.X"]));
    expect(exchanges).toHaveLength(1);
  });

  it("about a bad one are one call too", async () => {
    for (const each of await Promise.allSettled(hundred("Atza|bad"))) {
      expect(each).toMatchObject({ status: "rejected", reason: { code: "token-invalid" } });
    }
    expect(exchanges).toHaveLength(1);
  });
});

describe("Login with Amazon that cannot be asked", () => {
  it.each([
    ["error", "HTTP 503"],
    ["garbage", "HTTP 200"],
    ["throttled", "HTTP 429"],
    ["refused", "identity-unreachable"],
  ] as const)("by its state %s gives identity-unreachable, and is asked again at once", async (state, said) => {
    const token = login.issueToken({ userId: "amzn1.account.X" });
    login.behave(state, "tokenInfo");
    await expect(accounts.userIdOf(token, patient)).rejects.toMatchObject({
      code: "identity-unreachable",
      message: expect.stringContaining(said),
    });
    login.behave("ok");
    await expect(accounts.userIdOf(token, patient)).resolves.toBe("amzn1.account.X");
  });

  it.each(["hang", "slow"] as const)(
    "by its state %s gives identity-unreachable when the time is up",
    async (state) => {
      login.behave(state);
      const token = login.issueToken({ userId: "amzn1.account.X" });
      await expect(accounts.userIdOf(token, AbortSignal.timeout(30))).rejects.toMatchObject({
        code: "identity-unreachable",
      });
    },
  );
});

describe("what is remembered", () => {
  let time = 0;
  const judge = jest.fn<(token: string, signal: AbortSignal) => Promise<Verdict>>();
  const remembered = () => createRememberedAccounts({ judge, maxTokenBytes: 10, now: () => time });

  beforeEach(() => {
    time = 0;
    judge.mockReset();
  });

  it("is not one caller's lack of time: the others get the answer", async () => {
    let answer: (verdict: Verdict) => void = () => {};
    judge.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const subject = remembered();
    const hasty = new AbortController();
    const [first, second] = [subject.userIdOf("token", hasty.signal), subject.userIdOf("token", patient)];
    hasty.abort();
    await expect(first).rejects.toMatchObject({ code: "identity-unreachable" });
    answer({ userId: "ada", expiresAt: 1 });
    await expect(second).resolves.toBe("ada");
    await expect(subject.userIdOf("token", patient)).resolves.toBe("ada");
    expect(judge).toHaveBeenCalledTimes(1);
  });

  it("is no failure to ask, and no refusal that may not last", async () => {
    const subject = remembered();
    for (const code of ["identity-unreachable", "token-invalid"] as const) {
      judge.mockRejectedValueOnce(new Failure(code));
      await expect(subject.userIdOf("token", patient)).rejects.toMatchObject({ code });
    }
    judge.mockResolvedValue({ userId: "ada", expiresAt: 1 });
    await expect(subject.userIdOf("token", patient)).resolves.toBe("ada");
  });

  it("is a refusal with its detail, for a minute", async () => {
    judge.mockResolvedValue({ refused: "token-invalid", detail: "aud" });
    const subject = remembered();
    const refusal = { code: "token-invalid", message: expect.stringContaining("(aud)") };
    await expect(subject.userIdOf("token", patient)).rejects.toMatchObject(refusal);
    time = 59_999;
    await expect(subject.userIdOf("token", patient)).rejects.toMatchObject(refusal);
    expect(judge).toHaveBeenCalledTimes(1);
    time = 60_000;
    judge.mockResolvedValue({ userId: "ada", expiresAt: 70_000 });
    await expect(subject.userIdOf("token", patient)).resolves.toBe("ada");
  });

  it("is the thousand tokens that were used last", async () => {
    judge.mockImplementation(async (token) => ({ userId: token, expiresAt: 1 }));
    const subject = remembered();
    for (let index = 0; index < 1_000; index += 1) await subject.userIdOf(`${index}`, patient);
    await subject.userIdOf("0", patient);
    await subject.userIdOf("another", patient);
    expect(judge).toHaveBeenCalledTimes(1_001);
    await subject.userIdOf("0", patient);
    expect(judge).toHaveBeenCalledTimes(1_001);
    await subject.userIdOf("1", patient);
    expect(judge).toHaveBeenCalledTimes(1_002);
  });
});
