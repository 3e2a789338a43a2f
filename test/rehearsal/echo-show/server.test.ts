import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startEchoShow } from "../../../rehearsal/echo-show/index.ts";
import { listen } from "../../../rehearsal/happenings.ts";
import { openTab, type Stage, startStage, type Tab } from "./support.ts";

let stage: Stage;
let tab: Tab;

beforeAll(async () => {
  stage = await startStage();
  tab = await openTab(stage, "kitchen");
});
afterAll(async () => {
  tab.close();
  await stage.stop();
});

/** fetch sets Host and Fetch Metadata itself, so other pages are played by hand. */
function statusOf(headers: Record<string, string>, path = "/", body?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(
      new URL(path, stage.echoShow.url),
      { headers, agent: false, method: body === undefined ? "GET" : "POST" },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    call.on("error", reject).end(body);
  });
}

const session = {
  sessionId: "8f2a4c1e-6a0f-4d0a-9c53-0a7f6f5b2b11",
  deviceId: "kitchen",
  cameraId: "garden",
  phrase: "",
  offer: "v=0",
};

describe("the page's server", () => {
  it("leaves nobody behind who asks the skill when its port is taken", async () => {
    const { parts } = stage.rehearsal;
    const before = parts.happenings.listenerCount("gateway");
    const directives: unknown[] = [];
    const stop = listen(parts.happenings, "dialogue", (dialogue) => directives.push(dialogue));
    const port = Number(new URL(stage.echoShow.url).port);
    await expect(startEchoShow({ parts, pageFolder: "", port })).rejects.toThrow(`port ${port} is in use`);
    stop();
    expect(parts.happenings.listenerCount("gateway")).toBe(before);
    expect(directives).toEqual([]);
  });

  it("serves the page with nothing from elsewhere, and lets no other page frame it", async () => {
    for (const [path, type] of [
      ["/", "text/html"],
      ["/page.js", "text/javascript"],
      ["/page.css", "text/css"],
    ] as const) {
      const response = await tab.call("GET", path);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toContain(type);
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(await response.text()).not.toMatch(/(?:src|href|url\()\s*=?\s*["']?https?:/);
    }
  });

  it.each(["attacker.example", "attacker.example:7300", "127.0.0.1.attacker.example"])(
    "answers nobody who calls it %s",
    async (host) => {
      expect(await statusOf({ host })).toBe(403);
      expect(await statusOf({ host }, "/events?device=kitchen")).toBe(403);
    },
  );

  it.each(["https://attacker.example", "http://127.0.0.1:1", "http://localhost:3000", "null"])(
    "takes no call from a page of %s",
    async (origin) => {
      const response = await tab.call("PUT", "/failures/answers-null", { on: true }, { origin });
      expect(response.status).toBe(403);
      expect((await tab.until(() => true)).failures.every(({ on }) => !on)).toBe(true);
    },
  );

  it.each([
    ["cross-site", "no-cors", 403],
    ["same-site", "cors", 403],
    ["cross-site", "navigate", 200],
    ["same-origin", "cors", 200],
  ])("answers what the browser calls %s in mode %s with %d", async (site, mode, status) => {
    const headers = { "sec-fetch-site": site, "sec-fetch-mode": mode };
    expect(await statusOf({ ...headers, host: new URL(stage.echoShow.url).host })).toBe(status);
  });

  it("takes a call from its own page", async () => {
    const origin = stage.echoShow.url.replace(/\/$/, "");
    const response = await tab.call("POST", "/discoveries", undefined, { origin });
    expect(await response.json()).toEqual({ found: 2 });
  });

  it.each([
    ["POST", "/sessions", "not JSON", 400],
    ["POST", "/sessions", { ...session, deviceId: "../x" }, 400],
    ["POST", "/sessions/none/reports", { event: "first-frame" }, 400],
    ["POST", "/sessions/none/reports", { event: "failed", reason: "lost" }, 404],
    ["DELETE", "/sessions/none", undefined, 404],
    ["GET", "/sessions/none/messages", undefined, 404],
    ["PUT", "/failures/answers-null", { on: "yes" }, 400],
    ["PUT", "/failures/toString", { on: true }, 404],
    ["PUT", "/failing-camera", {}, 400],
    ["PUT", "/failing-camera", { cameraId: "attic" }, 404],
    ["POST", "/cameras/attic/rings", undefined, 404],
    ["PUT", "/cameras/attic/power", { on: true }, 404],
    ["PUT", "/cameras/garden/shared", { on: "yes" }, 400],
    ["GET", "/cameras/attic/picture", undefined, 404],
    ["PUT", "/skill", {}, 400],
    ["GET", "/told/none", undefined, 404],
    ["POST", "/sessions", { ...session, deviceId: "nobody" }, 409],
    ["POST", "/sessions", { ...session, sessionId: "mine" }, 400],
    ["GET", "/events?device=a%20b", undefined, 400],
    ["GET", "/../package.json", undefined, 404],
  ])("answers %s %s that makes no sense with what is wrong", async (method, path, body, status) => {
    const response = await tab.call(method, path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(/\w/) });
  });

  it("takes in no more than an offer can be long", async () => {
    const { host } = new URL(stage.echoShow.url);
    expect(await statusOf({ host }, "/sessions", "x".repeat(300_000))).toBe(413);
  });

  it("leads to the signaling service's own list", async () => {
    const response = await fetch(new URL("/signaling", stage.echoShow.url), { redirect: "manual" });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(stage.rehearsal.parts.signaling.adminPageUrl);
  });
});
