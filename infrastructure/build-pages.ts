import { cp } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** The web pages of the rehearsal: where the sources are, and the folder that serves them. */
const pages = [
  { source: "rehearsal/echo-show/page", folder: "pages/echo-show" },
  { source: "rehearsal/signaling-service/page", folder: "pages/signaling-service" },
];

/** Builds the rehearsal's web pages for the browser: a script, a style sheet and the HTML, each page in its folder. */
export async function buildPages(root: string, outputFolder: string): Promise<void> {
  await Promise.all(
    pages.map(async ({ source, folder }) => {
      const to = join(outputFolder, folder);
      await build({
        absWorkingDir: root,
        entryPoints: [join(source, "page.tsx"), join(source, "page.css")],
        outdir: to,
        bundle: true,
        minify: true,
        format: "esm",
        platform: "browser",
        target: ["chrome110", "firefox115", "safari16"],
        jsx: "automatic",
        jsxImportSource: "preact",
        legalComments: "none",
        logLevel: "warning",
      });
      await cp(join(root, source, "index.html"), join(to, "index.html"));
    }),
  );
}
