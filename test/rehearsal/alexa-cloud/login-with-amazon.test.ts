import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { linkAccount, refreshAccount } from "../../../rehearsal/alexa-cloud/account-linking.ts";
import {
  type LoginExchange,
  type LoginWithAmazon,
  startLoginWithAmazon,
} from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";

let login: LoginWithAmazon;
let now = Date.UTC(2026, 0, 1);
let exchanges: LoginExchange[];

beforeEach(async () => {
  exchanges = [];
  login = await startLoginWithAmazon({ now: () => now, onExchange: (exchange) => exchanges.push(exchange) });
});
afterEach(() => login.stop());

const tokenInfo = (token: string, init?: RequestInit) =>
  fetch(`${login.url}/auth/o2/tokeninfo?access_token=${encodeURIComponent(token)}`, init);

const exchange = (fields: Record<string, string>) =>
  fetch(`${login.url}/auth/o2/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: login.clientId, client_secret: login.clientSecret, ...fields }),
  });

async function takeCode(redirectUri: string): Promise<string> {
  const page = new URL(`${login.url}/ap/oa`);
  page.search = new URLSearchParams({
    client_id: login.clientId,
    response_type: "code",
    scope: "profile:user_id",
    redirect_uri: redirectUri,
  }).toString();
  const response = await fetch(page, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

describe("the stand-in for Login with Amazon", () => {
  it("links an account: authorize page, code, token", async () => {
    const account = await linkAccount(login);
    expect(account.accessToken).toMatch(/^Atza\|.{345,}$/);
    expect(await (await tokenInfo(account.accessToken)).json()).toMatchObject({
      aud: login.clientId,
      user_id: login.userId,
      exp: 3600,
    });
  });

  it("exchanges a code once", async () => {
    const code = await takeCode("https://example.com/back");
    const fields = { grant_type: "authorization_code", code, redirect_uri: "https://example.com/back" };
    expect((await exchange(fields)).status).toBe(200);
    const again = await exchange(fields);
    expect([again.status, await again.json()]).toMatchObject([400, { error: "invalid_grant" }]);
  });

  it("exchanges a code only for the redirect that got it, and within five minutes", async () => {
    const stolen = await takeCode("https://example.com/back");
    const elsewhere = { grant_type: "authorization_code", code: stolen, redirect_uri: "https://example.org/" };
    expect((await exchange(elsewhere)).status).toBe(400);
    const late = await takeCode("https://example.com/back");
    now += 5 * 60_000;
    const fields = { grant_type: "authorization_code", code: late, redirect_uri: "https://example.com/back" };
    expect((await exchange(fields)).status).toBe(400);
  });

  it("refreshes, for the client that holds the token and its secret", async () => {
    const { refreshToken } = await linkAccount(login);
    const fields = { grant_type: "refresh_token", refresh_token: refreshToken };
    expect(await (await exchange(fields)).json()).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect((await exchange({ ...fields, client_secret: "wrong" })).status).toBe(401);
    expect((await exchange({ ...fields, refresh_token: "Atzr|other" })).status).toBe(400);
  });

  it("calls a token invalid that is unknown, and one that has expired, each in its own words", async () => {
    const refusal = async (token: string) => {
      const response = await tokenInfo(token);
      return [response.status, await response.json()];
    };
    const unknown = { error: "invalid_token", error_description: expect.not.stringMatching(/expired/i) };
    const expired = { error: "invalid_token", error_description: expect.stringMatching(/expired/i) };
    expect(await refusal("Atza|unknown")).toEqual([400, unknown]);
    const token = login.issueToken({ userId: "amzn1.account.X", expiresInSeconds: 60 });
    expect((await tokenInfo(token)).status).toBe(200);
    now += 60_000;
    expect(await refusal(token)).toEqual([400, expired]);
    expect(await refusal(login.issueToken({ userId: "amzn1.account.X", expiresInSeconds: 0 }))).toEqual([400, expired]);
  });

  it("tells of each call to the token, tokeninfo and profile endpoints, with its answer", async () => {
    const { accessToken } = await linkAccount(login);
    await tokenInfo(accessToken);
    await fetch(`${login.url}/user/profile`, { headers: { authorization: `bearer ${accessToken}` } });
    await tokenInfo("Atza|unknown");
    const tokenInfoCall = { method: "GET", path: "/auth/o2/tokeninfo" };
    expect(exchanges).toMatchObject([
      { method: "POST", path: "/auth/o2/token", query: {}, status: 200, body: { access_token: accessToken } },
      { ...tokenInfoCall, query: { access_token: accessToken }, status: 200, body: { user_id: login.userId } },
      { method: "GET", path: "/user/profile", query: {}, status: 200, body: { user_id: login.userId } },
      { ...tokenInfoCall, query: { access_token: "Atza|unknown" }, status: 400, body: { error: "invalid_token" } },
    ]);
    expect(exchanges[0]).toMatchObject({ at: now, endedAt: now });
  });

  it("tells what it answered while it misbehaves, and nothing of a call it never answers", async () => {
    login.behave("error");
    await tokenInfo("x");
    login.behave("garbage");
    const garbage = await (await tokenInfo("x")).text();
    login.behave("hang");
    await expect(tokenInfo("x", { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    login.behave("ok");
    await tokenInfo("x");
    expect(exchanges).toMatchObject([{ status: 503, body: "" }, { status: 200, body: garbage }, { status: 400 }]);
  });

  it("does not suffer from a listener that throws", async () => {
    const careless = await startLoginWithAmazon({
      onExchange() {
        throw new Error("careless");
      },
    });
    const { accessToken } = await linkAccount(careless);
    const response = await fetch(`${careless.url}/auth/o2/tokeninfo?access_token=${encodeURIComponent(accessToken)}`);
    expect(await response.json()).toMatchObject({ user_id: careless.userId });
    await careless.stop();
  });

  it("gives the profile of a token's owner", async () => {
    const token = login.issueToken({ userId: "amzn1.account.X" });
    const get = (authorization: string) => fetch(`${login.url}/user/profile`, { headers: { authorization } });
    expect(await (await get(`bearer ${token}`)).json()).toEqual({ user_id: "amzn1.account.X" });
    expect((await get("bearer wrong")).status).toBe(400);
    const byHeader = await fetch(`${login.url}/user/profile`, { headers: { "x-amz-access-token": token } });
    expect(byHeader.status).toBe(200);
    expect((await fetch(`${login.url}/user/profile?access_token=${encodeURIComponent(token)}`)).status).toBe(200);
  });

  it("answers a malformed request with an error and goes on", async () => {
    expect((await exchange({ grant_type: "password" })).status).toBe(400);
    const json = { "content-type": "application/json" };
    expect((await fetch(`${login.url}/auth/o2/token`, { method: "POST", headers: json, body: "{" })).status).toBe(400);
    expect((await fetch(`${login.url}/ap/oa?client_id=other`, { redirect: "manual" })).status).toBe(400);
    expect((await tokenInfo("")).status).toBe(400);
  });

  it("refuses a page of another web site", async () => {
    expect((await tokenInfo("x", { headers: { origin: "https://example.com" } })).status).toBe(403);
  });

  it("misbehaves when told to", async () => {
    login.behave("error");
    expect((await tokenInfo("x")).status).toBe(503);
    login.behave("throttled");
    expect((await tokenInfo("x")).status).toBe(429);
    login.behave("garbage");
    expect(await (await tokenInfo("x")).text()).toContain("<html>");
    login.behave("refused");
    await expect(tokenInfo("x")).rejects.toThrow();
    for (const state of ["hang", "slow"] as const) {
      login.behave(state);
      await expect(tokenInfo("x", { signal: AbortSignal.timeout(20) })).rejects.toThrow();
    }
    login.behave("ok");
    expect((await tokenInfo("x")).status).toBe(400);
  });

  it("misbehaves at one endpoint alone", async () => {
    login.behave("error", "token");
    expect((await exchange({ grant_type: "refresh_token", refresh_token: "x" })).status).toBe(503);
    expect((await tokenInfo("x")).status).toBe(400);
    expect(login.tokenCalls()).toEqual([]);
  });
});

describe("Alexa's grant", () => {
  const redeem = (code: string, fields: Record<string, string> = {}) =>
    exchange({
      grant_type: "authorization_code",
      code,
      client_id: login.eventsClient.clientId,
      client_secret: login.eventsClient.clientSecret,
      ...fields,
    });

  it("is redeemed once, without a redirect, for tokens of the events' client", async () => {
    const code = login.issueGrantCode("amzn1.account.X");
    const { access_token: token } = (await (await redeem(code)).json()) as { access_token: string };
    expect(login.lookUp(token)).toEqual({
      userId: "amzn1.account.X",
      clientId: login.eventsClient.clientId,
      secondsLeft: 3600,
    });
    const again = await redeem(code);
    expect([again.status, await again.json()]).toMatchObject([400, { error: "invalid_grant" }]);
  });

  it.each([
    ["by the linked client", () => ({ client_id: login.clientId, client_secret: login.clientSecret }), 400],
    ["with another client's secret", () => ({ client_secret: login.clientSecret }), 401],
    ["with a redirect", () => ({ redirect_uri: "https://example.com/back" }), 400],
  ])("is not redeemed %s", async (_name, fields, status) => {
    expect((await redeem(login.issueGrantCode("amzn1.account.X"), fields())).status).toBe(status);
  });

  it("is not redeemed after five minutes", async () => {
    const code = login.issueGrantCode("amzn1.account.X");
    now += 5 * 60_000;
    expect((await redeem(code)).status).toBe(400);
  });

  it("is taken as JSON too", async () => {
    const { clientId: client_id, clientSecret: client_secret } = login.eventsClient;
    const code = login.issueGrantCode("amzn1.account.X");
    const response = await fetch(`${login.url}/auth/o2/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ grant_type: "authorization_code", code, client_id, client_secret }),
    });
    expect(response.status).toBe(200);
  });

  it("leaves a line for each call of the token endpoint, without a secret", async () => {
    const code = login.issueGrantCode("amzn1.account.X");
    const { refresh_token } = (await (await redeem(code)).json()) as { refresh_token: string };
    await redeem(code);
    await exchange({ grant_type: "refresh_token", refresh_token });
    await exchange({ grant_type: "password" });
    const byEvents = { grantType: "authorization_code", clientId: login.eventsClient.clientId };
    expect(login.tokenCalls()).toEqual([
      { ...byEvents, userId: "amzn1.account.X", outcome: "issued" },
      { ...byEvents, userId: undefined, outcome: "invalid_grant" },
      { grantType: "refresh_token", clientId: login.clientId, userId: undefined, outcome: "invalid_grant" },
      { grantType: undefined, clientId: undefined, userId: undefined, outcome: "invalid_request" },
    ]);
  });
});

