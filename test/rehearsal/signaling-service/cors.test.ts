import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { postSigned, sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const PAGE = "http://localhost:8080";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(closeWorlds);

const preflight = (origin: string, path = "/describeSignalingChannel") =>
  sendRaw({
    url: `${world.service.controlPlaneUrl}${path}`,
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-amz-date",
    },
  });

const describeFrom = (origin: string, body: object = { ChannelName: "front-door" }) =>
  postSigned(world.service, "/describeSignalingChannel", JSON.stringify(body), { headers: { origin } });

describe("a page of this machine", () => {
  it("may call control plane and endpoints, and is told so before it signs anything", async () => {
    const arn = await world.createChannel();
    const endpoint = new URL(await world.endpoint(arn, "HTTPS", "VIEWER"));
    for (const path of ["/describeSignalingChannel", "/TagResource", `${endpoint.pathname}/v1/get-ice-server-config`]) {
      const reply = await preflight(PAGE, path);
      expect(reply).toMatchObject({ status: 200, text: "" });
      expect(reply.headers).toMatchObject({
        "access-control-allow-origin": PAGE,
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "authorization,content-type,x-amz-date",
        vary: "Origin",
      });
    }
  });

  it("may read replies, errors and what their headers tell", async () => {
    await world.createChannel("front-door");
    const fine = await describeFrom(PAGE);
    const missing = await describeFrom(PAGE, { ChannelName: "garden" });
    const unsigned = await sendRaw({ url: world.service.controlPlaneUrl, headers: { origin: PAGE } });
    expect([fine.status, missing.status, unsigned.status]).toEqual([200, 404, 403]);
    for (const { headers } of [fine, missing, unsigned]) {
      expect(headers).toMatchObject({
        "access-control-allow-origin": PAGE,
        "access-control-expose-headers": "x-amzn-RequestId, x-amzn-ErrorType, Date",
      });
    }
  });

  it("has no part in the admin calls", async () => {
    expect((await preflight(PAGE, "/admin/channels")).headers).not.toHaveProperty("access-control-allow-origin");
    const authorization = `Bearer ${world.service.adminToken}`;
    const url = `${world.service.controlPlaneUrl}/admin/channels`;
    const reply = await sendRaw({ url, method: "GET", headers: { origin: PAGE, authorization } });
    expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("any other caller", () => {
  it("is refused when it is another site's page, or a file's", async () => {
    await world.createChannel("front-door");
    for (const origin of ["https://example.com", "https://localhost.example.com", "null"]) {
      for (const reply of [await preflight(origin), await describeFrom(origin)]) {
        expect(reply.status).toBe(403);
        expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
      }
    }
  });

  it("is answered without a word on origins when it is no page", async () => {
    await world.createChannel("front-door");
    const reply = await postSigned(world.service, "/describeSignalingChannel", '{"ChannelName":"front-door"}');
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("must sign an OPTIONS request that asks nothing of origins", async () => {
    const reply = await sendRaw({ url: world.service.controlPlaneUrl, method: "OPTIONS", headers: { origin: PAGE } });
    expect(reply.status).toBe(403);
  });
});
