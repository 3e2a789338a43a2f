import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { controlPlaneOperations } from "../../../rehearsal/signaling-service/control-plane/operations.ts";
import { dataPlaneOperations } from "../../../rehearsal/signaling-service/data-plane/operations.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { type HttpPipeline, openPipeline } from "./support/http-pipeline.ts";
import { spoilBytes } from "./support/mutate.ts";
import { CANARY, messageMaker, requestMaker, type Subjects, validBodies } from "./support/mutation-subjects.ts";
import { type Random, seededRandom } from "./support/random.ts";
import { clientFrame, sendInsteadOfFrames } from "./support/raw-frames.ts";
import { closeWorlds, openWorld, type Peer, type World } from "./support/world.ts";

/** MUTATIONS=1000000 takes some minutes; another SEED makes other mutations. */
const MUTATIONS = Number(process.env.MUTATIONS ?? 20_000);
const SEED = Number(process.env.SEED ?? 20_000);
const PER_ROUND = 1_000;
/** So many of a round's mutations are bodies, the others messages. */
const REQUESTS_PER_ROUND = 300;
const CONNECTIONS = 4;
const ROUNDS_PER_QUARTER = Math.ceil(MUTATIONS / PER_ROUND / 4);

/** More than this after the first quarter would be a leak: what a service keeps has its limits. */
const MAX_GROWTH_BYTES = 16 * 1024 * 1024;

let world: World;
let pipelines: HttpPipeline[];
beforeEach(async () => {
  world = await openWorld({ quotas: "off", noAnswer: { afterMilliseconds: 1 } });
  pipelines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openPipeline(world.service.port)));
});
afterEach(async () => {
  for (const pipeline of pipelines) pipeline.close();
  await closeWorlds();
});

interface Stage extends Subjects {
  readonly master: Peer;
  readonly viewer: Peer;
}

/** Channels of their own, with everybody connected. */
async function setStage(quarter: number): Promise<Stage> {
  const channelArn = await world.createChannel(`front-door-${quarter}`);
  const victimArn = await world.createChannel(`victim-${quarter}`);
  const endpointPath = new URL(await world.endpoint(channelArn, "HTTPS", "VIEWER")).pathname;
  const master = await world.connectMaster(channelArn);
  const viewer = await world.connectViewer(channelArn, "viewer-1");
  return { channelArn, victimArn, endpointPath, master, viewer };
}

/** Sends messages, and one behind them that shows they were dealt with. */
async function sendMessages(from: Peer, to: Peer, messages: readonly string[], marker: string): Promise<void> {
  for (const message of messages) from.send(message);
  const messagePayload = Buffer.from(marker).toString("base64");
  from.send({ action: "ICE_CANDIDATE", recipientClientId: "viewer-1", messagePayload });
  for (;;) {
    const text = await to.nextText();
    // Most of what arrives is no relayed candidate, and need not be parsed.
    if (text.includes(messagePayload)) return;
  }
}

async function sendRequests(requests: readonly Buffer[]): Promise<void> {
  const shares = pipelines.map((_, share) => requests.filter((_, index) => index % CONNECTIONS === share));
  const replies = await Promise.all(pipelines.map((pipeline, share) => pipeline.exchange(shares[share] ?? [])));
  for (const [share, list] of replies.entries()) {
    for (const [index, { status, body }] of list.entries()) {
      const fine = (status >= 200 && status < 300) || (status >= 400 && status < 500 && !body.includes(CANARY));
      if (!fine) throw new Error(`${status} ${body} to ${JSON.stringify(String(shares[share]?.[index]))}`);
    }
  }
}

