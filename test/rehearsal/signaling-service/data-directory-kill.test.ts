import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  KinesisVideoClient,
  KinesisVideoServiceException,
  ListTagsForResourceCommand,
  paginateListSignalingChannels,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { build } from "esbuild";

/** All fifty take half a minute on a small machine, which only CI spends. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? (process.env.CI === "true" ? 50 : 10));
const WORKERS = 8;
const credentials = { accessKeyId: "AKIDKILLED", secretAccessKey: "killed" };

/** What a channel must be like afterwards, as far as the service has acknowledged it. */
interface Known {
  /** Undefined while an answer to its creation or deletion is owed: then both are right. */
  exists: boolean | undefined;
  arn: string | undefined;
  /** By key; undefined while an answer is owed. */
  readonly tags: Map<string, boolean | undefined>;
}

let parent: string;
let script: string;
let dataDirectory: string;
let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
const channels = new Map<string, Known>();

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "signaling-service-"));
  dataDirectory = join(parent, "data");
  script = join(parent, "service-process.mjs");
  // One file starts several times faster than the sources do.
  await build({
    entryPoints: [join(import.meta.dirname, "support/service-process.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
});
afterEach(async () => {
  await kill();
  await rm(parent, { recursive: true, force: true });
});

async function start(): Promise<KinesisVideoClient> {
  const options = JSON.stringify({ credentials, quotas: "off" });
  child = spawn(process.execPath, [script, dataDirectory, options], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  expect(line).toMatch(/^http:/);
  return new KinesisVideoClient({ endpoint: line, region: "us-east-1", credentials, maxAttempts: 1 });
}

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** Changes channels until the service is dead; `acknowledged` hears of each change that was answered. */
async function work(client: KinesisVideoClient, prefix: string, acknowledged: () => void): Promise<void> {
  try {
    for (let number = 0; ; number++) {
      const known: Known = { exists: undefined, arn: undefined, tags: new Map([["made-with", true]]) };
      const ChannelName = `${prefix}-${number}`;
      channels.set(ChannelName, known);
      const Tags = [{ Key: "made-with", Value: "" }];
      const { ChannelARN = "" } = await client.send(new CreateSignalingChannelCommand({ ChannelName, Tags }));
      Object.assign(known, { exists: true, arn: ChannelARN });
      acknowledged();
      known.tags.set("added", undefined);
      await client.send(new TagResourceCommand({ ResourceARN: ChannelARN, Tags: [{ Key: "added", Value: "" }] }));
      known.tags.set("added", true);
      acknowledged();
      known.tags.set("made-with", undefined);
      await client.send(new UntagResourceCommand({ ResourceARN: ChannelARN, TagKeyList: ["made-with"] }));
      known.tags.set("made-with", false);
      acknowledged();
      if (number % 2 === 0) continue;
      known.exists = undefined;
      await client.send(new DeleteSignalingChannelCommand({ ChannelARN }));
      known.exists = false;
      acknowledged();
    }
  } catch (error) {
    // A connection that is cut is what this is about; an answer that says no is not.
    if (error instanceof KinesisVideoServiceException) throw error;
  }
}

/** Holds what is there against what was acknowledged, and takes it for known where no answer had come. */
async function compare(client: KinesisVideoClient, names: Iterable<string>): Promise<void> {
  const arns = new Map<string, string>();
  for await (const page of paginateListSignalingChannels({ client, pageSize: 10_000 }, {})) {
    for (const { ChannelName = "", ChannelARN = "" } of page.ChannelInfoList ?? []) arns.set(ChannelName, ChannelARN);
  }
  for (const [name, known] of channels) {
    if (known.exists === undefined) Object.assign(known, { exists: arns.has(name), arn: arns.get(name) });
  }
  const acknowledged = [...channels].filter(([, { exists }]) => exists).map(([name, { arn }]) => [name, arn] as const);
  expect([...arns].sort()).toEqual(acknowledged.sort());
  for (const name of names) {
    const known = channels.get(name);
    if (!known?.exists) continue;
    const { Tags = {} } = await client.send(new ListTagsForResourceCommand({ ResourceARN: known.arn }));
    for (const [key, isThere] of known.tags) {
      if (isThere === undefined) known.tags.set(key, key in Tags);
      else expect([name, key, key in Tags]).toEqual([name, key, isThere]);
    }
  }
}

describe("a service that is killed", () => {
  it(`in ${ROUNDS} rounds has kept all it acknowledged, and nothing that it acknowledged as gone is back`, async () => {
    let changes = 0;
    let touched: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const client = await start();
      await compare(client, touched);
      const before = new Set(channels.keys());
      // After so many answers; with eight at work, the kill falls into the middle of some write.
      const enough = 5 + ((round * 7) % 60);
      await new Promise<void>((resolve, reject) => {
        let answers = 0;
        const acknowledged = () => {
          answers += 1;
          if (answers === enough) child?.kill("SIGKILL");
        };
        const workers = Array.from({ length: WORKERS }, (_, index) =>
          work(client, `round-${round}-${index}`, acknowledged),
        );
        Promise.all(workers).then(() => {
          changes += answers;
          resolve();
        }, reject);
      });
      await kill();
      client.destroy();
      touched = [...channels.keys()].filter((name) => !before.has(name));
    }
    const client = await start();
    await compare(client, channels.keys());
    client.destroy();
    expect(changes).toBeGreaterThanOrEqual(ROUNDS * 5);
    // Nothing was ever found torn.
    expect((await readdir(dataDirectory)).filter((name) => name.includes("unreadable"))).toEqual([]);
  }, 120_000);
});
