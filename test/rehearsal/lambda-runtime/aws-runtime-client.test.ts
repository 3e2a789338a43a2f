import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { unzipSync } from "fflate";
import * as z from "zod/mini";
import { packageLambda } from "../../../infrastructure/lambda-zip/package-lambda.ts";
import { alexaEventSchema } from "../../../protocol/alexa/events.ts";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { programOf, type ToolName } from "../../../rehearsal/amazon-tools.ts";
import { runtimeOf } from "../../../rehearsal/lambda-runtime/aws-runtime-client.ts";
import { type Lambda, type LambdaOptions, startLambda } from "../../../rehearsal/lambda-runtime/index.ts";
import { startSkill } from "../../../rehearsal/skill.ts";
import { type RehearsedSkill, startRehearsedSkill } from "../../lambda/support/rehearsed-skill.ts";
import { describeWithPeer } from "../../real-peers/describe-with-peer.ts";

const root = join(import.meta.dirname, "../../..");
const tools = join(root, ".real-peers");
const versions = ["22", "24"] as const;
const needed: ToolName[] = ["runtime-client", "node-22", "node-24"];
const absent = needed.filter((name) => !existsSync(programOf(name, tools)));
const missing =
  absent.length === 0
    ? undefined
    : `there is no ${absent.join(", ")} in .real-peers: npx tsx rehearsal/install-amazon-tools.ts ${absent.join(" ")}`;

const runtime = (version: (typeof versions)[number]) =>
  runtimeOf({ runtimeClient: programOf("runtime-client", tools), node: programOf(`node-${version}`, tools) });

describeWithPeer("a function in AWS's own runtime client", missing, () => {
  let lambda: Lambda;
  let logged: string[];

  afterEach(() => lambda.stop());

  function start(options: Partial<LambdaOptions> = {}): Lambda {
    logged = [];
    lambda = startLambda({
      taskRoot: join(root, "test/fixtures/functions"),
      region: "us-east-1",
      environment: {},
      ...runtime("24"),
      onLog: (line) => logged.push(line),
      ...options,
    });
    return lambda;
  }

  it.each(versions)("answers one event after another on Node.js %s, and knows its runtime", async (version) => {
    const { invoke } = start(runtime(version));
    expect(await invoke({})).toMatchObject({ invocations: 1, name: "alexa-kvs-camera-skill" });
    expect(await invoke({ variable: "AWS_EXECUTION_ENV" })).toBe(`AWS_Lambda_nodejs${version}.x`);
    const { invocations, remaining } = (await invoke({})) as { invocations: number; remaining: number };
    expect(invocations).toBe(3);
    expect(remaining).toBeLessThanOrEqual(8_000);
    expect(remaining).toBeGreaterThan(6_000);
  });

  it("reports what the handler throws, and goes on", async () => {
    const { invoke } = start();
    await expect(invoke({ throw: "no such luck" })).rejects.toMatchObject({
      errorType: "RangeError",
      message: "RangeError: no such luck",
    });
    expect(logged.join("\n")).toContain("Invoke Error");
    expect(await invoke({})).toMatchObject({ invocations: 2 });
  });

  it("is stopped when it runs over its time", async () => {
    const { invoke } = start({ timeoutSeconds: 1 });
    await expect(invoke({ hang: true })).rejects.toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(await invoke({})).toMatchObject({ invocations: 1 });
  });

  it("reports a process that ends, and starts another", async () => {
    const { invoke } = start();
    await expect(invoke({ exit: true })).rejects.toMatchObject({ errorType: "Runtime.ExitError" });
    expect(await invoke({})).toMatchObject({ invocations: 1 });
  });

  it("gives 6 MB back, and refuses more", async () => {
    const { invoke } = start();
    // Its quotation marks count too.
    const most = 6_291_556 - 2;
    expect(await invoke({ characters: most })).toHaveLength(most);
    await expect(invoke({ characters: most + 1 })).rejects.toMatchObject({
      errorType: "Function.ResponseSizeTooLarge",
    });
    expect(await invoke({})).toMatchObject({ invocations: 3 });
  });

  it.each([
    ["a file that isn't there", "missing.handler", "Runtime.ImportModuleError"],
    ["an export that isn't there", "index.missing", "Runtime.HandlerNotFound"],
    ["a callback handler", "index.callback", "Runtime.CallbackHandlerDeprecated"],
    ["a name with a dot too many", "index.min.handler", "Runtime.HandlerNotFound"],
  ])("refuses %s as AWS does", async (_case, handler, errorType) => {
    await expect(start({ handler }).invoke({})).rejects.toMatchObject({ errorType });
  });
});

describeWithPeer("the packed zip in AWS's own runtime client", missing, () => {
  let folder: string;
  let amazon: RehearsedSkill;
  let cameras: CameraRecordInput[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "zip-"));
    const zip = join(folder, "lambda.zip");
    await packageLambda({ root, zip });
    await unzip(zip, join(folder, "unpacked"));
    amazon = await startRehearsedSkill();
    const frontDoor = await amazon.camera("front-door");
    await amazon.connectMaster(frontDoor.channelArn);
    cameras = [frontDoor];
  });
  afterAll(async () => {
    await amazon.stop();
    await rm(folder, { recursive: true });
  });

  describe.each(versions)("on Node.js %s", (version) => {
    let lambda: Lambda;

    beforeAll(async () => {
      lambda = await startSkill({
        packedSkill: join(folder, "unpacked"),
        ...runtime(version),
        taskRoot: join(folder, `task-${version}`),
        cameras,
        signaling: amazon.service,
        login: amazon.login,
        onLog: () => {},
      });
    });
    afterAll(() => lambda.stop());

    const answerTo = async (directive: object) => z.parse(alexaEventSchema, await lambda.invoke(directive)).event;

    it("discovers the cameras", async () => {
      const { header, payload } = await answerTo(amazon.directive("discover.linked-user"));
      expect(header.name).toBe("Discover.Response");
      expect(payload).toMatchObject({ endpoints: [{ endpointId: "front-door" }] });
    });

    it("answers a view", async () => {
      const directive = amazon.directive("initiate-session.echo-show", { endpointId: "front-door" });
      expect((await answerTo(directive)).header.name).toBe("AnswerGeneratedForSession");
    });
  });
});

async function unzip(zip: string, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(unzipSync(await readFile(zip)))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
