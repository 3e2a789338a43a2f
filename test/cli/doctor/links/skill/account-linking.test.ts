import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { accountLinking } from "../../../../../cli/doctor/links/skill/account-linking.ts";
import { compareWithIssuer } from "../../../../../cli/doctor/links/skill/issuer.ts";
import type { Patient } from "../../../../../cli/doctor/patient.ts";
import { readFunctions } from "../../../../../cli/doctor/reads/functions.ts";
import { startOidcProvider } from "../../../../../rehearsal/oidc-provider/index.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { CLIENT_ID, type Clinic, environmentOf, linking, openClinic, parameters } from "./support/clinic.ts";

let clinic: Clinic;

beforeAll(async () => {
  clinic = await openClinic();
});
beforeEach(async () => {
  await clinic.reset();
  await clinic.project.write("accountLinking.json", { accountLinkingRequest: linking });
});
afterAll(() => clinic.stop());

const OTHER = "amzn1.application-oa2-client.other";

/** What is broken where Amazon has other account linking. */
async function brokenBy(change: object) {
  await clinic.amazonHas({ "get-account-linking-info": { accountLinkingResponse: { ...linking, ...change } } });
  return breakageOf(accountLinking, clinic.patient());
}

/** The function's client, and the stack's. */
async function taken(clientId: string): Promise<void> {
  const Variables = { ...environmentOf(clinic.stack, "SkillFunction"), LWA_CLIENT_ID: clientId };
  await clinic.change("SkillFunction", { Environment: { Variables } });
}

