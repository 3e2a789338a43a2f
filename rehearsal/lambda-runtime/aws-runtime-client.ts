import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EnvironmentOptions } from "./environment.ts";

/** The programs that a function runs in, as `installTool` gives their paths. */
export interface AwsRuntimeTools {
  /** The `index.mjs` of aws-lambda-ric, installed without its native part. */
  readonly runtimeClient: string;
  /** A Node.js from version 22 on. */
  readonly node: string;
}

/** What is spread into `startLambda` for a function that runs in AWS's own runtime client. */
export type AwsRuntime = Pick<EnvironmentOptions, "runtimeClient" | "node" | "nodeOptions" | "runtime">;

/**
 * What Lambda itself turns off. Source: Lambda developer guide, "Building Lambda functions with Node.js", whose table
 * names Node.js 22; that Node.js 24 is started so too is not verified, but code that works so works either way.
 */
const turnedOff = ["--no-experimental-require-module", "--no-experimental-detect-module"];

const nativePart = fileURLToPath(new URL("./rapid-client.cjs", import.meta.url));

/**
 * Runs a function in AWS's own Node.js runtime client, unmodified but for its native HTTP client.
 * @throws {Error} when the Node.js does not start.
 */
export function runtimeOf({ runtimeClient, node }: AwsRuntimeTools): AwsRuntime {
  const [major] = execFileSync(node, ["--print", "process.versions.node"], { encoding: "utf8" }).split(".");
  return { runtimeClient, node, nodeOptions: [...turnedOff, "--require", nativePart], runtime: `nodejs${major}.x` };
}
