import { describe, expect, it } from "@jest/globals";
import { calledSmapi } from "./called-smapi.ts";
import { functionArn, skillJson } from "./skill-package.ts";

const { smapi, call, newSkill } = calledSmapi();

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
    expect(
      smapi()
        .skills()
        .find(({ id }) => id === skillId),
    ).toMatchObject({ imports: 1, manifestUpdates: 2 });
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
