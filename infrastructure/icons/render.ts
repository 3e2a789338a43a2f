import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The files that the manifest names, and their sides in pixels. */
const icons = { "small-icon.png": 108, "large-icon.png": 512 };

// Draws icon.svg into the skill package; run it after a change: CHROMIUM=/usr/bin/chromium npx tsx infrastructure/icons/render.ts
const executablePath = process.env.CHROMIUM;
if (!executablePath) {
  process.stderr.write("Set CHROMIUM to the path of a Chromium, such as /usr/bin/chromium.\n");
  process.exit(2);
}
const folder = dirname(fileURLToPath(import.meta.url));
const drawing = await readFile(join(folder, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage();
  for (const [name, side] of Object.entries(icons)) {
    await page.setViewportSize({ width: side, height: side });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${drawing}`);
    await writeFile(join(folder, "../../skill-package/assets/images", name), await page.screenshot());
  }
} finally {
  await browser.close();
}
