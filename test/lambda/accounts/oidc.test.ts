import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Accounts } from "../../../lambda/accounts/accounts.ts";
import { createOidcWhenNeeded } from "../../../lambda/accounts/oidc-when-needed.ts";
import { type Connections, createConnections } from "../../../lambda/connections.ts";
import { getJson } from "../../../lambda/http-get.ts";
import { type OidcProvider, startOidcProvider, type TokenOptions } from "../../../rehearsal/oidc-provider/index.ts";
import { directiveFixture } from "../support/fixtures.ts";
import { createPlainSkill } from "../support/plain-skill.ts";
import { errorOf } from "../support/rehearsed-skill.ts";

const start = Date.UTC(2026, 0, 1);
let time = start;
const now = () => time;
let provider: OidcProvider;
let connections: Connections;
let accounts: Accounts;

beforeAll(async () => {
  provider = await startOidcProvider({ now });
  connections = createConnections(now);
});
beforeEach(() => {
  time = start;
  accounts = createAccounts();
});
afterEach(() => provider.behave("ok"));
afterAll(async () => {
  connections.close();
  await provider.stop();
});

function createAccounts({ issuer, audience }: Pick<OidcProvider, "issuer" | "audience"> = provider): Accounts {
  return createOidcWhenNeeded({ issuer, audience, get: (url, signal) => getJson(url, { connections, signal }), now });
}

const ask = (token: string, signal = new AbortController().signal) => accounts.userIdOf(token, signal);
const askFor = async (options: TokenOptions) => ask(await provider.issueToken(options));

/** How often the provider is asked for its keys while something is done. */
async function fetches(work: () => Promise<unknown>): Promise<number> {
  const before = provider.calls();
  await work();
  const after = provider.calls();
  expect(after.discovery - before.discovery).toBe(after.keys - before.keys);
  return after.keys - before.keys;
}

describe("an OpenID Connect provider", () => {
  it.each(["ES256", "RS256", "PS256", "EdDSA"] as const)("says whose a token of %s is", async (algorithm) => {
    await expect(askFor({ algorithm, userId: "ada" })).resolves.toBe("ada");
  });

  it("is found where its issuer has a tenant, or ends in a slash", async () => {
    for (const path of ["/tenant/of-ours", "/"]) {
      const other = await startOidcProvider({ path, now });
      await expect(createAccounts(other).userIdOf(await other.issueToken(), AbortSignal.timeout(5_000))).resolves.toBe(
        other.userId,
      );
      await other.stop();
    }
  });

  it("is asked for its keys once, and for nothing else", async () => {
    expect(
      await fetches(async () => {
        for (const userId of ["ada", "bob", "eve"]) await expect(askFor({ userId })).resolves.toBe(userId);
      }),
    ).toBe(1);
  });

  it("is asked for its keys once when many tokens come at the same time", async () => {
    const tokens = await Promise.all(
      Array.from({ length: 100 }, (_, index) => provider.issueToken({ userId: `user-${index % 10}` })),
    );
    expect(
      await fetches(async () => {
        const users = await Promise.all(tokens.map((token) => ask(token)));
        expect(users).toEqual(tokens.map((_, index) => `user-${index % 10}`));
      }),
    ).toBe(1);
  });

  it("may name this skill among other audiences, or as the client where there is no audience, as Cognito does", async () => {
    await expect(askFor({ claims: { aud: ["other", provider.audience] } })).resolves.toBe(provider.userId);
    await expect(askFor({ claims: { aud: undefined, client_id: provider.audience } })).resolves.toBe(provider.userId);
  });
});

