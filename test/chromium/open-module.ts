import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
/** Nothing listens there: the browser is answered before it asks. Only on localhost or with TLS it has a microphone. */
const origin = "http://localhost";
const html =
  '<!doctype html><html lang="en"><title>Test</title><link rel="icon" href="data:,"><video playsinline></video><script src="/module.js"></script>';

/**
 * Bundles modules to a script whose global `underTest` has everything that they export, for a page whose tests look at
 * it with scripts given as text, since their own types are Node's.
 */
export async function bundleModules(...modules: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: modules.map((module) => `export * from "./${module}";`).join("\n"), resolveDir: root },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "underTest",
    target: "chrome110",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * Opens a page that has a `<video>` and, as the global `underTest`, everything that the modules export. What else the page
 * asks for, its test answers by `route`.
 */
export async function openModules(browser: Browser, ...modules: readonly string[]): Promise<Page> {
  const script = await bundleModules(...modules);
  const page = await browser.newPage();
  await page.route(`${origin}/**`, (route) => route.fulfill({ status: 404, json: { error: "not in this test" } }));
  await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.route(`${origin}/module.js`, (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  await page.goto(`${origin}/`);
  return page;
}
