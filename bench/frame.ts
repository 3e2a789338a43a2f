import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Browser } from "playwright-core";
import { launchChromium } from "../test/chromium/launch-chromium.ts";
import { type BenchmarkResult, median } from "./benchmark.ts";
import { directView, untilIdle } from "./frame/two-pages.ts";

const ROUNDS = 20;
const WARM_UP = 4;
/** The longest that a view may take, in milliseconds. */
const LIMIT = 15_000;
const command = join(import.meta.dirname ?? ".", "../dist/cli/camera-skill.mjs");

/**
 * From a complete offer in hand to the first decoded frame that the browser shows. Ours: the Echo Show's page viewing
 * Front Door through the whole rehearsal. The yardstick: two pages of the same Chromium connected directly, without
 * signaling, skill or Alexa; one has a complete offer, the other answers it completely and sends H.264 of the same size
 * from a picture that it was drawing before. Both in new pages each round, by the clock of the page with the offer, from
 * that to `requestVideoFrameCallback`. The rounds alternate, so that the machine's speed cancels out.
 * @throws {Error} when there is no Chromium.
 */
export async function run(): Promise<BenchmarkResult> {
  const browser = await launchChromium();
  try {
    return await rehearsed(async (url) => {
      const times = await alternate([() => rehearsedView(browser, url), () => directView(browser)]);
      const [ours = Number.NaN, limit = Number.NaN] = times.map(median);
      return { name: "frame", ours, limit, ratio: ours / limit, budget: 1.3 };
    });
  } finally {
    await browser.close();
  }
}

/** Runs beside `npm start`, which is a process of its own here as it is for people. */
async function rehearsed<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "bench-frame-"));
  const started = spawn(process.execPath, [command, "start", "--json", "--data", dataDirectory], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(started, "exit");
  try {
    return await work(await printedAddress(started.stderr));
  } finally {
    started.kill("SIGINT");
    await ended;
    await rm(dataDirectory, { recursive: true });
  }
}

/** The address of the page, as the command prints it. */
async function printedAddress(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /^ *(http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line)?.[1];
    if (address === undefined) continue;
    output.resume();
    return address;
  }
  throw new Error("npm start ended before it printed the page's address");
}

/** Views Front Door once in a new page of the Echo Show; gives the milliseconds that it took. */
async function rehearsedView(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(timeViews);
    await page.goto(url);
    await page.getByTestId("tile-front-door").waitFor();
    await page.evaluate(untilIdle);
    await page.getByTestId("tile-front-door").click();
    return await inTime(page.evaluate<number>("viewed"));
  } finally {
    await context.close();
  }
}

/** A view that fails shows no frame. */
async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no frame was shown within ${LIMIT} ms`)), LIMIT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Makes the global `viewed`: the milliseconds from the page's offer, which it posts as soon as it is complete, to the
 * first frame shown. Text, since it runs in the page.
 */
const timeViews = `
  let resolve;
  globalThis.viewed = new Promise((done) => { resolve = done; });
  const { fetch } = globalThis;
  globalThis.fetch = (path, init) => {
    if (path === "/sessions") {
      const offered = performance.now();
      document.querySelector("video").requestVideoFrameCallback(() => resolve(performance.now() - offered));
    }
    return fetch(path, init);
  };`;

async function alternate(works: readonly (() => Promise<number>)[]): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) {
      const took = await work();
      if (round >= 0) times[index]?.push(took);
    }
  }
  return times;
}
