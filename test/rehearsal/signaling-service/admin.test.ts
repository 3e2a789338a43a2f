import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

describe("the admin route", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(closeWorlds);

  const get = (headers: Record<string, string>, path = "/admin/channels", method = "GET") =>
    sendRaw({ url: `${world.service.controlPlaneUrl}${path}`, method, headers });
  const owner = () => ({ authorization: `Bearer ${world.service.adminToken}` });

  it("shows channels, connections and queues to the owner", async () => {
    const arn = await world.createChannel("front-door");
    const viewer = await world.connectViewer(arn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "b2ZmZXI=" });
    await world.event("message-queued");
    const offer = world.offer(arn, "echo-1");
    await world.event("message-queued");
    const reply = await get(owner());
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual({
      channels: [
        {
          channelName: "front-door",
          channelArn: arn,
          creationTime: Number(arn.split("/").at(-1)),
          messageTtlSeconds: 60,
          master: null,
          viewers: [{ clientId: "viewer-1", connectedAt: expect.any(Number) }],
          replaced: [],
          queued: [
            { from: "viewer", clientId: "viewer-1", action: "SDP_OFFER", characters: 8, expiresAt: expect.any(Number) },
            { from: "alexa", clientId: "echo-1", action: "SDP_OFFER", characters: 8, expiresAt: expect.any(Number) },
          ],
          alexaOffersWaiting: 1,
        },
      ],
    });
    expect(reply.text).not.toContain("b2ZmZXI=");
    const master = await world.connectMaster(arn);
    master.send({ action: "SDP_ANSWER", recipientClientId: "echo-1", messagePayload: "YW5zd2Vy" });
    await offer;
    const later = JSON.parse((await get(owner())).text).channels[0];
    expect(later).toMatchObject({
      master: { connectedAt: expect.any(Number) },
      queued: [],
      alexaOffersWaiting: 0,
    });
  });

  it("shows a connection that was replaced for as long as it stays open", async () => {
    const arn = await world.createChannel("front-door");
    const first = await world.connectViewer(arn, "viewer-1");
    await world.connectViewer(arn, "viewer-1");
    const report = async () => JSON.parse((await get(owner())).text).channels[0];
    expect(await report()).toMatchObject({
      viewers: [{ clientId: "viewer-1" }],
      replaced: [{ role: "viewer", clientId: "viewer-1", connectedAt: expect.any(Number) }],
    });
    await first.close();
    await world.event("disconnected");
    expect(await report()).toMatchObject({ viewers: [{ clientId: "viewer-1" }], replaced: [] });
  });

  it("tells the owner's events of refusals alone: the page asks once a second", async () => {
    await get(owner());
    await get({});
    expect(world.events).toMatchObject([{ type: "request", operation: "admin", status: 401 }]);
  });

  it("is closed without the token, or with a wrong one", async () => {
    expect((await get({})).status).toBe(401);
    expect((await get({ authorization: "Bearer wrong" })).status).toBe(401);
    expect((await get({ authorization: world.service.adminToken })).status).toBe(401);
    expect((await get({}, "/admin/other")).status).toBe(401);
  });

  it("is closed to web sites, token or not", async () => {
    expect((await get({ ...owner(), origin: "https://example.com" })).status).toBe(403);
    expect((await get({ ...owner(), host: "example.com" })).status).toBe(403);
  });

  it("tells the owner which service it is", async () => {
    const { region, controlPlaneUrl } = world.service;
    expect(JSON.parse((await get(owner(), "/admin/service")).text)).toEqual({ region, controlPlaneUrl, quotas: "on" });
  });

  it("is where a browser is led from the service's bare address, and no client of KVS", async () => {
    const accept = "text/html,application/xhtml+xml";
    for (const path of ["/", "/admin"]) {
      const reply = await get({ accept }, path);
      expect([reply.status, reply.headers.location]).toEqual([302, "/admin/"]);
      expect((await get({ accept: "*/*" }, path)).status).toBe(403);
      expect((await get({ accept }, path, "POST")).status).toBe(403);
    }
    expect((await get({ accept, host: "example.com" }, "/")).status).toBe(403);
  });

  it("has no other pages and no other methods", async () => {
    expect((await get(owner(), "/admin/other")).status).toBe(404);
    const reply = await get(owner(), "/admin/behaviours", "PUT");
    expect([reply.status, reply.headers.allow]).toEqual([405, "GET, POST, DELETE"]);
    expect((await get(owner(), "/admin/behaviours/1", "GET")).status).toBe(405);
  });
});
