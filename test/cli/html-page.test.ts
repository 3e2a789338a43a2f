import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { refuseUnwritable, writePage } from "../../cli/html-page.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "html-page-"));
  await writeFile(join(folder, "old.html"), "old");
});
afterAll(() => rm(folder, { recursive: true }));

describe("a page's file", () => {
  it("is looked at and not touched: an old one keeps its text, and a new one is not made", async () => {
    await refuseUnwritable(join(folder, "old.html"));
    await refuseUnwritable(join(folder, "new.html"));
    expect(await readdir(folder)).toEqual(["old.html"]);
    expect(await readFile(join(folder, "old.html"), "utf8")).toBe("old");
  });

  it.each([
    ["it is a folder", ".", "it is a folder"],
    ["its folder is not there", "nowhere/new.html", "there is no folder"],
    ["its folder is a file", "old.html/new.html", "there is no folder"],
  ])("cannot be written when %s", async (_, file, message) => {
    await expect(refuseUnwritable(join(folder, file))).rejects.toThrow(`cannot be written: ${message}`);
  });

  it("is said to be missing alone when it cannot be written in the end", async () => {
    await expect(writePage(join(folder, "nowhere/new.html"), "")).rejects.toThrow("the report was printed");
  });
});
