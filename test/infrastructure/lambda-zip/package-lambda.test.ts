import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { unzipSync } from "fflate";
import { type LambdaZip, packageLambda } from "../../../infrastructure/lambda-zip/package-lambda.ts";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { centralDirectory } from "../support/central-directory.ts";
import { copyProject, linkPackages, projectRoot } from "../support/copy-project.ts";

const warnings: string[] = [];
let folder: string;
let root: string;
let zip: string;
let written: LambdaZip;
let bytes: Buffer;
let example: CameraRecordInput[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-lambda-test-"));
  root = join(folder, "project");
  await copyProject(root);
  await linkPackages(root);
  await writeFile(join(root, ".env"), "SECRET=1");
  example = JSON.parse(await readFile(join(projectRoot, "cameras.example.json"), "utf8"));
  zip = join(folder, "in a new folder/lambda.zip");
  written = await packageLambda({ root, zip, onWarning: (warning) => warnings.push(warning) });
  bytes = await readFile(zip);
});
afterAll(() => rm(folder, { recursive: true }));

const writeCameras = (text: string) => writeFile(join(root, "cameras.json"), text);
const package_ = (name: string) => packageLambda({ root, zip: join(folder, name) });

describe("the zip that is deployed", () => {
  it("has the three functions, their chunks and nothing else", () => {
    const names = centralDirectory(bytes).map(({ name }) => name);
    const [chunks, others] = [true, false].map((isChunk) =>
      names.filter((name) => name.startsWith("chunks/") === isChunk),
    );
    expect(others).toEqual(["camera-events.mjs", "index.mjs", "snapshot.mjs"]);
    expect(chunks?.length).toBeGreaterThan(10);
    for (const chunk of chunks ?? []) expect(chunk).toMatch(/^chunks\/[\w-]+-[A-Z0-9]{8}\.mjs$/);
  });

  it("has them in the order of their names, as plain files that everybody may read, with one date", () => {
    const entries = centralDirectory(bytes);
    const names = entries.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    for (const { mode, date, extra } of entries) {
      expect({ mode, date, extra }).toEqual({ mode: 0o100644, date: "1980-01-01 12:00:00", extra: 0 });
    }
  });

  it("tells nothing of the machine that made it", () => {
    for (const content of Object.values(unzipSync(bytes))) {
      const text = Buffer.from(content).toString("utf8");
      for (const path of [projectRoot, folder, "sourceMappingURL"]) expect(text).not.toContain(path);
    }
  });

  it("has 250 KB at most", () => {
    expect(bytes.length).toBeLessThanOrEqual(250_000);
  });

  it("is what the packager says that it is", () => {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(written).toEqual({ bytes: bytes.length, sha256, files: centralDirectory(bytes).map(({ name }) => name) });
  });
});

