import { describe, expect, it } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { startSmapi } from "../../../../rehearsal/deploy-targets/smapi/index.ts";
import { calledSmapi, eventsClient, refreshToken, vendorId } from "./called-smapi.ts";
import { jpeg, packageZip, png, skillJson } from "./skill-package.ts";

const { smapi, clock, call, upload, importZip, newSkill } = calledSmapi();

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
    expect(
      smapi()
        .skills()
        .find(({ id }) => id === skillId),
    ).toEqual({
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
    const { manifest, lastFailure, imports } =
      smapi()
        .skills()
        .find(({ id }) => id === skillId) ?? {};
    expect([manifest, imports]).toEqual([skillJson().manifest, 1]);
    expect(lastFailure).toContain("alexa::everything");
    expect(smapi().failures()).toContain(lastFailure);
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
    const body = { location: `${smapi().url}/uploads/other.zip`, vendorId };
    expect((await call("/v1/skills/imports", { method: "POST", body })).status).toBe(400);
    const { uploadUrl, expiresAt } = (await call("/v1/skills/uploads", { method: "POST" })).body;
    expect((await fetch(uploadUrl.replace(/.$/, "x"), { method: "PUT", body: "zip" })).status).toBe(403);
    clock.now = Date.parse(expiresAt);
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
