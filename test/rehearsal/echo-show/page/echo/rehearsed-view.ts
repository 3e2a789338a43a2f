import type { Browser, Page, Route } from "playwright-core";
import type { SessionReport, SessionRequest } from "../../../../../rehearsal/echo-show/calls.ts";
import type { Stage } from "../../../../camera/stage.ts";
import { openModules } from "../../../../chromium/open-module.ts";

/** What the page asked of its server. */
export interface Asked {
  readonly sessions: SessionRequest[];
  readonly reports: SessionReport[];
  /** All of it in order, by name: "session", "ice-connected", "failed lost", "delete". */
  readonly order: string[];
  /** Waits until this was asked so many times. */
  until(name: string, times?: number): Promise<void>;
}

/** A page with the Echo's modules, whose calls go straight to a virtual camera. */
export interface RehearsedView {
  readonly page: Page;
  readonly asked: Asked;
  /** Starts a view, the global `viewing`, and notes what it tells in the global `told`. */
  start(options?: { talk?: boolean; talking?: boolean }): Promise<void>;
  /** Waits until the view told so: "session", "talk tone", "ended stopped". */
  untilTold(what: string): Promise<unknown>;
}

/** How a test answers POST /sessions instead; undefined for no answer. */
export type Answer = (camera: (offer: string) => Promise<string>, offer: string) => Promise<string | undefined>;

const modules = ["viewing.ts", "support.ts"].map((name) => `rehearsal/echo-show/page/echo/${name}`);

/** Opens the page; `answer` changes what the camera says, or when. */
export async function openView(
  browser: Browser,
  stage: Pick<Stage, "sendAlexaOffer">,
  answer: Answer = (camera, offer) => camera(offer),
): Promise<RehearsedView> {
  const page = await openModules(browser, ...modules, "rehearsal/media/pixels.ts");
  const waiting = new Set<() => void>();
  const order: string[] = [];
  const asked: Asked = {
    sessions: [],
    reports: [],
    order,
    until: (name, times = 1) =>
      new Promise((resolve) => {
        const look = () => {
          if (order.filter((each) => each === name).length >= times) resolve();
        };
        waiting.add(look);
        look();
      }),
  };
  const note = (name: string) => {
    order.push(name);
    for (const look of waiting) look();
  };
  await page.route("**/sessions", async (route) => {
    const request = route.request().postDataJSON() as SessionRequest;
    asked.sessions.push(request);
    note("session");
    const { sessionId } = request;
    const sdp = await answer((offer) => stage.sendAlexaOffer(offer, `${sessionId}.1`), request.offer);
    await route.fulfill({ json: { sessionId, ...(sdp === undefined ? {} : { answer: sdp }) } });
  });
  await page.route("**/sessions/*/reports", (route) => {
    const report = route.request().postDataJSON() as SessionReport;
    asked.reports.push(report);
    note(report.event === "failed" ? `failed ${report.reason}` : report.event);
    return done(route);
  });
  await page.route(/\/sessions\/[^/]+$/, (route) => {
    note("delete");
    return done(route);
  });
  return {
    page,
    asked,
    start: ({ talk = true, talking = false } = {}) => page.evaluate(startScript({ talk, talking })),
    untilTold: (what) => page.waitForFunction(`told.includes(${JSON.stringify(what)})`),
  };
}

/** Text, since it runs in the page. */
function startScript({ talk, talking }: { talk: boolean; talking: boolean }): string {
  return `
    globalThis.told ??= [];
    globalThis.viewing = underTest.startViewing({
      deviceId: "tab-1",
      device: { id: "front-door", name: "Front Door", kind: "doorbell", talk: ${talk}, health: "OK" },
      phrase: "Alexa, show the front door",
      talking: ${talking},
      video: document.querySelector("video"),
      onSession: () => told.push("session"),
      onTalk: (talk) => told.push("talk " + talk),
      onEnded: (reason) => told.push("ended " + reason),
    });
    undefined`;
}

/** Reads the barcode of the picture that the video shows now. */
export const readBarcode = `(() => {
  const video = document.querySelector("video");
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return underTest.readBarcodeFromPixels(data, width, height);
})()`;

function done(route: Route): Promise<void> {
  return route.fulfill({ status: 204 });
}
