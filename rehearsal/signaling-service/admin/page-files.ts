import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reply } from "../http/reply.ts";

/** The page's files, as the build leaves them, by the path they are served at. */
const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "/admin/": { name: "index.html", type: "text/html" },
  "/admin/page.js": { name: "page.js", type: "text/javascript" },
  "/admin/page.css": { name: "page.css", type: "text/css" },
};

/** Whether a path is one of the page's files, which hold nothing secret. */
export function isPageFile(path: string): boolean {
  return Object.hasOwn(files, path);
}

/** Serves one of the page's files; without a folder, or with an empty one, words. */
export async function servePageFile(folder: string | undefined, path: string): Promise<Reply> {
  const file = files[path];
  if (folder === undefined || file === undefined) {
    return notFound("This service was started without its page. GET /admin/channels has the list, with the token.");
  }
  const content = await readFile(join(folder, file.name), "utf8").catch(() => undefined);
  return content === undefined
    ? notFound(`The page is not built: ${file.name} is missing. "npm run build" makes it.`)
    : { status: 200, headers: { ...headers, "Content-Type": `${file.type}; charset=utf-8` }, body: content };
}

/** The page needs its own script and style and the service's reports, and may be framed by nobody. */
const headers = {
  "Content-Security-Policy": [
    "default-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

function notFound(message: string): Reply {
  return { status: 404, body: { message } };
}
