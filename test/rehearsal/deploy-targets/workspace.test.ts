import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { makeWorkspace, type Workspace } from "../../../rehearsal/deploy-targets/workspace/workspace.ts";

const manifest = {
  manifest: {
    apis: {
      smartHome: {
        protocolVersion: "3",
        endpoint: { uri: "arn:aws:lambda:us-east-1:123456789012:function:mine" },
        regions: { NA: { endpoint: { uri: "arn:aws:lambda:us-east-1:123456789012:function:mine" } } },
      },
    },
    events: { endpoint: { uri: "arn:aws:lambda:us-east-1:123456789012:function:mine" }, subscriptions: [] },
    manifestVersion: "1.0",
  },
};

/** A project that has no .git, and much that nobody is to get. */
const project: Readonly<Record<string, string>> = {
  ".gitignore": "node_modules/\ndist/\n.ask/\n.env\n/cameras.json\n",
  ".env": "SECRET=1",
  "cameras.json": "[]",
  "cameras.example.json": "[]",
  "dist/cli.mjs": "old",
  ".ask/ask-states.json": "{}",
  "lambda/index.ts": "export const handler = 1;\n",
  "hooks/build.sh": "#!/bin/sh\n",
  "skill-package/skill.json": JSON.stringify(manifest),
  "node_modules/one/index.js": "module.exports = 1;\n",
};

describe("a developer's copy of the project", () => {
  let folder: string;
  let workspace: Workspace;
  const at = (path: string) => join(folder, "workspace", path);
  const isThere = (path: string) =>
    stat(at(path)).then(
      () => true,
      () => false,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "workspace-"));
    const root = join(folder, "project");
    for (const [path, text] of Object.entries(project)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await chmod(join(root, "hooks/build.sh"), 0o755);
    await mkdir(join(root, "node_modules/.bin"));
    await symlink("../one/index.js", join(root, "node_modules/.bin/one"));
    await symlink("/", join(root, ".real-peers"));
    workspace = await makeWorkspace(root, join(folder, "workspace"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("has what git would keep, and nothing of a deploy or a build", async () => {
    const there = await Promise.all(Object.keys(project).map(async (path) => ((await isThere(path)) ? [path] : [])));
    expect(there.flat()).toEqual([
      ".gitignore",
      "cameras.example.json",
      "lambda/index.ts",
      "hooks/build.sh",
      "skill-package/skill.json",
      "node_modules/one/index.js",
    ]);
  });

  it("has no link to a folder elsewhere, such as one to the tools of another copy", async () => {
    expect(await isThere(".real-peers")).toBe(false);
  });

  it("has the hook as a program", async () => {
    expect((await stat(at("hooks/build.sh"))).mode & 0o111).toBe(0o111);
  });

  it("has the packages below itself and as the same files, so that a bundle of them is the same", async () => {
    const [theirs, ours] = await Promise.all(
      ["project", "workspace"].map((name) => stat(join(folder, name, "node_modules/one/index.js"))),
    );
    expect(ours?.ino).toBe(theirs?.ino);
    expect(await readFile(at("node_modules/.bin/one"), "utf8")).toBe(project["node_modules/one/index.js"]);
  });

  it("has skill.json without what a deploy of one's own has written there", async () => {
    expect(JSON.parse(await workspace.read("skill-package/skill.json"))).toEqual({
      manifest: { apis: { smartHome: { protocolVersion: "3" } }, manifestVersion: "1.0" },
    });
  });

  it("is edited and put back", async () => {
    const undo = await workspace.edit("lambda/index.ts", "= 1", "= 2");
    expect(await workspace.read("lambda/index.ts")).toBe("export const handler = 2;\n");
    await undo();
    expect(await workspace.read("lambda/index.ts")).toBe("export const handler = 1;\n");
  });

  it("refuses an edit of what is not there, or is there twice", async () => {
    await expect(workspace.edit("lambda/index.ts", "= 3", "= 2")).rejects.toThrow('says "= 3" 0 times');
    await expect(workspace.edit("lambda/index.ts", "n", "m")).rejects.toThrow('says "n" 2 times');
  });
});