/** Spoilt frames on a connection of a viewer's own; what ends such a connection must not end the service. */
async function sendSpoiltFrames(stage: Stage, random: Random, nextMessage: () => string): Promise<void> {
  const url = await presignSignalingUrl({
    endpoint: await world.endpoint(stage.channelArn, "WSS", "VIEWER"),
    channelArn: stage.channelArn,
    clientId: "viewer-2",
    credentials: world.service.credentials,
    now: new Date(),
  });
  for (let count = 0; count < 4; count += 1) {
    const frames = Array.from({ length: 3 }, () => clientFrame(Buffer.from(nextMessage().slice(0, 60_000))));
    await sendInsteadOfFrames(url, spoilBytes(random, Buffer.concat(frames)));
  }
}

async function playRound(stage: Stage, random: Random, marker: string): Promise<void> {
  const requests = requestMaker(world.service, stage, random, new Date());
  const nextMessage = messageMaker(random);
  const messages = () => Array.from({ length: (PER_ROUND - REQUESTS_PER_ROUND) / 2 }, nextMessage);
  await sendMessages(stage.viewer, stage.master, messages(), `${marker} to master`);
  await sendMessages(stage.master, stage.viewer, messages(), `${marker} to viewer`);
  await sendRequests(Array.from({ length: REQUESTS_PER_ROUND }, requests.mutated));
  await sendSpoiltFrames(stage, random, nextMessage);
  await restore(stage, requests.valid);
}

/** Takes away what requests have made, and sees that valid ones are still answered. */
async function restore(stage: Stage, valid: (path: string, body: object) => Buffer): Promise<void> {
  const [pipeline] = pipelines;
  if (pipeline === undefined) throw new Error("there is no connection");
  const call = async (path: string, body: object) => {
    const [reply] = await pipeline.exchange([valid(path, body)]);
    return { status: reply?.status, json: JSON.parse(reply?.body ?? "") };
  };
  const { json } = await call("/listSignalingChannels", {});
  for (const { ChannelARN } of json.ChannelInfoList) {
    if (ChannelARN === stage.channelArn || ChannelARN === stage.victimArn) continue;
    expect(await call("/deleteSignalingChannel", { ChannelARN })).toMatchObject({ status: 200 });
  }
  expect(await call("/describeSignalingChannel", { ChannelARN: stage.channelArn })).toMatchObject({ status: 200 });
  const { status } = await call("/describeSignalingChannel", { ChannelARN: stage.victimArn });
  expect([200, 404]).toContain(status);
}

function checkEvents(): void {
  const faults = world.events.filter((event) => event.type === "failed" || "fault" in event);
  expect(faults).toEqual([]);
  world.events.length = 0;
}

/** The heap once everything is collected that can be. */
function usedHeap(): number {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

describe("whatever comes in by the thousand", () => {
  it("knows a valid body of every operation", () => {
    const bodies = validBodies({ channelArn: "", victimArn: "", endpointPath: "" });
    const paths = [...controlPlaneOperations, ...dataPlaneOperations].map(({ path }) => path);
    expect([...bodies.keys()].sort()).toEqual(paths.sort());
  });

  it(
    `the service goes on: ${MUTATIONS} mutations, SEED=${SEED}`,
    async () => {
      const random = seededRandom(SEED);
      const heaps: number[] = [];
      for (let quarter = 1; quarter <= 4; quarter += 1) {
        const stage = await setStage(quarter);
        for (let round = 1; round <= ROUNDS_PER_QUARTER; round += 1) {
          await playRound(stage, random, `${quarter}.${round}`).catch((error) => {
            throw new Error(`SEED=${SEED}, quarter ${quarter}, round ${round}: ${error.message}`, { cause: error });
          });
          checkEvents();
        }
        await Promise.all([stage.master.close(), stage.viewer.close()]);
        heaps.push(usedHeap());
      }
      const [first = 0, ...later] = heaps;
      if (process.env.MUTATIONS) process.stdout.write(`heap after each quarter: ${heaps.map(megabytes).join(", ")}\n`);
      for (const heap of later) expect(heap - first).toBeLessThan(MAX_GROWTH_BYTES);
    },
    60_000 + MUTATIONS * 2,
  );
});

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
