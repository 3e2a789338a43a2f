import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import type { TriggerPermission } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { type Smapi, startSmapi } from "../../../../rehearsal/deploy-targets/smapi/index.ts";
import { accountLinking, functionArn, jpeg, packageZip, png, skillJson } from "./skill-package.ts";

const vendorId = "M1VENDOR";
const refreshToken = "Atzr|refresh";
const eventsClient = { clientId: "events-client", clientSecret: "events-secret" };
const skillsKit = "alexa-appkit.amazon.com";
const connectedHome = "alexa-connectedhome.amazon.com";

let smapi: Smapi;
let triggers: readonly TriggerPermission[] = [];
let now = Date.now();

beforeAll(async () => {
  const triggersOf = (arn: string) => triggers.filter(({ functionArn: granted }) => granted === arn);
  smapi = await startSmapi({ triggersOf, vendorId, refreshToken, eventsClient, now: () => now });
});
beforeEach(() => {
  triggers = [];
});
afterAll(() => smapi.stop());

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
async function call(path: string, { method = "GET", body, authorization, headers }: Call = {}) {
  const response = await fetch(smapi.url + path, {
    method,
    headers: {
      authorization: authorization ?? smapi.accessToken,
      "content-type": "application/json",
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

async function upload(zip: Uint8Array): Promise<string> {
  const { body } = await call("/v1/skills/uploads", { method: "POST" });
  const put = await fetch(body.uploadUrl, { method: "PUT", body: Buffer.from(zip) });
  expect(put.status).toBe(200);
  return body.uploadUrl;
}

/** Uploads a package, imports it, and gives the import's status. */
async function importZip(zip: Uint8Array, skillId?: string) {
  const location = await upload(zip);
  const path = skillId === undefined ? "/v1/skills/imports" : `/v1/skills/${skillId}/imports`;
  const body = skillId === undefined ? { location, vendorId } : { location };
  const started = await call(path, { method: "POST", body });
  expect(started.status).toBe(202);
  return (await call(started.headers.get("location") ?? "")).body;
}

async function newSkill(): Promise<string> {
  return (await importZip(packageZip())).skill.skillId;
}

function manifestWith(endpoint: unknown, events?: unknown) {
  const apis = { smartHome: { protocolVersion: "3", endpoint } };
  return skillJson({ apis, ...(events !== undefined && { events }) });
}

function grant(principal: string, eventSourceToken: string | undefined, arn = functionArn): TriggerPermission {
  return { functionArn: arn, principal, eventSourceToken };
}

describe("Importing a package", () => {
  it("makes a new skill, and puts the next package in its place", async () => {
    const first = await importZip(packageZip());
    expect(first).toMatchObject({
      status: "SUCCEEDED",
      skill: { resources: [{ name: "Manifest", action: "CREATE" }] },
    });
    const { skillId, eTag } = first.skill;
    expect(skillId).toMatch(/^amzn1\.ask\.skill\.[0-9a-f-]{36}$/);
    const changed = skillJson({ permissions: [{ name: "alexa::async_event:write" }] });
    const second = await importZip(packageZip(changed), skillId);
    expect(second).toMatchObject({ status: "SUCCEEDED", skill: { skillId, resources: [{ action: "UPDATE" }] } });
    expect(second.skill.eTag).not.toBe(eTag);
    expect(smapi.skills().find(({ id }) => id === skillId)).toEqual({
      id: skillId,
      manifest: changed.manifest,
      accountLinking: undefined,
      imports: 2,
      manifestUpdates: 0,
      enabled: false,
      lastFailure: undefined,
    });
  });

  it.each([
    ["is no zip", strToU8("hello"), "The package is not a zip file."],
    ["has its skill.json in a folder", zipSync({ "skill/skill.json": strToU8("{}") }), "has no skill.json at its root"],
    ["has a skill.json that is no JSON", zipSync({ "skill.json": strToU8("{") }), "skill.json is not JSON."],
    ["leaves its folder", packageZip(skillJson(), { "../skill.json": strToU8("{}") }), '"../skill.json"'],
    ["names the root", packageZip(skillJson(), { "/etc/passwd": strToU8("") }), '"/etc/passwd"'],
  ])("refuses one that %s", async (_, zip, reason) => {
    const { status, errors, skill } = await importZip(zip);
    expect(status).toBe("FAILED");
    expect(errors).toEqual([{ message: expect.stringContaining(reason) }]);
    expect(skill.skillId).toBeUndefined();
  });

  it("refuses a manifest with a fault, and keeps the skill as it was", async () => {
    const skillId = await newSkill();
    const wrong = skillJson({ permissions: [{ name: "alexa::everything" }] });
    const { status, skill } = await importZip(packageZip(wrong), skillId);
    expect(status).toBe("FAILED");
    expect(skill.resources[0].errors[0].message).toMatch(/^\/manifest\/permissions\/0\/name: "alexa::everything"/);
    const { manifest, lastFailure, imports } = smapi.skills().find(({ id }) => id === skillId) ?? {};
    expect([manifest, imports]).toEqual([skillJson().manifest, 1]);
    expect(lastFailure).toContain("alexa::everything");
    expect(smapi.failures()).toContain(lastFailure);
  });

  it("wants each icon in the package, as a picture of its size", async () => {
    const { status, skill } = await importZip(
      packageZip(skillJson(), {
        "assets/images/small.png": png(512, 108),
        "assets/images/large.png": strToU8("<svg>"),
      }),
    );
    expect(status).toBe("FAILED");
    expect(skill.resources[0].errors.map(({ message }: { message: string }) => message)).toEqual([
      "/manifest/publishingInformation/locales/en-US/smallIconUri: assets/images/small.png has 512×108 pixels; it must have 108×108",
      "/manifest/publishingInformation/locales/en-US/largeIconUri: assets/images/large.png is no PNG and no JPEG",
    ]);
    const without = zipSync({ "skill.json": strToU8(JSON.stringify(skillJson())) });
    expect(JSON.stringify(await importZip(without))).toContain("the package has no file assets/images/small.png");
    const pictures = { "assets/images/small.png": jpeg(108, 108) };
    expect((await importZip(packageZip(skillJson(), pictures))).status).toBe("SUCCEEDED");
  });

  it("leaves accountLinking.json aside, and says so", async () => {
    const { status, warnings } = await importZip(packageZip(skillJson(), { "accountLinking.json": strToU8("{}") }));
    expect(status).toBe("SUCCEEDED");
    expect(warnings).toEqual([{ message: expect.stringContaining("accountLinking.json") }]);
  });

  it("takes a package only from an upload URL that was used in time", async () => {
    const body = { location: `${smapi.url}/uploads/other.zip`, vendorId };
    expect((await call("/v1/skills/imports", { method: "POST", body })).status).toBe(400);
    const { uploadUrl, expiresAt } = (await call("/v1/skills/uploads", { method: "POST" })).body;
    expect((await fetch(uploadUrl.replace(/.$/, "x"), { method: "PUT", body: "zip" })).status).toBe(403);
    now = Date.parse(expiresAt);
    expect((await fetch(uploadUrl, { method: "PUT", body: "zip" })).status).toBe(403);
  });

  it("refuses a package that is too large", async () => {
    const location = await upload(new Uint8Array(10_000_001));
    const { status } = await call("/v1/skills/imports", { method: "POST", body: { location, vendorId } });
    expect(status).toBe(413);
  });

  it("refuses another vendor or none, an unknown skill, and an eTag that is no longer true", async () => {
    const location = await upload(packageZip());
    const post = (path: string, extra = {}, headers = {}) =>
      call(path, { method: "POST", body: { location, ...extra }, headers });
    expect((await post("/v1/skills/imports", { vendorId: "M2" })).status).toBe(400);
    expect((await post("/v1/skills/imports")).status).toBe(400);
    expect((await post("/v1/skills/amzn1.ask.skill.none/imports")).status).toBe(404);
    const skillId = await newSkill();
    expect((await post(`/v1/skills/${skillId}/imports`, {}, { "if-match": "old" })).status).toBe(412);
  });

  it("is in progress for as many polls as were asked for", async () => {
    const slow = await startSmapi({ triggersOf: () => [], vendorId, refreshToken, eventsClient, pollsInProgress: 1 });
    try {
      const headers = { authorization: slow.accessToken };
      const started = await fetch(`${slow.url}/v1/skills/uploads`, { method: "POST", headers });
      const { uploadUrl: location } = (await started.json()) as { uploadUrl: string };
      await fetch(location, { method: "PUT", body: Buffer.from(packageZip()) });
      const body = JSON.stringify({ location, vendorId });
      const imported = await fetch(`${slow.url}/v1/skills/imports`, { method: "POST", headers, body });
      const poll = async () => (await fetch(slow.url + imported.headers.get("location"), { headers })).json();
      expect([await poll(), await poll()]).toMatchObject([{ status: "IN_PROGRESS" }, { status: "SUCCEEDED" }]);
    } finally {
      await slow.stop();
    }
  });
});

describe("A manifest that names functions", () => {
  const endpoint = { uri: functionArn };

  it("is refused in a new skill, which no function can know yet", async () => {
    triggers = [grant(connectedHome, "amzn1.ask.skill.another")];
    const { status, skill } = await importZip(packageZip(manifestWith(endpoint)));
    expect([status, skill.skillId]).toEqual(["FAILED", undefined]);
    expect(skill.resources[0].errors[0].message).toMatch(
      `The trigger setting for the Lambda ${functionArn} is invalid. It does not let ${connectedHome} in`,
    );
  });

  it("is taken once the function lets Alexa in for this skill", async () => {
    const skillId = await newSkill();
    const zip = packageZip(manifestWith(endpoint));
    expect(JSON.stringify(await importZip(zip, skillId))).toContain("There is no such function");
    triggers = [grant(connectedHome, undefined)];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    triggers = [grant(skillsKit, skillId)];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    triggers = [grant(connectedHome, skillId)];
    expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
  });

  it("needs the other trigger for its events", async () => {
    const skillId = await newSkill();
    const zip = packageZip(manifestWith(endpoint, { endpoint, subscriptions: [{ eventName: "SKILL_ENABLED" }] }));
    triggers = [grant(connectedHome, skillId)];
    expect(JSON.stringify(await importZip(zip, skillId))).toContain("It is named at /manifest/events/endpoint/uri.");
    triggers = [grant(connectedHome, skillId), grant(skillsKit, "amzn1.ask.skill.another")];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    for (const token of [skillId, undefined]) {
      triggers = [grant(connectedHome, skillId), grant(skillsKit, token)];
      expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
    }
  });

  it("needs the trigger in every Alexa region", async () => {
    const skillId = await newSkill();
    const uri = functionArn.replace("us-east-1", "eu-west-1");
    const smartHome = { protocolVersion: "3", endpoint, regions: { EU: { endpoint: { uri } } } };
    const zip = packageZip(skillJson({ apis: { smartHome } }));
    triggers = [grant(connectedHome, skillId)];
    const { skill } = await importZip(zip, skillId);
    expect(skill.resources[0].errors).toEqual([
      { message: expect.stringContaining("It is named at /manifest/apis/smartHome/regions/EU/endpoint/uri.") },
    ]);
    triggers = [grant(connectedHome, skillId), grant(connectedHome, skillId, uri)];
    expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
  });
});

describe("Putting a manifest", () => {
  const locales = { "en-US": { name: "Camera", smallIconUri: "https://example.com/small.png" } };
  const withoutFiles = (parts = {}) => skillJson({ publishingInformation: { locales }, ...parts });

  async function put(skillId: string, body: unknown, headers = {}) {
    return call(`/v1/skills/${skillId}/stages/development/manifest`, { method: "PUT", body, headers });
  }

  it("takes it, and gives it back", async () => {
    const skillId = await newSkill();
    const { status, headers } = await put(skillId, withoutFiles());
    expect(status).toBe(202);
    expect((await call(headers.get("location") ?? "")).body).toMatchObject({
      manifest: { lastUpdateRequest: { status: "SUCCEEDED" } },
    });
    const got = await call(`/v1/skills/${skillId}/stages/development/manifest`);
    expect(got.body).toEqual(withoutFiles());
    expect((await put(skillId, withoutFiles(), { "if-match": got.headers.get("etag") })).status).toBe(202);
    expect((await put(skillId, withoutFiles(), { "if-match": "old" })).status).toBe(412);
    expect(smapi.skills().find(({ id }) => id === skillId)).toMatchObject({ imports: 1, manifestUpdates: 2 });
  });

  it("refuses one with a fault, and icons that only a package could hold", async () => {
    const skillId = await newSkill();
    expect(await put(skillId, withoutFiles({ events: {} }))).toMatchObject({
      status: 400,
      body: {
        message: "Skill manifest is not valid.",
        violations: [{ message: '/manifest/events: "endpoint" is missing' }],
      },
    });
    expect((await put(skillId, skillJson())).body.violations[0].message).toContain("it is not a valid URL");
    expect((await put(skillId, undefined)).status).toBe(400);
  });

  it("fails afterwards where a function does not let Alexa in", async () => {
    const skillId = await newSkill();
    const apis = { smartHome: { protocolVersion: "3", endpoint: { uri: functionArn } } };
    expect((await put(skillId, withoutFiles({ apis }))).status).toBe(202);
    const { body } = await call(`/v1/skills/${skillId}/status?resource=manifest`);
    expect(body.manifest.lastUpdateRequest).toEqual({
      status: "FAILED",
      errors: [{ message: expect.stringContaining("The trigger setting for the Lambda") }],
    });
    expect((await call(`/v1/skills/${skillId}/stages/development/manifest`)).body).toEqual(skillJson());
  });
});

describe("A skill", () => {
  it("has the credentials of the events' client", async () => {
    const skillId = await newSkill();
    const { body } = await call(`/v1/skills/${skillId}/credentials`);
    expect(body).toEqual({ skillMessagingCredentials: eventsClient });
  });

  it("keeps its account linking without ever giving the secret back", async () => {
    const path = `/v1/skills/${await newSkill()}/stages/development/accountLinkingClient`;
    expect((await call(path)).status).toBe(404);
    expect((await call(path, { method: "PUT", body: accountLinking() })).status).toBe(204);
    const { clientSecret, ...told } = accountLinking().accountLinkingRequest;
    expect((await call(path)).body).toEqual({ accountLinkingResponse: told });
    expect(JSON.stringify(smapi.skills())).not.toContain(clientSecret);
    const refused = await call(path, { method: "PUT", body: accountLinking({ type: "CODE" }) });
    expect(refused).toMatchObject({ status: 400, body: { message: "Account linking information is not valid." } });
    expect((await call(path)).body).toEqual({ accountLinkingResponse: told });
    expect((await call(path, { method: "DELETE" })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it("can be enabled once it has an endpoint", async () => {
    const skillId = await newSkill();
    const path = `/v1/skills/${skillId}/stages/development/enablement`;
    expect((await call(path)).status).toBe(404);
    expect((await call(path, { method: "PUT" })).status).toBe(403);
    triggers = [grant(connectedHome, skillId)];
    await importZip(packageZip(manifestWith({ uri: functionArn })), skillId);
    expect((await call(path, { method: "PUT" })).status).toBe(204);
    expect((await call(path)).status).toBe(204);
    expect((await call(path, { method: "DELETE" })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it("has a development stage alone", async () => {
    expect((await call(`/v1/skills/${await newSkill()}/stages/live/manifest`)).status).toBe(404);
  });

  it("is gone when it was deleted", async () => {
    const skillId = await newSkill();
    expect((await call(`/v1/skills/${skillId}`, { method: "DELETE" })).status).toBe(204);
    expect((await call(`/v1/skills/${skillId}/status`)).status).toBe(404);
    expect(smapi.skills().some(({ id }) => id === skillId)).toBe(false);
  });
});

describe("Who may call", () => {
  const tokenCall = (headers: Readonly<Record<string, string>>, body: string) =>
    fetch(`${smapi.loginUrl}/auth/o2/token`, { method: "POST", headers, body });
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const grantOf = (token: string) => ({
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: "ask-cli",
    client_secret: "secret",
  });

  it.each(["", "Bearer "])("is who has the developer's token, with %j before it", async (prefix) => {
    const authorization = prefix + smapi.accessToken;
    expect((await call("/v1/vendors", { authorization })).body).toMatchObject({ vendors: [{ id: vendorId }] });
  });

  it.each(["Atza|wrong", "", "Bearer "])("is nobody with the token %j", async (authorization) => {
    expect((await call("/v1/vendors", { authorization })).status).toBe(401);
  });

  it.each([
    ["JSON", json, JSON.stringify(grantOf(refreshToken))],
    ["a form", form, new URLSearchParams(grantOf(refreshToken)).toString()],
  ])("is who refreshed it by %s, for an hour", async (_, headers, body) => {
    const answer = (await (await tokenCall(headers, body)).json()) as Readonly<Record<string, string>>;
    expect(answer).toMatchObject({ refresh_token: refreshToken, token_type: "bearer", expires_in: 3600 });
    const authorization = answer.access_token ?? "";
    expect((await call("/v1/vendors", { authorization })).status).toBe(200);
    now += 3600_000;
    expect((await call("/v1/vendors", { authorization })).status).toBe(401);
  });

  it.each([
    ["another refresh token", JSON.stringify(grantOf("Atzr|wrong")), "invalid_grant"],
    ["another grant", JSON.stringify({ ...grantOf(refreshToken), grant_type: "code" }), "unsupported_grant_type"],
    ["no client", JSON.stringify({ ...grantOf(refreshToken), client_id: "" }), "invalid_request"],
    ["no JSON", "{", "invalid_request"],
  ])("gives no token for %s", async (_, body, error) => {
    const response = await tokenCall(json, body);
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ error })]);
  });

  it("lists the skills of one vendor", async () => {
    const skillId = await newSkill();
    const { body } = await call(`/v1/skills?vendorId=${vendorId}&maxResults=50`);
    expect(body.skills.find((each: { skillId: string }) => each.skillId === skillId)).toMatchObject({
      stage: "development",
      apis: ["smartHome"],
      nameByLocale: { "en-US": "Camera" },
    });
    expect((await call("/v1/skills?vendorId=M2")).status).toBe(400);
  });

  it("is no page of another site", async () => {
    expect((await call("/v1/vendors", { headers: { origin: "https://example.com" } })).status).toBe(403);
    const { port } = new URL(smapi.url);
    const headers = { host: "rebound.example.com", authorization: smapi.accessToken };
    const status = await new Promise((resolve) => {
      httpRequest({ port, host: "127.0.0.1", path: "/v1/vendors", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it("is logged without the query, which holds signatures", async () => {
    await upload(packageZip());
    const [asked, put] = smapi.requests().slice(-2);
    expect(asked).toEqual({ method: "POST", path: "/v1/skills/uploads", status: 201 });
    expect(put).toMatchObject({ method: "PUT", path: expect.stringMatching(/^\/uploads\/[^?]+\.zip$/), status: 200 });
  });
});
