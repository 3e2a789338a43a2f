import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packLambda } from "../../infrastructure/pack-lambda.ts";
import { projectRoot } from "../../infrastructure/project-root.ts";

let packed: string;
beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), "packed-handlers-"));
  await packLambda(projectRoot, packed);
}, 60_000);
afterAll(() => rm(packed, { recursive: true }));

describe("the packed handlers", () => {
  // Source: AWS's Node.js 24 runtime, which refuses a handler with a callback.
  it.each(["index", "camera-events", "snapshot"])("take no callback: %s", async (name) => {
    const url = pathToFileURL(join(packed, `${name}.mjs`)).href;
    const script = `const { handler } = await import(${JSON.stringify(url)}); console.log(typeof handler, handler.length)`;
    const command = ["--no-warnings", "--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env: { AWS_REGION: "us-east-1" } });
    expect(stdout).toMatch(/^function [012]\n$/);
  });
});
