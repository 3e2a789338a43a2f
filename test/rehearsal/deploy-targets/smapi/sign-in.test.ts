import { describe, expect, it } from "@jest/globals";
import { calledSmapi, refreshToken } from "./called-smapi.ts";

const { smapi, clock, call } = calledSmapi();
const client = { client_id: "ask-cli", client_secret: "secret" };
const redirect_uri = "http://127.0.0.1:9090/cb";
const asked = { response_type: "code", client_id: client.client_id, state: "s", scope: "alexa::ask:skills:readwrite" };

const authorize = (query: Readonly<Record<string, string>>) =>
  fetch(`${smapi().loginUrl}/ap/oa?${new URLSearchParams(query)}`, { redirect: "manual" });

async function newCode(): Promise<string> {
  const location = new URL((await authorize({ ...asked, redirect_uri })).headers.get("location") ?? "");
  return location.searchParams.get("code") ?? "";
}

async function exchange(fields: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ grant_type: "authorization_code", redirect_uri, ...client, ...fields });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${smapi().loginUrl}/auth/o2/token`, { method: "POST", headers, body });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, string>> };
}

describe("A developer who signs in by a browser", () => {
  it("is sent back to the client with a code and its state", async () => {
    const response = await authorize({ ...asked, redirect_uri });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:9090\/cb\?code=[0-9a-f]{20}&.*state=s$/);
  });

  it("gets the tokens for the code, which may call SMAPI", async () => {
    const { status, body } = await exchange({ code: await newCode() });
    expect([status, body.refresh_token, body.expires_in]).toEqual([200, refreshToken, 3600]);
    expect((await call("/v1/vendors", { authorization: body.access_token ?? "" })).status).toBe(200);
  });

  it("gets them once, for the client and the redirect that asked, within five minutes", async () => {
    const code = await newCode();
    await exchange({ code });
    const refused = [
      await exchange({ code }),
      await exchange({ code: await newCode(), client_id: "another" }),
      await exchange({ code: await newCode(), redirect_uri: "http://127.0.0.1:9090/other" }),
    ];
    const late = await newCode();
    clock.now += 5 * 60_000;
    refused.push(await exchange({ code: late }));
    for (const { status, body } of refused) expect([status, body.error]).toEqual([400, "invalid_grant"]);
  });

  it.each([
    ["no redirect", asked],
    ["another response", { ...asked, redirect_uri, response_type: "token" }],
    ["a redirect that is no page", { ...asked, redirect_uri: "javascript:alert(1)" }],
  ])("is not sent anywhere with %s", async (_, query) => {
    expect((await authorize(query)).status).toBe(400);
  });
});
