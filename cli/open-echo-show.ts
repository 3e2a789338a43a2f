import { join } from "node:path";
import { type EchoShow, startEchoShow } from "../rehearsal/echo-show/index.ts";
import type { Rehearsal } from "../rehearsal/index.ts";
import { pages } from "./paths.ts";

/** The same port every time, so that an open tab finds the page again after a restart. */
const USUAL_PORT = 7300;

/** Whether a page has the address that it has every time. */
export function isUsual(url: string): boolean {
  return new URL(url).port === String(USUAL_PORT);
}

/**
 * Serves the Echo Show page of a rehearsal, and shows it in the browser when that is asked for.
 * @throws {Error} in words, when the port that was asked for is taken.
 */
export async function openEchoShow(
  { parts }: Rehearsal,
  options: { readonly open?: boolean; readonly port?: number },
): Promise<EchoShow> {
  const serve = (port: number) => startEchoShow({ parts, pageFolder: join(pages, "echo-show"), port });
  const echoShow =
    options.port === undefined ? await serve(USUAL_PORT).catch(() => serve(0)) : await serve(options.port);
  if (options.open) await openInBrowser(echoShow.url);
  return echoShow;
}

async function openInBrowser(url: string): Promise<void> {
  const { default: open } = await import("open");
  const unable = () => process.stderr.write("No browser could be opened: open the address yourself.\n");
  const browser = await open(url).catch(unable);
  if (typeof browser === "object") browser.once("error", unable);
}
