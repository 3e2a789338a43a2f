import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeMediaStorageConfigurationCommand,
  DescribeSignalingChannelCommand,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateMediaStorageConfigurationCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startSignalingService, UnreadableDataFile } from "../../../rehearsal/signaling-service/index.ts";
import { writeManyChannels } from "./support/many-channels.ts";
import { openWorld } from "./support/world.ts";

let parent: string;
let dataDirectory: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "signaling-service-"));
  dataDirectory = join(parent, "data", "signaling");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function withWorld<Result>(
  use: (world: Awaited<ReturnType<typeof openWorld>>) => Promise<Result>,
  options: Parameters<typeof openWorld>[0] = {},
): Promise<Result> {
  const world = await openWorld({ dataDirectory, ...options });
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

describe("the data directory", () => {
  it("keeps channels, ARNs, endpoints, credentials and the admin token over a restart", async () => {
    const look = async (world: Awaited<ReturnType<typeof openWorld>>, arn: string) => ({
      channel: (await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }))).ChannelInfo,
      endpoints: await Promise.all([
        world.endpoint(arn, "HTTPS", "MASTER"),
        world.endpoint(arn, "WSS", "MASTER"),
        world.endpoint(arn, "WSS", "VIEWER"),
      ]),
      credentials: world.service.credentials,
      adminToken: world.service.adminToken,
      region: world.service.region,
    });
    const [arn, before] = await withWorld(
      async (world) => {
        const created = await world.createChannel("front-door", 30);
        return [created, await look(world, created)] as const;
      },
      { region: "eu-west-1" },
    );
    await withWorld(async (world) => {
      expect(await look(world, arn)).toEqual(before);
      await world.connectMaster(arn);
    });
  });

  it("gives way to another program that has its port by now, unless the port is asked for", async () => {
    const former = await withWorld(async ({ service }) => service.port);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(former, "127.0.0.1", resolve));
    try {
      expect(await withWorld(async ({ service }) => service.port)).not.toBe(former);
      await expect(openWorld({ dataDirectory, port: former })).rejects.toThrow(`port ${former} is in use`);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it("keeps its port over a run by AWS's host names, which show none", async () => {
    const former = await withWorld(async ({ service }) => service.port);
    const tls = { directory: join(dataDirectory, "tls") };
    const named = await startSignalingService({ dataDirectory, hostNames: true, tls, port: 0 });
    await named.stop();
    expect(await withWorld(async ({ service }) => service.port)).toBe(former);
  });

  it("is for its owner's eyes only", async () => {
    await withWorld((world) => world.createChannel());
    expect((await stat(dataDirectory)).mode & 0o777).toBe(0o700);
    for (const name of ["secrets.json", "channels.json"]) {
      expect((await stat(join(dataDirectory, name))).mode & 0o777).toBe(0o600);
    }
  });

  it("holds a channel by the time its creation is answered, and all of many made at once", async () => {
    await withWorld(async (world) => {
      const names = Array.from({ length: 20 }, (_, index) => `camera-${index}`);
      await Promise.all(names.map((name) => world.createChannel(name)));
      const file = JSON.parse(await readFile(join(dataDirectory, "channels.json"), "utf8"));
      expect(file.channels.map((channel: { channelName: string }) => channel.channelName).sort()).toEqual(names.sort());
    });
  });

  it("takes the credentials it is given, and keeps them", async () => {
    const credentials = { accessKeyId: "AKIDGIVEN", secretAccessKey: "given" };
    await withWorld(async (world) => expect(world.service.credentials).toEqual(credentials), { credentials });
    await withWorld(async (world) => expect(world.service.credentials).toEqual(credentials));
  });

  it.each(["channels.json", "secrets.json"])(
    "sets a torn %s aside, says so, and begins anew after that",
    async (name) => {
      await withWorld((world) => world.createChannel("front-door"));
      const path = join(dataDirectory, name);
      const { size } = await stat(path);
      await truncate(path, size - 10);
      const torn = await readFile(path, "utf8");
      const start = startSignalingService({ dataDirectory });
      await expect(start).rejects.toBeInstanceOf(UnreadableDataFile);
      await expect(start).rejects.toThrow(
        /is torn or was not written by this service; it is kept as .*\.unreadable-\d+/,
      );
      const aside = (await readdir(dataDirectory)).find((entry) => entry.startsWith(`${name}.unreadable-`));
      expect(await readFile(join(dataDirectory, aside ?? ""), "utf8")).toBe(torn);
      const left = await withWorld((world) => world.control.send(new ListSignalingChannelsCommand({})));
      expect(left.ChannelInfoList).toHaveLength(name === "channels.json" ? 0 : 1);
    },
  );

  it("reads no file that someone else wrote, though it is JSON", async () => {
    await withWorld((world) => world.createChannel("front-door"));
    await writeFile(join(dataDirectory, "channels.json"), '{"channels":[]}');
    await expect(startSignalingService({ dataDirectory })).rejects.toBeInstanceOf(UnreadableDataFile);
  });

  it("is not disturbed by a save that a crash left half done", async () => {
    await withWorld((world) => world.createChannel("front-door"));
    await writeFile(join(dataDirectory, "channels.json.0123abcd.new"), '{"kind":"signal');
    await writeFile(join(dataDirectory, "mine.new"), "");
    await withWorld(async (world) => {
      expect((await readdir(dataDirectory)).filter((name) => name.endsWith(".new"))).toEqual(["mine.new"]);
      expect((await world.control.send(new ListSignalingChannelsCommand({}))).ChannelInfoList).toHaveLength(1);
      await world.createChannel("garden");
    });
  });

  it("is written before a channel counts: where that fails, there is no channel, and the owner hears why", async () => {
    await withWorld(async (world) => {
      await rm(dataDirectory, { recursive: true });
      await expect(world.createChannel("front-door")).rejects.toMatchObject({ name: "InternalFailure" });
      expect(await world.event("refused")).toMatchObject({
        status: 500,
        fault: { stack: expect.stringContaining("ENOENT") },
      });
      expect((await world.control.send(new ListSignalingChannelsCommand({}))).ChannelInfoList).toEqual([]);
    });
  });

  it("keeps tags, settings and media storage over a restart", async () => {
    const StreamARN = "arn:aws:kinesisvideo:us-east-1:123456789012:stream/front-door/1700000000000";
    const look = async (world: Awaited<ReturnType<typeof openWorld>>, ChannelARN: string) => [
      (await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN }))).ChannelInfo,
      (await world.control.send(new ListTagsForResourceCommand({ ResourceARN: ChannelARN }))).Tags,
      (await world.control.send(new DescribeMediaStorageConfigurationCommand({ ChannelARN })))
        .MediaStorageConfiguration,
    ];
    const [arn, before] = await withWorld(async (world) => {
      const ChannelARN = await world.createChannel("front-door");
      const Tags = [{ Key: "place", Value: "yard" }];
      await world.control.send(new TagResourceCommand({ ResourceARN: ChannelARN, Tags }));
      const MediaStorageConfiguration = { Status: "ENABLED" as const, StreamARN };
      await world.control.send(new UpdateMediaStorageConfigurationCommand({ ChannelARN, MediaStorageConfiguration }));
      return [ChannelARN, await look(world, ChannelARN)] as const;
    });
    expect(before).toMatchObject([{ ChannelName: "front-door" }, { place: "yard" }, { Status: "ENABLED", StreamARN }]);
    expect(await withWorld((world) => look(world, arn))).toEqual(before);
  });

  it("is read as the first version of the service wrote it", async () => {
    await writeManyChannels(dataDirectory, 2);
    await withWorld(async (world) => {
      const { ChannelInfoList } = await world.control.send(new ListSignalingChannelsCommand({}));
      expect(ChannelInfoList).toMatchObject([
        { ChannelName: "camera-00000", ChannelStatus: "ACTIVE", Version: "1a2b3c" },
        { ChannelName: "camera-00001" },
      ]);
      const [first] = ChannelInfoList ?? [];
      const storage = new DescribeMediaStorageConfigurationCommand({ ChannelARN: first?.ChannelARN });
      expect((await world.control.send(storage)).MediaStorageConfiguration).toEqual({ Status: "DISABLED" });
    });
  });

  it("is made with its parents, each for the owner's eyes only", async () => {
    dataDirectory = join(parent, "a", "b", "c");
    await withWorld((world) => world.createChannel());
    for (const path of ["a", "a/b", "a/b/c"]) expect((await stat(join(parent, path))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ["where nothing can be made", () => "/proc/signaling-service/data", "/proc/signaling-service"],
    ["where a file is", (file: string) => file, "ENOTDIR"],
    ["under a file", (file: string) => `${file}/data`, "ENOTDIR"],
  ])("is refused at once %s, in words", async (_, directoryFrom, reason) => {
    const file = join(parent, "file");
    await writeFile(file, "");
    const directory = directoryFrom(file);
    const start = startSignalingService({ dataDirectory: directory });
    await expect(start).rejects.toThrow(`the directory ${directory} cannot be made: `);
    await expect(start).rejects.toThrow(reason);
  });

  it("is refused to another region or account", async () => {
    await withWorld((world) => world.createChannel("front-door"));
    const start = startSignalingService({ dataDirectory, region: "eu-west-1" });
    await expect(start).rejects.toThrow(
      "the data directory holds channels of region us-east-1 and account 123456789012, not eu-west-1 and 123456789012",
    );
  });
});

describe("without a data directory", () => {
  it("every service has its own credentials and admin token", async () => {
    const [one, two] = await Promise.all([startSignalingService(), startSignalingService()]);
    expect(one.credentials.secretAccessKey).not.toBe(two.credentials.secretAccessKey);
    expect(one.credentials.accessKeyId).toMatch(/^[A-Z0-9]{20}$/);
    expect(one.adminToken).not.toBe(two.adminToken);
    await Promise.all([one.stop(), two.stop()]);
  });

  it("the port is free once stop resolves", async () => {
    const first = await startSignalingService();
    const port = Number(new URL(first.controlPlaneUrl).port);
    await first.stop();
    const second = await startSignalingService({ port });
    expect(second.controlPlaneUrl).toBe(first.controlPlaneUrl);
    await second.stop();
  });

  it("a port that is taken is an error in words", async () => {
    const first = await startSignalingService();
    const port = Number(new URL(first.controlPlaneUrl).port);
    await expect(startSignalingService({ port })).rejects.toThrow(`port ${port} is in use`);
    await first.stop();
  });
});