describe("a token is invalid", () => {
  it.each<[string, TokenOptions, string]>([
    ["of another issuer", { claims: { iss: "https://example.com" } }, "iss"],
    ["of an issuer that only begins like ours", { claims: { iss: "http://127.0.0.1" } }, "iss"],
    ["without an issuer", { claims: { iss: undefined } }, "iss"],
    ["for another audience", { claims: { aud: "other" } }, "aud"],
    ["for an audience that only begins like ours", { claims: { aud: "camera-skill-2" } }, "aud"],
    ["for no audience and no client", { claims: { aud: undefined } }, "aud"],
    [
      "for another audience, though our client asked for it",
      { claims: { aud: "other", client_id: "camera-skill" } },
      "aud",
    ],
    ["for another audience and run out", { claims: { aud: "other" }, expiresInSeconds: -3600 }, "aud"],
    ["without a subject", { claims: { sub: undefined } }, "sub"],
    ["with an empty subject", { claims: { sub: "" } }, "sub"],
    ["with a subject that is no text", { claims: { sub: 7 } }, "sub"],
    ["that never ends", { claims: { exp: undefined } }, "exp"],
    ["that is for later", { claims: { nbf: start / 1000 + 61 } }, "nbf"],
    ["without a signature", { algorithm: "none" }, "alg"],
    ["whose secret is the public key", { algorithm: "HS256" }, "alg"],
    ["signed by somebody else", { forged: true }, "signature"],
    ["of an unknown key", { header: { kid: "other" } }, "signature"],
  ])("%s", async (_name, options, detail) => {
    const refused = askFor(options);
    await expect(refused).rejects.toMatchObject({ code: "token-invalid" });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(`(${detail})`) });
  });

  it.each(["", "Atza|opaque", "a.b.c", "x".repeat(20_000)])(
    "that is no JWT, and the provider hears nothing",
    async (token) => {
      const asked = fetches(() => expect(ask(token)).rejects.toMatchObject({ code: "token-invalid" }));
      expect(await asked).toBe(0);
    },
  );

  it("and is refused for a minute without another look", async () => {
    const token = await provider.issueToken({ claims: { nbf: start / 1000 + 61 } });
    await expect(ask(token)).rejects.toMatchObject({ code: "token-invalid" });
    time += 59_999;
    await expect(ask(token)).rejects.toMatchObject({ code: "token-invalid" });
    time += 1;
    await expect(ask(token)).resolves.toBe(provider.userId);
  });
});

describe("a token's time", () => {
  it("is over a minute after its end, since clocks differ", async () => {
    const token = await provider.issueToken({ expiresInSeconds: 600 });
    await expect(ask(token)).resolves.toBe(provider.userId);
    time += 659_999;
    await expect(ask(token)).resolves.toBe(provider.userId);
    time += 1;
    await expect(ask(token)).rejects.toMatchObject({ code: "token-expired" });
  });

  it("may be over when it first comes", async () => {
    await expect(askFor({ expiresInSeconds: -59 })).resolves.toBe(provider.userId);
    await expect(askFor({ expiresInSeconds: -60 })).rejects.toMatchObject({ code: "token-expired" });
  });

  it("may begin a minute late by our clock", async () => {
    await expect(askFor({ claims: { nbf: start / 1000 + 60 } })).resolves.toBe(provider.userId);
  });
});

describe("when the provider changes its keys", () => {
  it("a token of the new key is good at once, for one fetch; tokens of the old one are too, while it is published", async () => {
    const old = await provider.issueToken({ userId: "old" });
    await askFor({});
    time += 30_000;
    await provider.rotateKeys();
    expect(await fetches(() => expect(askFor({ userId: "new" })).resolves.toBe("new"))).toBe(1);
    await expect(ask(old)).resolves.toBe("old");
  });

  it("and calls the new one as the old one, that is noticed too", async () => {
    await provider.rotateKeys({ kid: "only" });
    await askFor({});
    time += 30_000;
    await provider.rotateKeys({ kid: "only", keepOld: false });
    await expect(askFor({ userId: "new" })).resolves.toBe("new");
  });

  it("tokens that no key fits have the keys fetched again once in 30 s, and a good one is not refused for longer", async () => {
    await askFor({});
    await provider.rotateKeys();
    const token = await provider.issueToken({ userId: "new" });
    const flood = async () => {
      for (const kid of ["a", "b", "c"]) {
        await expect(askFor({ header: { kid } })).rejects.toMatchObject({ code: "token-invalid" });
      }
      await expect(askFor({ forged: true })).rejects.toMatchObject({ code: "token-invalid" });
    };
    time += 29_999;
    expect(await fetches(flood)).toBe(0);
    await expect(ask(token)).rejects.toMatchObject({ code: "token-invalid" });
    time += 1;
    expect(await fetches(flood)).toBe(1);
    await expect(ask(token)).resolves.toBe("new");
  });

  it("a withdrawn key is good for an hour at most", async () => {
    const token = await provider.issueToken({ expiresInSeconds: 100_000 });
    await askFor({});
    await provider.rotateKeys({ keepOld: false });
    time += 3_600_000;
    await expect(ask(token)).rejects.toMatchObject({ code: "token-invalid" });
  });
});

