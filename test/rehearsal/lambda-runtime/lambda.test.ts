import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type Lambda, type LambdaOptions, startLambda } from "../../../rehearsal/lambda-runtime/index.ts";

const root = join(import.meta.dirname, "../../..");
const runtimeClient = join(root, "dist/rehearsal/runtime-client.mjs");
let lambda: Lambda;
let logged: string[];

afterEach(() => lambda.stop());

function start(options: Partial<LambdaOptions> = {}): Lambda {
  logged = [];
  lambda = startLambda({
    taskRoot: join(root, "test/fixtures/functions"),
    region: "us-east-1",
    environment: { GREETING: "hello" },
    runtimeClient,
    onLog: (line) => logged.push(line),
    ...options,
  });
  return lambda;
}

describe("a Lambda function on this machine", () => {
  it("answers an event, and keeps its environment warm for the next", async () => {
    const { invoke } = start();
    expect(await invoke({})).toMatchObject({ invocations: 1, name: "alexa-kvs-camera-skill" });
    expect(await invoke({})).toMatchObject({ invocations: 2 });
  });

  it("begins anew in another environment once it is recycled, also for one that was at work then", async () => {
    const { invoke, recycle } = start();
    await invoke({});
    const working = invoke({});
    await recycle();
    expect(await working).toMatchObject({ invocations: 2 });
    expect(await invoke({})).toMatchObject({ invocations: 1 });
    expect(await invoke({})).toMatchObject({ invocations: 2 });
  });

  it("knows how much of its time is left", async () => {
    const { remaining } = (await start().invoke({})) as { remaining: number };
    expect(remaining).toBeLessThanOrEqual(8_000);
    expect(remaining).toBeGreaterThan(6_000);
  });

  it("works on two events at once in two environments", async () => {
    const { invoke } = start();
    const pids = await Promise.all([invoke({ pid: true }), invoke({ pid: true })]);
    expect(new Set(pids).size).toBe(2);
  });

  it("sees its own environment and nothing of this process's", async () => {
    const { invoke } = start();
    expect(await invoke({ variable: "GREETING" })).toBe("hello");
    expect(await invoke({ variable: "AWS_REGION" })).toBe("us-east-1");
    expect(await invoke({ variable: "HOME" })).toBeNull();
  });

  it("is told its own ARN with each invocation", async () => {
    expect(await start().invoke({ arn: true })).toBe(
      "arn:aws:lambda:us-east-1:123456789012:function:alexa-kvs-camera-skill",
    );
    await lambda.stop();
    const functionArn = "arn:aws:lambda:eu-west-1:999999999999:function:of-a-stack";
    expect(await start({ functionArn }).invoke({ arn: true })).toBe(functionArn);
  });

  it("is heard when it logs", async () => {
    await start().invoke({ say: "a log line" });
    expect(logged).toContain("a log line");
  });

  it("reports what the handler throws, and goes on", async () => {
    const { invoke } = start();
    await expect(invoke({ throw: "no such luck" })).rejects.toMatchObject({
      errorType: "RangeError",
      message: "RangeError: no such luck",
    });
    expect(await invoke({})).toMatchObject({ invocations: 2 });
  });

  it("reports a process that ends, and starts another", async () => {
    const { invoke } = start();
    await expect(invoke({ exit: true })).rejects.toMatchObject({ errorType: "Runtime.ExitError" });
    expect(await invoke({})).toMatchObject({ invocations: 1 });
  });

  it("is invoked asynchronously too: again when it fails, and then the event is a dead letter", async () => {
    const { invokeAsync, settled, deadLetters } = start({ asynchronous: { retryDelays: [0, 0] } });
    invokeAsync({ say: "done" });
    invokeAsync({ throw: "no such luck" });
    await settled();
    expect(logged).toContain("done");
    expect(deadLetters()).toMatchObject([{ event: { throw: "no such luck" }, errorType: "RangeError" }]);
  });

  it("starts nothing more once it is stopped, not even what was being started", async () => {
    const { invoke, stop } = start();
    const early = invoke({});
    await stop();
    await expect(early).rejects.toThrow();
    await expect(invoke({})).rejects.toMatchObject({ errorType: "Stopped" });
  });

  it("is stopped when it runs over its time", async () => {
    const { invoke } = start({ timeoutSeconds: 2 });
    await expect(invoke({ hang: true })).rejects.toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(await invoke({})).toMatchObject({ invocations: 1 });
  });

  it.each([
    ["a file that isn't there", "missing.handler"],
    ["an export that isn't there", "index.missing"],
    ["a callback handler, which Node.js 24 on Lambda refuses", "index.callback"],
  ])("says at once that it can't load %s", async (_case, handler) => {
    await expect(start({ handler }).invoke({})).rejects.toThrow();
  });
});
