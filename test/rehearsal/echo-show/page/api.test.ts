import { afterEach, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import type { EchoShowState } from "../../../../rehearsal/echo-show/state.ts";
import { describeInChromium } from "../../../chromium/describe-in-chromium.ts";
import { openModules } from "../../../chromium/open-module.ts";

const state = (name: string): EchoShowState => ({
  devices: [{ id: "front-door", name, kind: "doorbell", talk: true, health: "OK", motion: false }],
  failures: [],
  enabled: true,
  userId: "ada",
  neighbour: { userId: "amzn1.account.NEXTDOOR", cameras: [], others: [] },
  rings: [],
  told: [],
  undelivered: [],
  cameras: [],
  manners: [],
  views: [],
});
const listen = `
  globalThis.heard = [];
  globalThis.leave = underTest.listenForState(
    "tab-1",
    (state) => heard.push(state.devices[0].name),
    (connected) => heard.push(connected),
  );
  undefined`;
const heardAll = (...wanted: unknown[]) => `heard.length >= ${wanted.length} && heard`;

describeInChromium("what the page asks of its server", (browser) => {
  let page: Page;
  const open = async () => {
    page = await openModules(browser(), "rehearsal/echo-show/page/api.ts");
    return page;
  };
  afterEach(() => page.close());

  it("hears every state, and listens again when the stream breaks or is refused", async () => {
    await open();
    const streams = ["First", undefined, "Second"];
    await page.route("**/events?device=tab-1", (route) => {
      const name = streams.shift();
      // A stream of one state ends after it, and is to be opened again at once.
      const body = `retry: 1\ndata: ${JSON.stringify(state(name ?? ""))}\n\n`;
      return name === undefined
        ? route.fulfill({ status: 503 })
        : route.fulfill({ contentType: "text/event-stream", body });
    });
    await page.evaluate(listen);
    const wanted = [true, "First", false, false, true, "Second"];
    const heard = await page.waitForFunction(heardAll(...wanted));
    await page.evaluate("leave()");
    expect(((await heard.jsonValue()) as unknown[]).slice(0, wanted.length)).toEqual(wanted);
  });

  it("throws the server's own words when a call is refused", async () => {
    await open();
    await page.route("**/failures/*", (route) =>
      route.fulfill({ status: 404, json: { error: 'there is no failure "fire"' } }),
    );
    await expect(page.evaluate(`underTest.setFailure("fire", true)`)).rejects.toThrow('there is no failure "fire"');
  });

  it("says what to do when nobody answers, or something that it doesn't know", async () => {
    await open();
    await page.route("**/discoveries", (route) => route.abort());
    await expect(page.evaluate("underTest.discover()")).rejects.toThrow("is `npm start` still running?");
    await page.route("**/sessions/1/messages", (route) => route.fulfill({ body: "<html>" }));
    await expect(page.evaluate(`underTest.sessionMessages("1")`)).rejects.toThrow("reload it");
  });

  it("gives what the server answers", async () => {
    await open();
    const messages = { answerBack: [{ at: 1, from: "camera", to: "KVS signaling", what: "SDP_ANSWER", body: "v=0" }] };
    await page.route("**/discoveries", (route) => route.fulfill({ json: { found: 0, failure: "The token ran out." } }));
    expect(await page.evaluate("underTest.discover()")).toEqual({ found: 0, failure: "The token ran out." });
    await page.route("**/sessions/a%2Fb/messages", (route) => route.fulfill({ json: messages }));
    expect(await page.evaluate(`underTest.sessionMessages("a/b")`)).toEqual(messages);
  });

  it("sends what a switch is to be", async () => {
    await open();
    const sent: unknown[] = [];
    await page.route(/failures|failing-camera|cameras/, (route) => {
      const { pathname } = new URL(route.request().url());
      sent.push([route.request().method(), pathname, route.request().postDataJSON()]);
      return route.fulfill({ status: 204 });
    });
    await page.evaluate(`underTest.setFailure("camera-unplugged", true).then(() => underTest.setFailingCamera(null))`);
    await page.evaluate(`underTest.setManner("front-door", "c-sdk")`);
    expect(sent).toEqual([
      ["PUT", "/failures/camera-unplugged", { on: true }],
      ["PUT", "/failing-camera", { cameraId: null }],
      ["PUT", "/cameras/front-door/manner", { manner: "c-sdk" }],
    ]);
  });
});
