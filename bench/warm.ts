import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { packLambda } from "../infrastructure/pack-lambda.ts";
import type { Handler } from "../lambda/index.ts";
import { encodeBase64 } from "../protocol/signaling/base64.ts";
import { type BenchmarkResult, median } from "./benchmark.ts";
import { viewDirective } from "./view-directive.ts";

const ROUNDS = 1_000;
const WARM_UP = 500;
const credentials = { accessKeyId: "AKIDBENCH", secretAccessKey: "bench" };
const channelArn = "arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700506395046";
const owner = { clientId: "amzn1.application-oa2-client.bench", userId: "amzn1.account.BENCH" };
const root = join(import.meta.dirname ?? ".", "..");

/**
 * A warm view through the packed handler, over one `send` of the same SDK client: what the skill's own work costs.
 * Both call a service that answers at once; the rounds alternate, so that the machine's speed cancels out.
 */
export async function run(): Promise<BenchmarkResult> {
  const answer = await readFile(join(root, "test/fixtures/answers/camera.to-echo-show.sdp"), "utf8");
  const offer = await readFile(join(root, "test/fixtures/offers/echo-show.2023.sdp"), "utf8");
  const wrapped = encodeBase64(JSON.stringify({ type: "answer", sdp: answer }));
  const amazon = new Worker(new URL("./instant-amazon.mjs", import.meta.url), {
    workerData: { ...owner, answer: wrapped },
  });
  const [port] = (await once(amazon, "message")) as [number];
  const url = `http://127.0.0.1:${port}`;
  const task = await mkdtemp(join(tmpdir(), "bench-warm-"));
  try {
    await packLambda(root, task, ["bench/one-send.ts"]);
    const payload = encodeBase64(JSON.stringify({ type: "offer", sdp: offer }));
    const { oneSend } = (await import(join(task, "one-send.mjs"))) as typeof import("./one-send.ts");
    const send = oneSend({ endpoint: `${url}/r-0`, credentials, channelArn, payload });
    const view = await packedView(task, url, offer);
    const bare = bareSend(url, payload);
    const times = await muted(() => alternate([view, send, bare]));
    const [ours = 0, limit = 0, bareRequest = 0] = times.map(median);
    return {
      name: "warm",
      ours,
      limit,
      ratio: ours / limit,
      budget: 1.25,
      beside: { "bare signed request": bareRequest },
    };
  } finally {
    await amazon.terminate();
    await rm(task, { recursive: true });
  }
}

async function packedView(task: string, url: string, offer: string): Promise<() => Promise<void>> {
  const camera = { id: "front-door", name: "Front Door", kind: "camera", talk: false, channelArn };
  const record = { ...camera, owners: [owner.userId], manufacturer: "Bench", model: "Bench" };
  await writeFile(join(task, "cameras.json"), JSON.stringify([record]));
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_KINESIS_VIDEO: url,
    LAMBDA_TASK_ROOT: task,
    AWS_REGION: "us-east-1",
    LWA_CLIENT_ID: owner.clientId,
    LWA_API_URL: url,
    CAMERAS: "file",
    ACCOUNT_LINKING: "lwa",
  });
  const { handler } = (await import(join(task, "index.mjs"))) as { handler: Handler };
  let sessions = 0;
  return async () => {
    sessions += 1;
    const event = await handler(viewDirective(offer, `session-${sessions}`), { getRemainingTimeInMillis: () => 8_000 });
    if (event.event.header.name !== "AnswerGeneratedForSession") throw new Error(JSON.stringify(event.event.payload));
  };
}

/** The same request without an SDK: signed, sent, its body read and parsed. */
function bareSend(url: string, payload: string): () => Promise<void> {
  const { hostname, port, host } = new URL(url);
  const signer = new SignatureV4({ service: "kinesisvideo", region: "us-east-1", credentials, sha256: Sha256 });
  const path = "/r-0/v1/send-alexa-offer-to-master";
  return async () => {
    const body = JSON.stringify({ ChannelARN: channelArn, SenderClientId: "bench", MessagePayload: payload });
    const headers = { host, "content-type": "application/json" };
    const signed = await signer.sign({ method: "POST", protocol: "http:", hostname, path, headers, body });
    const call = request({ hostname, port, path, method: "POST", headers: signed.headers }).end(body);
    const [response] = await once(call, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    JSON.parse(Buffer.concat(chunks).toString());
  };
}

/** What the skill logs is part of its work, but not of the benchmark's output. */
async function muted<Value>(work: () => Promise<Value>): Promise<Value> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

async function alternate(works: readonly (() => Promise<unknown>)[]): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) {
      const startedAt = performance.now();
      await work();
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  return times;
}