describe("the project's cameras.json", () => {
  it("is warned about in one line, with what to type, where there is none and nothing says where cameras are", () => {
    expect(warnings).toEqual([expect.stringMatching(/^there is no cameras\.json: [^\n]+$/)]);
    expect(warnings[0]).toContain("CAMERAS=dynamodb");
    expect(warnings[0]).toContain("`npx camera-skill cameras add`");
    expect(warnings[0]).toContain("`cp cameras.example.json cameras.json`");
  });

  it.each([
    ["the table", "dynamodb", 0],
    ["the file", "file", 1],
  ])("is missed by a stack that reads %s: %s", async (_, where, times) => {
    const told: string[] = [];
    const resources = join(root, "ask-resources.json");
    const committed = await readFile(join(projectRoot, "ask-resources.json"), "utf8");
    await writeFile(resources, committed.replace(/"Cameras": "\w+"/, `"Cameras": "${where}"`));
    await packageLambda({ root, zip: join(folder, "none.zip"), onWarning: (warning) => told.push(warning) });
    await rm(resources);
    expect(told).toHaveLength(times);
  });

  it("is in the zip as it is, beside the same code", async () => {
    const text = JSON.stringify(example, null, 3);
    await writeCameras(text);
    const { files } = await package_("cameras.zip");
    expect(files).toEqual([...written.files, "cameras.json"].sort());
    const { "cameras.json": packaged, ...code } = unzipSync(await readFile(join(folder, "cameras.zip")));
    expect(Buffer.from(packaged ?? []).toString("utf8")).toBe(text);
    expect(code).toEqual(unzipSync(bytes));
  });

  it.each([
    [
      "a field is wrong",
      () => JSON.stringify(example.map((camera) => ({ ...camera, signaling: camera.id === "garden" ? "x" : "auto" }))),
      'cameras.json [1].signaling must be auto, alexa-offer or viewer, or left out (the camera "garden")',
    ],
    [
      "a field is missing",
      () => JSON.stringify(example.map(({ channelArn: _, ...camera }) => camera)),
      'cameras.json [0].channelArn is missing or wrong (the camera "front-door")',
    ],
    [
      "a camera has a field of its own",
      () => JSON.stringify(example.map((camera) => ({ ...camera, password: "s3cret" }))),
      'cameras.json [0] has a field that no camera has (the camera "front-door")',
    ],
    [
      "an id is used twice",
      () => JSON.stringify([...example, example[0]]),
      'cameras.json [2].id is used twice (the camera "front-door")',
    ],
    ["a camera has no id", () => "[{}]", "cameras.json [0].id is missing or wrong."],
    ["it is no list", () => '{"cameras":[]}', "cameras.json is not an array of cameras."],
    ["it is no JSON", () => '[\n  { "id": "front-door",, }\n]', "cameras.json is not JSON: line 2, column 24."],
    [
      "it begins with a byte order mark",
      () => `\uFEFF${JSON.stringify(example)}`,
      "cameras.json is not JSON: it begins with a byte order mark, so save it as UTF-8 without one.",
    ],
    ["it is empty", () => "", "cameras.json is not JSON: line 1, column 1."],
  ])("is refused, and no zip is written, where %s", async (_, text, problem) => {
    await writeCameras(text());
    const refused = expect(package_("refused.zip")).rejects;
    await refused.toThrow(problem);
    await expect(stat(join(folder, "refused.zip"))).rejects.toThrow("ENOENT");
  });

  it("may be as long as it is: the zip's limit is that of the code", async () => {
    const random = (length: number) => randomBytes(length).toString("base64url").slice(0, length);
    const cameras = Array.from({ length: 200 }, () => ({ ...example[0], id: random(250), owners: [random(256)] }));
    await writeCameras(JSON.stringify(cameras));
    expect((await package_("many-cameras.zip")).bytes).toBeGreaterThan(250_000);
  });
});

describe("code that has grown too large", () => {
  beforeAll(() => rm(join(root, "cameras.json")));

  it("is refused with its biggest packages, and which file of ours imports what of them", async () => {
    const skill = join(root, "lambda/index.ts");
    const text = await readFile(skill, "utf8");
    await writeFile(skill, `import { z } from "zod";\n${text}\nglobalThis.process.title = String(z.locales);\n`);
    const refused = await package_("large.zip").catch((error: Error) => error.message);
    await writeFile(skill, text);
    expect(refused).toMatch(
      /^the zip would have \d+ KB, and 250 KB is the most\. Its biggest parts, about, compressed:\n/,
    );
    expect(refused).toMatch(
      /^ {2}\d+\.\d KB {2}zod, imported as "zod" in lambda\/index\.ts, "zod\/mini" in \S+ and \d+ more$/m,
    );
    expect(refused).toContain("this project's own");
    expect(refused).toContain("MAXIMAL_BYTES in infrastructure/lambda-zip/package-lambda.ts");
    await expect(stat(join(folder, "large.zip"))).rejects.toThrow("ENOENT");
  });

  it("is refused with the files of ours that are big themselves", async () => {
    const ballast = JSON.stringify(randomBytes(60_000).toString("base64"));
    await appendFile(join(root, "lambda/index.ts"), `\nglobalThis.process.title = ${ballast};\n`);
    await expect(package_("large.zip")).rejects.toThrow(/^ {2}[3-9]\d\.\d KB {2}lambda\/index\.ts$/m);
    await expect(stat(join(folder, "large.zip"))).rejects.toThrow("ENOENT");
  });
});
