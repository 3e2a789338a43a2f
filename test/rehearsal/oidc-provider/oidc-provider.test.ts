import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import { type OidcProvider, startOidcProvider } from "../../../rehearsal/oidc-provider/index.ts";

let provider: OidcProvider;
beforeEach(async () => {
  provider = await startOidcProvider();
});
afterEach(() => provider.stop());

const discovery = (init?: RequestInit) => fetch(`${provider.issuer}/.well-known/openid-configuration`, init);

async function documentOf(): Promise<{ issuer: string; jwks_uri: string }> {
  return (await (await discovery()).json()) as { issuer: string; jwks_uri: string };
}

async function publishedKeys(): Promise<JWK[]> {
  const { jwks_uri } = await documentOf();
  const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: JWK[] };
  return keys;
}

async function publishedKids(): Promise<(string | undefined)[]> {
  return (await publishedKeys()).map(({ kid }) => kid);
}

describe("the stand-in for an OpenID Connect provider", () => {
  it("issues tokens that a library takes by the provider's own documents", async () => {
    const { jwks_uri, issuer } = await documentOf();
    expect(issuer).toBe(provider.issuer);
    const token = await provider.issueToken({ userId: "ada" });
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), {
      issuer: provider.issuer,
      audience: provider.audience,
    });
    expect(payload.sub).toBe("ada");
  });

  it("publishes no private key", async () => {
    await provider.issueToken({ algorithm: "EdDSA" });
    const keys = await publishedKeys();
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).not.toHaveProperty("d");
  });

  it("issues tokens with any claims and header", async () => {
    const token = await provider.issueToken({
      claims: { sub: undefined, scope: "cameras" },
      header: { kid: "other" },
      algorithm: "none",
    });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "none", kid: "other" });
    expect(decodeJwt(token)).toMatchObject({ scope: "cameras", iss: provider.issuer });
    expect(decodeJwt(token)).not.toHaveProperty("sub");
  });

  it("changes its keys, beside the old one or in its place, under a new name or the old one", async () => {
    const [first] = await publishedKids();
    await provider.rotateKeys();
    expect(await publishedKids()).toEqual([first, expect.not.stringMatching(`^${first}$`)]);
    await provider.rotateKeys({ keepOld: false, kid: "only" });
    expect(await publishedKids()).toEqual(["only"]);
  });

  it("counts what it is asked for", async () => {
    await publishedKids();
    provider.behave("error");
    await discovery();
    expect(provider.calls()).toEqual({ discovery: 2, keys: 1 });
  });

  it("misbehaves when told to, at one endpoint or at both", async () => {
    provider.behave("throttled", "keys");
    expect((await discovery()).status).toBe(200);
    expect((await fetch(`${provider.issuer}/keys`)).status).toBe(429);
    provider.behave("error");
    expect((await discovery()).status).toBe(503);
    provider.behave("garbage");
    expect(await (await discovery()).text()).toContain("<html>");
    provider.behave("refused");
    await expect(discovery()).rejects.toThrow();
    for (const state of ["hang", "slow"] as const) {
      provider.behave(state);
      await expect(discovery({ signal: AbortSignal.timeout(20) })).rejects.toThrow();
    }
    provider.behave("ok");
    expect((await discovery()).status).toBe(200);
  });

  it("refuses a page of another web site", async () => {
    expect((await discovery({ headers: { origin: "https://example.com" } })).status).toBe(403);
  });
});
