import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import { installTool, programOf } from "../../rehearsal/amazon-tools.ts";

const parent = await mkdtemp(join(tmpdir(), "amazon-tools-"));
let bin: string;
let folder: string;

beforeEach(async () => {
  bin = await mkdtemp(join(parent, "bin-"));
  folder = join(await mkdtemp(join(parent, "tools-")), "not", "there", "yet");
});
afterAll(() => rm(parent, { recursive: true }));

/** Puts an npm on the path that does this; beforehand it writes down its arguments and the manifest it was given. */
async function npmThat(script: string): Promise<void> {
  const log = join(bin, "calls");
  await writeFile(join(bin, "npm"), `#!/bin/sh\necho "$@" >> '${log}'\ncat package.json >> '${log}'\n${script}\n`);
  await chmod(join(bin, "npm"), 0o755);
}

const install = (
  name: Parameters<typeof installTool>[0],
  onInstall: (title: string, megabytes: number) => void = () => {},
  signal?: AbortSignal,
) => {
  const environment = { ...process.env, PATH: `${bin}${delimiter}/usr/bin:/bin` };
  return installTool(name, folder, { onInstall, environment, ...(signal && { signal }) });
};
const calls = () => readFile(join(bin, "calls"), "utf8");
const timesCalled = async () => (await calls()).split("install --no-audit").length - 1;
const leaves = (path: string, content = "it") =>
  `mkdir -p "node_modules/$(dirname ${path})" && echo ${content} > node_modules/${path}`;
const runtimeClient = "aws-lambda-ric/index.mjs";

describe("installing a tool of Amazon's", () => {
  it("asks npm for it once, and says so only then", async () => {
    await npmThat(leaves(runtimeClient));
    const said: string[] = [];
    const path = await install("runtime-client", (title, megabytes) => said.push(`${title}, ${megabytes} MB`));
    expect(path).toBe(programOf("runtime-client", folder));
    expect(await readFile(path, "utf8")).toBe("it\n");
    expect(await install("runtime-client", (title) => said.push(title))).toBe(path);
    expect(said).toEqual(["AWS's Node.js runtime client 4.0.2, 20 MB"]);
    expect(await timesCalled()).toBe(1);
    expect(await calls()).toContain("--ignore-scripts=true");
  });

  it("lets only the install steps of Node.js run", async () => {
    await npmThat(leaves("node/bin/node"));
    await install("node-24");
    expect(await calls()).toContain("--ignore-scripts=false");
    expect(await calls()).toContain('"node": true');
  });

  it("keeps ask-cli from the release of antlr4ts with which it does not start", async () => {
    await npmThat(leaves("ask-cli/dist/bin/ask.js"));
    await install("ask-cli");
    expect(await calls()).toContain('"antlr4ts": "0.5.0-alpha.4"');
  });

  it("is done by two processes at once, and leaves one tool and nothing beside it", async () => {
    await npmThat(leaves(runtimeClient));
    const [one, other] = await Promise.all([install("runtime-client"), install("runtime-client")]);
    expect(one).toBe(other);
    expect(await readFile(one, "utf8")).toBe("it\n");
    expect(await readdir(folder)).toEqual(["runtime-client"]);
  });

  it("replaces what an interrupted install or another version left", async () => {
    await npmThat(leaves(runtimeClient, "new"));
    await mkdir(join(folder, "runtime-client/node_modules/aws-lambda-ric"), { recursive: true });
    await writeFile(programOf("runtime-client", folder), "old\n");
    await writeFile(join(folder, "runtime-client/complete.json"), "{}");
    expect(await readFile(await install("runtime-client"), "utf8")).toBe("new\n");
    expect(await readdir(folder)).toEqual(["runtime-client"]);
  });

  it("removes what a process left that was ended in the middle of it, but not what is under way", async () => {
    await npmThat(leaves(runtimeClient));
    const [abandoned, underway] = [join(folder, ".runtime-client-abandoned"), join(folder, ".runtime-client-underway")];
    await mkdir(abandoned, { recursive: true });
    await mkdir(underway);
    const yesterday = Date.now() / 1000 - 24 * 3600;
    await utimes(abandoned, yesterday, yesterday);
    await install("runtime-client");
    expect(await readdir(folder)).toEqual([".runtime-client-underway", "runtime-client"]);
  });

  it.each([
    ["npm's own words", "echo 'npm error code E404'; exit 1", "npm failed:\nnpm error code E404"],
    [
      "that it needs the network once",
      "echo 'npm error code EAI_AGAIN' >&2; exit 1",
      "npm does not reach its registry. It is fetched only once; after that no network is needed:\nnpm error code EAI_AGAIN",
    ],
    ["that the program is missing all the same", "true", `npm left no ${runtimeClient}`],
  ])("fails with %s, and leaves nothing", async (_words, script, message) => {
    await npmThat(script);
    const title = "AWS's Node.js runtime client 4.0.2 could not be installed";
    await expect(install("runtime-client")).rejects.toThrow(`${title}: ${message}`);
    expect(await readdir(folder)).toEqual([]);
  });

  it("ends npm when it is interrupted, and leaves nothing", async () => {
    await npmThat("exec sleep 30");
    const controller = new AbortController();
    const onInstall = () => setImmediate(() => controller.abort(new Error("interrupted")));
    await expect(install("runtime-client", onInstall, controller.signal)).rejects.toThrow("interrupted");
    expect(await readdir(folder)).toEqual([]);
  });

  it("says so when there is no npm", async () => {
    const environment = { PATH: bin };
    await expect(installTool("runtime-client", folder, { environment })).rejects.toThrow(
      "npm, which comes with Node.js",
    );
  });
});
