import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { packLambda } from "../infrastructure/pack-lambda.ts";
import type { Handler } from "../lambda/index.ts";
import { discoverResponseSchema } from "../protocol/alexa/discover-response.ts";
import { type BenchmarkResult, median } from "./benchmark.ts";
import type { Amazon } from "./discover/amazon-process.ts";

const BATCHES = 10;
const A_BATCH = 20;
const WARM_UP = 100;
/** DESIGN's budget for a discovery of 300 cameras, in milliseconds of CPU time. */
const CPU_MS = 10;
const root = join(import.meta.dirname ?? ".", "..");
const credentials = { accessKeyId: "AKIDBENCH", secretAccessKey: "bench" };

/**
 * A discovery of 300 cameras through the packed handler, deployed with everything that a camera can announce and with
 * the registry in DynamoDB: its CPU time, all threads of the process counted, and its queries. How much of it is the AWS
 * client's own query, with its parsing, is printed beside.
 */
export async function run(): Promise<BenchmarkResult[]> {
  const amazon = fork(join(root, "bench/discover/amazon-process.ts"), Object.values(credentials), {
    execArgv: process.execArgv,
  });
  const task = await mkdtemp(join(tmpdir(), "bench-discover-"));
  try {
    const { login, dynamo, userId } = await nextMessage<Amazon>(amazon);
    await packLambda(root, task, ["bench/discover/one-query.ts"]);
    setEnvironment(task, login, dynamo);
    const discover = await packedDiscovery(task, login.token);
    const { oneQuery } = (await import(join(task, "one-query.mjs"))) as typeof import("./discover/one-query.ts");
    const partition = `cameras-of#${userId}`;
    const query = oneQuery({ credentials, region: "us-east-1", tableName: dynamo.tableName, partition });

    // From here on they count.
    await queriesOf(amazon);
    const cpu = await cpuOf(discover);
    const queries = (await queriesOf(amazon)) / (WARM_UP + BATCHES * A_BATCH);
    const queryCpu = await cpuOf(query);
    return [
      {
        name: "discover, CPU time for 300 cameras",
        ours: cpu,
        limit: CPU_MS,
        ratio: cpu / CPU_MS,
        budget: 1,
        beside: { "of it the AWS client's query and parsing": queryCpu },
      },
      { name: "discover, registry queries", ours: queries, limit: 1, ratio: queries, budget: 1 },
    ];
  } finally {
    amazon.disconnect();
    await rm(task, { recursive: true });
  }
}

function setEnvironment(task: string, login: Amazon["login"], dynamo: Amazon["dynamo"]): void {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_REGION: "us-east-1",
    LAMBDA_TASK_ROOT: task,
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    ACCOUNT_LINKING: "lwa",
    CAMERAS: "dynamodb",
    TABLE_NAME: dynamo.tableName,
    // A deployed skill tells of events and gives pictures out. Discovery says so, and reads neither secret for it.
    EVENTS_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:events",
    SNAPSHOT_URL: "https://pictures.lambda-url.us-east-1.on.aws/",
    SNAPSHOT_BUCKET: "pictures",
    SNAPSHOT_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:pictures",
  });
}

async function packedDiscovery(task: string, token: string): Promise<() => Promise<void>> {
  const { handler } = (await import(join(task, "index.mjs"))) as { handler: Handler };
  const header = { namespace: "Alexa.Discovery", name: "Discover", messageId: "bench", payloadVersion: "3" };
  const directive = { header, payload: { scope: { type: "BearerToken", token } } };
  const discover = () => handler({ directive }, { getRemainingTimeInMillis: () => 8_000 });
  assertComplete(await discover());
  return async () => {
    const { event } = await discover();
    const { endpoints } = event.payload as { endpoints?: unknown[] };
    if (endpoints?.length !== 300) throw new Error(JSON.stringify(event.header));
  };
}

/** Holds a response to Amazon's rules, and to everything that a deployed skill announces. */
function assertComplete(response: unknown): void {
  const { endpoints } = z.parse(discoverResponseSchema, response).event.payload;
  const announced = endpoints.flatMap(({ capabilities }) => capabilities.map((capability) => capability.interface));
  const count = (name: string) => announced.filter((each) => each === name).length;
  const counts = [
    count("Alexa.DoorbellEventSource"),
    count("Alexa.MotionSensor"),
    count("Alexa.SmartVision.SnapshotProvider"),
  ];
  if (!isDeepStrictEqual(counts, [30, 150, 300])) throw new Error(`announced: ${counts.join(", ")}`);
}

/** The CPU time of a piece of work, in milliseconds: the median of batches. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < WARM_UP; round += 1) await work();
  const batches: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const before = process.cpuUsage();
    for (let round = 0; round < A_BATCH; round += 1) await work();
    const { user, system } = process.cpuUsage(before);
    batches.push((user + system) / 1_000 / A_BATCH);
  }
  return median(batches);
}

function queriesOf(amazon: ChildProcess): Promise<number> {
  amazon.send("queries");
  return nextMessage<number>(amazon);
}

async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`Amazon's process has ended with exit code ${code}`);
    }),
  ]);
  return message as Message;
}
