import { describe, expect, it, jest } from "@jest/globals";
import { createLoginWithAmazon } from "../../../lambda/accounts/login-with-amazon.ts";
import { sentinels } from "../support/fixtures.ts";

const clientId = "amzn1.application-oa2-client.ours";
const signal = new AbortController().signal;
const valid = { status: 200, body: { aud: clientId, user_id: "amzn1.account.OWNER", exp: 3600 } };

function login(reply: { status: number; body: unknown } | Error) {
  let time = 1_000_000;
  const get = jest.fn(async (_url: URL) => {
    if (reply instanceof Error) throw reply;
    return reply;
  });
  const accounts = createLoginWithAmazon({ clientId, apiUrl: "https://api.amazon.com", get, now: () => time });
  return { get, ask: (token = "Atza|one") => accounts.userIdOf(token, signal), pass: (ms: number) => (time += ms) };
}

describe("Login with Amazon", () => {
  it("asks tokeninfo with the token encoded", async () => {
    const { get, ask } = login(valid);
    await expect(ask("Atza|a+b&c=d")).resolves.toBe("amzn1.account.OWNER");
    expect(get.mock.calls[0]?.[0].href).toBe(
      "https://api.amazon.com/auth/o2/tokeninfo?access_token=Atza%7Ca%2Bb%26c%3Dd",
    );
  });

  it("remembers a valid token until it expires, and that it has expired", async () => {
    const { get, ask, pass } = login(valid);
    await ask();
    pass(3_599_000);
    await ask();
    pass(1_000);
    await expect(ask()).rejects.toMatchObject({ code: "token-expired" });
    expect(get).toHaveBeenCalledTimes(1);
  });

  it("remembers a refused token for a minute", async () => {
    const { get, ask, pass } = login({ status: 400, body: { error: "invalid_token", error_description: "no" } });
    await expect(ask()).rejects.toMatchObject({ code: "token-invalid" });
    pass(59_999);
    await expect(ask()).rejects.toMatchObject({ code: "token-invalid" });
    expect(get).toHaveBeenCalledTimes(1);
    pass(1);
    await expect(ask()).rejects.toMatchObject({ code: "token-invalid" });
    expect(get).toHaveBeenCalledTimes(2);
  });

  it("keeps tokens apart", async () => {
    const { get, ask } = login(valid);
    await ask("Atza|one");
    await ask("Atza|two");
    expect(get).toHaveBeenCalledTimes(2);
  });

  it("believes tokeninfo that a token has no time left", async () => {
    const { ask } = login({ status: 200, body: { ...valid.body, exp: 0 } });
    await expect(ask()).rejects.toMatchObject({ code: "token-expired" });
  });

  it("takes Amazon's words for it when a refusal speaks of expiry", async () => {
    const { ask } = login({ status: 400, body: { error_description: "The token has expired" } });
    await expect(ask()).rejects.toMatchObject({ code: "token-expired" });
  });

  it("refuses a token of more than 2,048 bytes without asking", async () => {
    const { get, ask } = login(valid);
    await expect(ask("x".repeat(2_049))).rejects.toMatchObject({ code: "token-invalid" });
    await expect(ask(`${"x".repeat(2_047)}é`)).rejects.toMatchObject({ code: "token-invalid" });
    expect(get).not.toHaveBeenCalled();
    await expect(ask("x".repeat(2_048))).resolves.toBe("amzn1.account.OWNER");
  });

  it.each([
    ["another application's token", { ...valid.body, aud: "amzn1.application-oa2-client.theirs" }],
    ["an audience that only begins like ours", { ...valid.body, aud: `${clientId}2` }],
  ])("refuses %s", async (_name, body) => {
    await expect(login({ status: 200, body }).ask()).rejects.toMatchObject({ code: "token-invalid" });
  });

  it.each([
    ["a server's error", { status: 500, body: {} }],
    ["a redirect", { status: 302, body: undefined }],
    ["a page that is no JSON", { status: 200, body: undefined }],
    ["a reply without a user", { status: 200, body: { aud: clientId, exp: 1 } }],
    ["a broken connection", new Error(`GET /auth/o2/tokeninfo?access_token=${sentinels.token} failed`)],
  ])("is unreachable for %s, forgets that at once, and tells no secret", async (_name, reply) => {
    const { get, ask } = login(reply);
    await expect(ask()).rejects.toMatchObject({
      code: "identity-unreachable",
      message: expect.not.stringContaining("Atza"),
    });
    await expect(ask()).rejects.toMatchObject({ code: "identity-unreachable" });
    expect(get).toHaveBeenCalledTimes(2);
  });
});
