import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "admin-page-"));
  await writeFile(join(folder, "index.html"), "<!doctype html><p>…</p>");
  await writeFile(join(folder, "page.js"), "export {};");
  await writeFile(join(folder, "secret.txt"), "not the page's");
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(closeWorlds);

const get = (world: World, path: string, headers: Record<string, string> = {}, method = "GET") =>
  sendRaw({ url: `${world.service.controlPlaneUrl}${path}`, method, headers });

describe("the owner's page", () => {
  it("comes without a token, uncached, and allowed to load nothing but its own files", async () => {
    const world = await openWorld({ pageFolder: folder });
    const reply = await get(world, "/admin/");
    expect(reply).toMatchObject({ status: 200, text: "<!doctype html><p>…</p>" });
    expect(reply.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
    const script = await get(world, "/admin/page.js");
    expect([script.status, script.headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
  });

  it("has its address with the token behind the #, where no server sees it", async () => {
    const { service } = await openWorld({ pageFolder: folder });
    expect(service.adminPageUrl).toBe(`${service.controlPlaneUrl}/admin/#${service.adminToken}`);
  });

  it.each(["/admin/secret.txt", "/admin/..%2fsecret.txt", "/admin/%2e%2e%2fsecret.txt", "/admin/index.html"])(
    "does not serve %s",
    async (path) => {
      const world = await openWorld({ pageFolder: folder });
      const reply = await get(world, path);
      expect(reply.status).toBe(401);
      expect(reply.text).not.toContain("not the page's");
    },
  );

  it("is closed to web sites", async () => {
    const world = await openWorld({ pageFolder: folder });
    expect((await get(world, "/admin/", { host: "example.com" })).status).toBe(403);
    expect((await get(world, "/admin/page.js", { origin: "https://example.com" })).status).toBe(403);
  });

  it("is there for reading alone", async () => {
    const world = await openWorld({ pageFolder: folder });
    expect((await get(world, "/admin/", {}, "POST")).status).toBe(401);
  });

  it("says so when it is not there, or not built", async () => {
    const without = await openWorld();
    const reply = await get(without, "/admin/");
    expect([reply.status, reply.text]).toEqual([404, expect.stringContaining("started without its page")]);
    const unbuilt = await get(await openWorld({ pageFolder: folder }), "/admin/page.css");
    expect([unbuilt.status, unbuilt.text]).toEqual([404, expect.stringContaining("npm run build")]);
  });
});