describe("a refresh token", () => {
  it("stays what it is", async () => {
    const account = await linkAccount(login);
    const refreshed = await refreshAccount(login, account);
    expect(refreshed.refreshToken).toBe(account.refreshToken);
    expect(refreshed.accessToken).not.toBe(account.accessToken);
  });

  it("is replaced at each use where that is switched on, and the old one is no use then", async () => {
    login.rotateRefreshTokens(true);
    const account = await linkAccount(login);
    const refreshed = await refreshAccount(login, account);
    await expect(refreshAccount(login, account)).rejects.toThrow("400");
    expect((await refreshAccount(login, refreshed)).accessToken).toMatch(/^Atza\|/);
  });
});

describe("a user who takes back what they granted", () => {
  it("has no valid token, no refresh token and no code any more; others keep theirs", async () => {
    const account = await linkAccount(login);
    const code = login.issueGrantCode(login.userId);
    const other = login.issueToken({ userId: "amzn1.account.X" });
    login.revoke(login.userId);
    expect((await tokenInfo(account.accessToken)).status).toBe(400);
    const refused = await exchange({ grant_type: "refresh_token", refresh_token: account.refreshToken });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: "invalid_grant" }]);
    const { clientId: client_id, clientSecret: client_secret } = login.eventsClient;
    expect((await exchange({ grant_type: "authorization_code", code, client_id, client_secret })).status).toBe(400);
    expect((await tokenInfo(other)).status).toBe(200);
  });

  it("may take it back from one client alone, and link again", async () => {
    const account = await linkAccount(login);
    login.revoke(login.userId, login.eventsClient.clientId);
    expect((await tokenInfo(account.accessToken)).status).toBe(200);
    login.revoke(login.userId);
    const again = await linkAccount(login);
    expect((await tokenInfo(again.accessToken)).status).toBe(200);
  });
});
