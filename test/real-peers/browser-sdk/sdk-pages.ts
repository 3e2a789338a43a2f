import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Browser, Page } from "playwright-core";
import { closeServer, listenOnLoopback } from "../../../rehearsal/listen.ts";
import { bundleModules } from "../../chromium/open-module.ts";
import { readBarcode } from "../../rehearsal/echo-show/page/echo/rehearsed-view.ts";
import { findBrowserSdk, noBrowserSdk } from "./find-browser-sdk.ts";

/** How long what is expected of a page may take on a busy machine, in milliseconds. */
const PATIENCE = 15_000;

const html = `<!doctype html>
<html lang="en"><title>Test</title><link rel="icon" href="data:,">
<video autoplay playsinline muted></video>
<script src="/kvs-webrtc.min.js"></script>
<script src="/module.js"></script>`;

/** A web site whose pages have the SDK as it comes from npm, and these tests' modules as the global `underTest`. */
export interface SdkPages {
  /** Opens one of them in a tab of its own. */
  open(browser: Browser): Promise<Page>;
  stop(): Promise<void>;
}

/**
 * Serves the pages on 127.0.0.1, where a page may use the microphone. A real server: of a page whose requests a test
 * answers, the browser's preflights never reach the signaling service.
 */
export async function serveSdkPages(): Promise<SdkPages> {
  const sdk = findBrowserSdk();
  if (sdk === undefined) throw new Error(noBrowserSdk());
  const modules = ["page/master.js", "page/viewer.js"].map((name) => `test/real-peers/browser-sdk/${name}`);
  const files = new Map([
    ["/", { type: "text/html", text: html }],
    ["/kvs-webrtc.min.js", { type: "text/javascript", text: await readFile(sdk, "utf8") }],
    ["/module.js", { type: "text/javascript", text: await bundleModules(...modules, "rehearsal/media/pixels.ts") }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "Content-Type": `${file.type}; charset=utf-8` }).end(file.text);
  });
  const port = await listenOnLoopback(server);
  return {
    async open(browser) {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`http://127.0.0.1:${port}/`);
      return page;
    },
    stop: () => closeServer(server),
  };
}

/** Waits until the picture in a page's video element has a barcode and has gone on; gives the code of its camera. */
export async function untilInMotion(page: Page): Promise<number> {
  await page.waitForFunction(`document.querySelector("video").videoWidth > 0 && (globalThis.first = ${readBarcode})`);
  await page.waitForFunction(`${readBarcode}?.frameNumber > first.frameNumber + 10`);
  return page.evaluate<number>("first.cameraCode");
}
