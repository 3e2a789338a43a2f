import { pageHeaders, pagePaths, readPageFile } from "../../web-page.ts";
import type { Reply } from "../http/reply.ts";

const files = pagePaths("/admin/");

/** Whether a path is one of the page's files, which hold nothing secret. */
export function isPageFile(path: string): boolean {
  return files.has(path);
}

/** Serves one of the page's files; without a folder, or with an empty one, words. */
export async function servePageFile(folder: string | undefined, path: string): Promise<Reply> {
  const name = files.get(path);
  if (folder === undefined || name === undefined) {
    return notFound("This service was started without its page. GET /admin/channels has the list, with the token.");
  }
  const file = await readPageFile(folder, name);
  return file === undefined
    ? notFound(`The page is not built: ${name} is missing. "npm run build" makes it.`)
    : { status: 200, headers: { ...pageHeaders, "Content-Type": file.type }, body: file.content };
}

function notFound(message: string): Reply {
  return { status: 404, body: { message } };
}
