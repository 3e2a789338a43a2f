import type { WebSocket } from "ws";
import { type BenchmarkResult, median } from "./benchmark.ts";
import { type Channel, createChannels, inParallel } from "./signaling/channels.ts";
import { connectMaster, createAlexa } from "./signaling/masters.ts";
import { connectEchoing } from "./signaling/round-trips.ts";
import { type Server, startServer } from "./signaling/server.ts";

const ROUNDS = 20;
const WARM_UP = 5;
const MESSAGES = 4_000;
const ALEXA_OFFERS = 500;
const MASTERS = 2_000;
const KILOBYTE = 1024;

/**
 * The signaling service by its two figures: how long a message takes from viewer to master and back, over a bare relay
 * of the same JSON; and what each of 2,000 masters costs in memory once it has answered an offer.
 * @throws {Error} when one of the masters' answers is lost.
 */
export async function run(): Promise<BenchmarkResult[]> {
  return [await withService(roundTrips), await withService(masters)];
}

async function withService<Result>(work: (service: Server) => Promise<Result>): Promise<Result> {
  const service = await startServer("service");
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}

/** Both servers run all the time and take turns, so that the machine's speed cancels out. */
async function roundTrips(service: Server): Promise<BenchmarkResult> {
  const relay = await startServer("relay");
  const channels = createChannels(service);
  const channel = await channels.create("round-trips");
  const through = await connectEchoing({ master: channel.masterUrl, viewer: channel.viewerUrl });
  const around = await connectEchoing({
    master: async () => `${relay.url}/m`,
    viewer: async (clientId) => `${relay.url}/v/${clientId}`,
  });
  const alexaChannel = await channels.create("alexa");
  const alexaMaster = await connectMaster(alexaChannel);
  const alexa = createAlexa(service);
  try {
    const times: [number[], number[]] = [[], []];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const pair = [await through.run(MESSAGES), await around.run(MESSAGES)] as const;
      if (round >= 0) for (const [index, time] of pair.entries()) times[index]?.push(time / MESSAGES);
    }
    const [ours, limit] = [median(times[0]), median(times[1])];
    // At least half the relay's rate is at most twice its time.
    const offers = await inTurn(ALEXA_OFFERS, () => alexa.offer(alexaChannel));
    const beside = { "SendAlexaOfferToMaster, one after another": median(offers) };
    return { name: "signaling: round trip", ours, limit, ratio: ours / limit, budget: 2, beside };
  } finally {
    alexa.close();
    alexaMaster.terminate();
    through.close();
    around.close();
    channels.close();
    await relay.stop();
  }
}

async function inTurn(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** The channel itself counts as well: memory is measured before there is any. */
async function masters(service: Server): Promise<BenchmarkResult> {
  const before = await service.memory();
  const channels = createChannels(service);
  const alexa = createAlexa(service);
  const made: Channel[] = [];
  const sockets: WebSocket[] = [];
  const numbers = Array.from({ length: MASTERS }, (_, index) => index);
  try {
    await inParallel(numbers, 50, async (number) => void made.push(await channels.create(`camera-${number}`)));
    await inParallel(made, 50, async (channel) => void sockets.push(await connectMaster(channel)));
    let answered = 0;
    await inParallel(made, 20, async (channel) => {
      if (await alexa.offer(channel)) answered += 1;
    });
    if (answered < MASTERS) throw new Error(`${MASTERS - answered} of ${MASTERS} masters' answers were lost`);
    const ours = ((await service.memory()) - before) / KILOBYTE / MASTERS;
    const limit = 150;
    return {
      name: "signaling: kilobytes for each of 2,000 masters",
      ours,
      limit,
      ratio: ours / limit,
      budget: 1,
      beside: { "masters that answered": answered },
    };
  } finally {
    for (const socket of sockets) socket.terminate();
    alexa.close();
    channels.close();
  }
}
