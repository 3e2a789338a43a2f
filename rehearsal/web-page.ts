import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A file of a web page, as its server sends it. */
export interface PageFile {
  readonly content: string;
  readonly type: string;
}

/** A page's files, as the build leaves them, by their path below the page; nothing else is served. */
const types: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
};

/** The paths at which a page that lives at `base` has its files: the page itself, its script and its style. */
export function pagePaths(base: string): ReadonlyMap<string, string> {
  return new Map(Object.keys(types).map((name) => [base + (name === "index.html" ? "" : name), name]));
}

/** Reads one of a page's files; undefined when the page is not built. */
export async function readPageFile(folder: string, name: string): Promise<PageFile | undefined> {
  const content = await readFile(join(folder, name), "utf8").catch(() => undefined);
  return content === undefined ? undefined : { content, type: types[name] ?? "text/plain" };
}

/** What a browser may do with a page: load its own files, talk to its own server, and be in no one's frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};