describe("a provider that cannot be asked", () => {
  const unreachable = { code: "identity-unreachable", message: expect.not.stringContaining("eyJ") };

  it.each(["error", "garbage", "throttled", "refused"] as const)(
    "by its state %s gives identity-unreachable, for its document and for its keys, and is asked again at once",
    async (state) => {
      const token = await provider.issueToken();
      for (const endpoint of ["discovery", "keys"] as const) {
        provider.behave(state, endpoint);
        await expect(ask(token)).rejects.toMatchObject(unreachable);
        provider.behave("ok");
      }
      await expect(ask(token)).resolves.toBe(provider.userId);
    },
  );

  it.each(["hang", "slow"] as const)(
    "by its state %s gives identity-unreachable when the time is up",
    async (state) => {
      provider.behave(state);
      const token = await provider.issueToken();
      await expect(ask(token, AbortSignal.timeout(30))).rejects.toMatchObject(unreachable);
      provider.behave("ok");
      await expect(ask(token)).resolves.toBe(provider.userId);
    },
  );

  it("does not forget the keys that are known", async () => {
    await askFor({});
    provider.behave("error");
    await expect(askFor({ userId: "ada" })).resolves.toBe("ada");
    time += 30_000;
    await expect(askFor({ header: { kid: "other" } })).rejects.toMatchObject(unreachable);
    await expect(askFor({ userId: "bob" })).resolves.toBe("bob");
  });
});

describe("a view", () => {
  it.each(["hang", "slow", "error", "garbage", "throttled", "refused"] as const)(
    "has its honest error in time when the provider is in state %s",
    async (state) => {
      provider.behave(state);
      const view = directiveFixture("initiate-session.echo-show");
      view.directive.endpoint.scope.token = await provider.issueToken();
      const { skill, dependencies } = createPlainSkill({ accounts });
      const event = await skill(view, { first: false, lambdaRemaining: 250 });
      expect(errorOf(event)).toMatchObject({
        type: "INTERNAL_ERROR",
        message: expect.stringMatching(/^identity-unreachable/),
      });
      expect(dependencies.offerExchange.exchange).not.toHaveBeenCalled();
    },
  );
});

describe("a provider that is not what it should be", () => {
  const good = { issuer: "https://id.example.com/", jwks_uri: "https://id.example.com/keys" };
  const keySet = { keys: [] };

  it.each<[string, object | undefined, object | undefined, string]>([
    ["has another issuer than is set", { ...good, issuer: "https://id.example.com" }, keySet, "OIDC_ISSUER"],
    ["has no keys' address", { issuer: good.issuer }, keySet, "discovery document"],
    ["has keys without protection", { ...good, jwks_uri: "http://id.example.com/keys" }, keySet, "jwks_uri"],
    ["has an address that is none", { ...good, jwks_uri: "keys" }, keySet, "jwks_uri"],
    ["has a document that is no JSON", undefined, keySet, "discovery document"],
    ["has keys that are no JSON", good, undefined, "its keys"],
    ["has keys that are none", good, { keys: ["key"] }, "its keys"],
    ["has a key that cannot be used", good, { keys: [{ kty: "EC", crv: "P-256", x: "AA", y: "AA" }] }, "its keys"],
    ["has a key that is secret", good, { keys: [{ kty: "oct", k: "AA", alg: "ES256" }] }, ""],
  ])("%s", async (_name, discovery, keys, detail) => {
    const asked: string[] = [];
    accounts = createOidcWhenNeeded({
      issuer: good.issuer,
      audience: provider.audience,
      get: async ({ href }) => {
        asked.push(href);
        return { status: 200, body: href.endsWith("/keys") ? keys : discovery };
      },
      now,
    });
    const refused = askFor({ claims: { iss: good.issuer }, header: { kid: undefined } });
    const code = detail === "" ? "token-invalid" : "identity-unreachable";
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(detail) });
    expect(asked[0]).toBe("https://id.example.com/.well-known/openid-configuration");
  });
});