describe("account linking", () => {
  it("is with the client whose tokens the skill takes, and says what nobody can read", async () => {
    await clinic.project.write("~/.ask/cli_config", {
      profiles: { default: { vendor_id: "M1VENDOR" }, bare: { vendor_id: null } },
    });
    const { seen, notes } = await seenOf(accountLinking, clinic.patient());
    expect(seen).toBe("by www.amazon.com, with the client whose tokens the skill takes");
    expect(notes).toEqual([
      expect.stringMatching(/^The security profile's .* https:\/\/layla\.amazon\.com\/api\/skill\/link\/M1VENDOR/),
    ]);
  });

  it("is told without its outer object as well", async () => {
    await clinic.amazonHas({ "get-account-linking-info": linking });
    expect((await seenOf(accountLinking, clinic.patient())).seen).toContain("by www.amazon.com");
  });

  it("is not there", async () => {
    await clinic.amazonHas({ "get-account-linking-info": 404 });
    const { breakage, remedy } = await breakageOf(accountLinking, clinic.patient());
    expect([breakage, remedy.type]).toEqual(["account-linking-missing", ["npm run account-linking"]]);
  });

  it.each([
    ["", "cp accountLinking.example.json"],
    [{ accountLinkingRequest: { ...linking, clientId: "[FILL IN: the client id]" } }, "cp accountLinking.example.json"],
    [{ accountLinkingRequest: { ...linking, type: "IMPLICIT" } }, "AUTH_CODE"],
  ])("is not there, and what is here cannot be sent: %j", async (file, say) => {
    await clinic.project.write("accountLinking.json", file);
    await clinic.amazonHas({ "get-account-linking-info": 404 });
    const { remedy } = await breakageOf(accountLinking, clinic.patient());
    expect(remedy).toEqual({ say: expect.stringContaining(say) });
  });

  it.each([
    [{ type: "IMPLICIT" }, '"type" is not AUTH_CODE'],
    [{ authorizationUrl: "http://www.amazon.com/ap/oa" }, '"authorizationUrl" is not Login with Amazon\'s'],
    [{ accessTokenUrl: "https://example.com/token" }, '"accessTokenUrl" is not Login with Amazon\'s'],
    [{ scopes: ["postal_code"] }, '"scopes" lacks profile:user_id'],
  ])("is not as the skill needs it: %j", async (change, what) => {
    const { breakage, sentence, remedy } = await brokenBy(change);
    expect([breakage, sentence, remedy.type]).toEqual([
      "account-linking-wrong",
      expect.stringContaining(what),
      ["npm run account-linking"],
    ]);
  });

  it("is with another client at Amazon than here", async () => {
    const { breakage, code, remedy } = await brokenBy({ clientId: OTHER });
    expect([breakage, code]).toEqual(["wrong-client-id", "token-invalid"]);
    expect(remedy).toEqual({ say: expect.stringContaining(CLIENT_ID), type: ["npm run account-linking"] });
  });

  it("is held against the stack's client where the function's settings may not be seen", async () => {
    const patient = clinic.patient();
    const functions = await patient.read(readFunctions);
    const Environment = { Error: { ErrorCode: "AccessDeniedException" } };
    const unseen = { ...functions, index: { ...functions.index, Environment } };
    const { read } = patient;
    const reader: Patient["read"] = async (reads) =>
      ((reads as unknown) === readFunctions ? unseen : read(reads)) as never;
    expect((await seenOf(accountLinking, { ...patient, read: reader })).seen).toContain("by www.amazon.com");
  });

  it("is with another client in the stack than here", async () => {
    await taken(OTHER);
    expect((await brokenBy({})).remedy).toEqual({ say: expect.any(String), type: ["npm run deploy"] });
  });

  it("is with another client on both sides than here", async () => {
    await taken(OTHER);
    const { remedy } = await brokenBy({ clientId: `${OTHER}s` });
    expect(remedy.type).toEqual(["npm run deploy", "npm run account-linking"]);
  });

  it("is with the client that Amazon has where nothing here says which one is meant", async () => {
    await clinic.project.write("accountLinking.json", "");
    const { remedy } = await brokenBy({ clientId: OTHER });
    expect(remedy).toEqual({
      say: expect.stringContaining(OTHER),
      type: ["npm run deploy"],
      write: {
        file: "ask-resources.json",
        line: expect.any(Number),
        instead: `"LoginWithAmazonClientId": "${CLIENT_ID}"`,
        text: `"LoginWithAmazonClientId": "${OTHER}"`,
      },
    });
  });
});

describe("account linking with an OpenID Connect provider", () => {
  const ofProvider = { clientId: "alexa", scopes: ["openid"] };
  const uses = (OidcIssuer: string) =>
    clinic.tells({ parameters: { ...parameters, AccountLinking: "oidc", OidcIssuer, OidcAudience: "skill" } });
  const linkedBy = (authorizationUrl: string, accessTokenUrl: string) =>
    clinic.amazonHas({
      "get-account-linking-info": { ...linking, ...ofProvider, authorizationUrl, accessTokenUrl },
    });

  it("cannot be held against a provider that is not to be reached, which is no breakage", async () => {
    uses("http://127.0.0.1:1/");
    await linkedBy("https://id.example/authorize", "https://id.example/token");
    const { seen, notes } = await seenOf(accountLinking, clinic.patient());
    expect(seen).toBe("by id.example");
    expect(notes).toContain(
      "The provider's http://127.0.0.1:1/.well-known/openid-configuration cannot be read from here.",
    );
  });

  it("has no https URL", async () => {
    uses("https://id.example");
    await linkedBy("http://id.example/authorize", "https://id.example/token");
    expect((await breakageOf(accountLinking, clinic.patient())).sentence).toContain(
      '"authorizationUrl" is not an https',
    );
  });

  it("is with a provider that calls itself otherwise: the skill would not take its keys", async () => {
    const provider = await startOidcProvider();
    const { issuer } = provider;
    uses(`${issuer}/`);
    const resources = await readFile(join(clinic.project.folder, "ask-resources.json"), "utf8");
    await clinic.project.write(
      "ask-resources.json",
      resources.replace('"OidcIssuer": ""', `"OidcIssuer": "${issuer}/"`),
    );
    await linkedBy("https://id.example/authorize", "https://id.example/token");
    try {
      const { breakage, code, remedy } = await breakageOf(accountLinking, clinic.patient());
      expect([breakage, code]).toEqual(["oidc-issuer-wrong", "identity-unreachable"]);
      expect(remedy).toMatchObject({
        type: ["npm run deploy"],
        write: { instead: `"OidcIssuer": "${issuer}/"`, text: `"OidcIssuer": "${issuer}"` },
      });
    } finally {
      await provider.stop();
    }
  });

  it("is held against what the provider says of itself", async () => {
    const provider = await startOidcProvider();
    const { issuer } = provider;
    const urls = { authorizationUrl: `${issuer}/authorize?prompt=login`, accessTokenUrl: `${issuer}/other` };
    const compare = async (OidcIssuer: string) => {
      uses(OidcIssuer);
      const patient = clinic.patient();
      const notes = await compareWithIssuer(patient, { ...linking, ...urls });
      patient.close();
      return notes;
    };
    try {
      expect(await compare(issuer)).toEqual([expect.stringContaining(`token endpoint is ${issuer}/token`)]);
      provider.behave("error");
      expect(await compare(issuer)).toEqual([expect.stringContaining("HTTP 5")]);
    } finally {
      await provider.stop();
    }
  });
});
