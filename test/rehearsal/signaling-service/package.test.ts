import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

/** The example of docs/signaling-service.md. */
const documented = await readFile(join(root, "docs/signaling-service.md"), "utf8");
const [, example = ""] = /```ts\n(.*?)```/s.exec(documented) ?? [];

/** Uses every part of the service that has a type of its own. */
const everything = `
import {
  type AccessKey, type Behaviour, InvalidBehaviour, type ServiceEvent, type SignalingServiceOptions, answerLate, start,
} from "alexa-kvs-camera-skill/signaling-service";

const events: ServiceEvent["type"][] = [];
const accessKeys: AccessKey[] = [{ accessKeyId: "AKIDVIEWER", secretAccessKey: "s", actions: ["Describe*"] }];
const options: SignalingServiceOptions = { accessKeys, channels: ["front-door"], onEvent: ({ type }) => events.push(type) };
const service = await start(options);
const mine: Behaviour = {
  name: "mine",
  beforeOperation: ({ operation }) => (operation === "TagResource" ? { do: "hang" } : undefined),
};
const undo: (() => void)[] = [service.behave(mine), service.behave(answerLate(1), { channelName: "front-door" })];
undo.push(service.behave("throttle:DescribeSignalingChannel@front-door"));
for (const each of undo) each();
let refusal = "";
try {
  service.behave("trottle");
} catch (error) {
  if (error instanceof InvalidBehaviour) refusal = error.message;
}
const page = await fetch(service.adminPageUrl);
const hosts: string[] = service.hostsLines();
const caFile: string | undefined = service.caFile;
process.stdout.write(JSON.stringify({ events, refusal, page: page.status, title: (await page.text()).includes("<title>"), hosts, caFile }));
await service.stop();
`;

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: "es2022",
  types: ["node"],
  outDir: "out",
};

describe("alexa-kvs-camera-skill/signaling-service in another project", () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "consumer-"));
    const modules = join(project, "node_modules");
    await mkdir(modules);
    await symlink(root, join(modules, "alexa-kvs-camera-skill"));
    for (const name of ["@types", "@aws-sdk"]) await symlink(join(root, "node_modules", name), join(modules, name));
    await writeFile(join(project, "package.json"), '{"type":"module"}');
    await writeFile(join(project, "example.ts"), example);
    await writeFile(join(project, "everything.ts"), everything);
  });
  afterAll(() => rm(project, { recursive: true }));

  /** Checks the types of a program, compiles it and runs it; gives its output. */
  async function compileAndRun(file: string, options: object): Promise<string> {
    const settings = { compilerOptions: { ...compilerOptions, ...options }, files: [`${file}.ts`] };
    await writeFile(join(project, "tsconfig.json"), JSON.stringify(settings));
    await run(process.execPath, [compiler], { cwd: project }).catch(({ stdout }) => {
      throw new Error(`it does not compile: ${stdout}`);
    });
    const { stdout } = await run(process.execPath, [join("out", `${file}.js`)], { cwd: project });
    return stdout;
  }

  it("is what its five-line example says", async () => {
    const output = await compileAndRun("example", { module: "node16" });
    expect(output).toMatch(/^arn:aws:kinesisvideo:us-east-1:\d{12}:channel\/front-door\/\d{13}\n$/);
  });

  it("has types that hold, strictly checked, and its page with it", async () => {
    const output = await compileAndRun("everything", { module: "esnext", moduleResolution: "bundler" });
    expect(JSON.parse(output)).toEqual({
      events: ["channel-created", ...Array(3).fill("behaviour-begun"), ...Array(3).fill("behaviour-ended")],
      refusal: expect.stringContaining('there is no behaviour "trottle"'),
      page: 200,
      title: true,
      hosts: [],
    });
  });

  it("declares its types with nothing of what it is made of but zod", async () => {
    const types = join(root, "dist/signaling-service/types");
    const entries = await readdir(types, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const packages = texts.flatMap((text) =>
      [...text.matchAll(/(?:from |import\()"([^."][^"]*)"/g)].map(([, name]) => name),
    );
    expect([...new Set(packages)]).toEqual(["zod/mini"]);
  });
});
