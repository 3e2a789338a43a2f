import { request as httpRequest } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { calledSmapi, refreshToken, vendorId } from "./called-smapi.ts";
import { packageZip } from "./skill-package.ts";

const { smapi, clock, call, upload, newSkill } = calledSmapi();

describe("Who may call", () => {
  const tokenCall = (headers: Readonly<Record<string, string>>, body: string) =>
    fetch(`${smapi().loginUrl}/auth/o2/token`, { method: "POST", headers, body });
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const grantOf = (token: string) => ({
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: "ask-cli",
    client_secret: "secret",
  });

  it.each(["", "Bearer "])("is who has the developer's token, with %j before it", async (prefix) => {
    const authorization = prefix + smapi().accessToken;
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
    clock.now += 3600_000;
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
    const { port } = new URL(smapi().url);
    const headers = { host: "rebound.example.com", authorization: smapi().accessToken };
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
    const [asked, put] = smapi().requests().slice(-2);
    expect(asked).toEqual({ method: "POST", path: "/v1/skills/uploads", status: 201 });
    expect(put).toMatchObject({ method: "PUT", path: expect.stringMatching(/^\/uploads\/[^?]+\.zip$/), status: 200 });
  });
});
