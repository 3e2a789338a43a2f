import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
  ListSignalingChannelsCommand,
  paginateListSignalingChannels,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { manualClock } from "./support/manual-clock.ts";
import { postSigned } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

describe("the control plane, through the unmodified AWS SDK", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ accountId: "111122223333", region: "eu-west-1" });
  });
  afterEach(closeWorlds);

  it("creates a channel whose ARN carries region, account, name and creation time in milliseconds", async () => {
    const before = Date.now();
    const arn = await world.createChannel("front-door");
    const match = /^arn:aws:kinesisvideo:eu-west-1:111122223333:channel\/front-door\/(\d{13})$/.exec(arn);
    expect(Number(match?.[1])).toBeGreaterThanOrEqual(before);
    expect(Number(match?.[1])).toBeLessThanOrEqual(Date.now() + 1);
  });

  it("describes a channel by name and by ARN alike", async () => {
    const arn = await world.createChannel("front-door", 30);
    const byName = await world.control.send(new DescribeSignalingChannelCommand({ ChannelName: "front-door" }));
    const byArn = await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }));
    expect(byName.ChannelInfo).toEqual(byArn.ChannelInfo);
    expect(byName.ChannelInfo).toMatchObject({
      ChannelName: "front-door",
      ChannelARN: arn,
      ChannelType: "SINGLE_MASTER",
      ChannelStatus: "ACTIVE",
      SingleMasterConfiguration: { MessageTtlSeconds: 30 },
      Version: expect.stringMatching(/^[a-zA-Z0-9]{1,64}$/),
    });
    expect(byName.ChannelInfo?.CreationTime?.getTime()).toBe(Number(arn.split("/").at(-1)));
  });

  it("is found by AWS_ENDPOINT_URL_KINESIS_VIDEO alone", async () => {
    await world.createChannel("front-door");
    process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO = world.service.controlPlaneUrl;
    try {
      const client = new KinesisVideoClient({ region: "eu-west-1", credentials: world.service.credentials });
      const reply = await client.send(new DescribeSignalingChannelCommand({ ChannelName: "front-door" }));
      expect(reply.ChannelInfo?.ChannelName).toBe("front-door");
      client.destroy();
    } finally {
      delete process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO;
    }
  });

  it("hands out one endpoint a protocol: the HTTPS one for both roles, a WSS one for each", async () => {
    const arn = await world.createChannel();
    const authority = new URL(world.service.controlPlaneUrl).host;
    const endpoints = (role: "MASTER" | "VIEWER") =>
      world.control.send(
        new GetSignalingChannelEndpointCommand({
          ChannelARN: arn,
          SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: role },
        }),
      );
    const [master, viewer] = [await endpoints("MASTER"), await endpoints("VIEWER")];
    const urlOf = (reply: typeof master, protocol: string) =>
      reply.ResourceEndpointList?.find((entry) => entry.Protocol === protocol)?.ResourceEndpoint;
    expect(urlOf(master, "HTTPS")).toMatch(new RegExp(`^http://${authority}/r-[0-9a-f]{8}$`));
    expect(urlOf(viewer, "HTTPS")).toBe(urlOf(master, "HTTPS"));
    expect(urlOf(master, "WSS")).toMatch(new RegExp(`^ws://${authority}/m-[0-9a-f]{8}$`));
    expect(urlOf(viewer, "WSS")).toMatch(new RegExp(`^ws://${authority}/v-[0-9a-f]{8}$`));
  });

  it("has no WEBRTC endpoint and wants protocols and a role", async () => {
    const arn = await world.createChannel();
    const ask = (configuration: object | undefined) =>
      world.control.send(
        new GetSignalingChannelEndpointCommand({
          ChannelARN: arn,
          SingleMasterChannelEndpointConfiguration: configuration as never,
        }),
      );
    await expect(ask({ Protocols: ["WEBRTC"], Role: "MASTER" })).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    await expect(ask(undefined)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(ask({ Protocols: [], Role: "MASTER" })).rejects.toMatchObject({
      message: "SingleMasterChannelEndpointConfiguration.Protocols must be at least 1 members long",
    });
    await expect(ask({ Protocols: ["WSS"] })).rejects.toMatchObject({
      message: "SingleMasterChannelEndpointConfiguration.Role must be one of MASTER, VIEWER",
    });
  });

  it("lists channels in pages and by the beginning of their names", async () => {
    for (const name of ["yard-2", "door-1", "yard-1", "yard-3"]) await world.createChannel(name);
    const names: string[][] = [];
    const pages = paginateListSignalingChannels(
      { client: world.control, pageSize: 2 },
      { ChannelNameCondition: { ComparisonOperator: "BEGINS_WITH", ComparisonValue: "yard" } },
    );
    for await (const page of pages) names.push((page.ChannelInfoList ?? []).map((info) => info.ChannelName ?? ""));
    expect(names).toEqual([["yard-1", "yard-2"], ["yard-3"]]);
  });

  it("refuses a name that is taken", async () => {
    await world.createChannel("front-door");
    await expect(world.createChannel("front-door")).rejects.toMatchObject({
      name: "ResourceInUseException",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("answers 404 for a channel that is not there", async () => {
    const describeChannel = world.control.send(new DescribeSignalingChannelCommand({ ChannelName: "no-such" }));
    await expect(describeChannel).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The requested channel is not found or not active.",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("deletes a channel, only in the version asked for, and ends its connections", async () => {
    const arn = await world.createChannel("front-door");
    const master = await world.connectMaster(arn);
    const stale = new DeleteSignalingChannelCommand({ ChannelARN: arn, CurrentVersion: "old" });
    await expect(world.control.send(stale)).rejects.toMatchObject({ name: "VersionMismatchException" });
    const closed = new Promise((resolve) => master.socket.once("close", resolve));
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: arn }));
    await closed;
    await expect(world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("gives a channel made again under its old name a new ARN, even within one millisecond", async () => {
    const frozen = await openWorld({ clock: manualClock(1_700_000_000_000) });
    // The SDK's clients sign by the real clock, so this one goes by the service's frozen one.
    frozen.control.config.systemClockOffset = 1_700_000_000_000 - Date.now();
    const first = await frozen.createChannel("front-door");
    await frozen.control.send(new DeleteSignalingChannelCommand({ ChannelARN: first }));
    expect(await frozen.createChannel("front-door")).not.toBe(first);
  });

  it.each([
    ["no name", {}, "ChannelName is missing: it must be a string"],
    ["an empty name", { ChannelName: "" }, "ChannelName must be 1 to 256 letters, digits, '_', '.' or '-'"],
    ["a name with a slash", { ChannelName: "a/b" }, "ChannelName must be 1 to 256 letters, digits, '_', '.' or '-'"],
    [
      "a message life over two minutes",
      { ChannelName: "a", SingleMasterConfiguration: { MessageTtlSeconds: 121 } },
      "SingleMasterConfiguration.MessageTtlSeconds must be at most 120",
    ],
    [
      "a message life that is no whole number",
      { ChannelName: "a", SingleMasterConfiguration: { MessageTtlSeconds: 5.5 } },
      "SingleMasterConfiguration.MessageTtlSeconds must be a whole number",
    ],
    ["a full mesh", { ChannelName: "a", ChannelType: "FULL_MESH" }, "ChannelType must be one of SINGLE_MASTER"],
  ])("refuses a channel with %s, and says which member is wrong", async (_, input, message) => {
    const create = world.control.send(new CreateSignalingChannelCommand(input as never));
    await expect(create).rejects.toMatchObject({ name: "InvalidArgumentException", message });
  });

  it.each([
    ["no channels a page", { MaxResults: 0 }, "MaxResults must be at least 1"],
    ["more than ten thousand channels a page", { MaxResults: 10_001 }, "MaxResults must be at most 10000"],
    ["a token that no page gave", { NextToken: "abcd" }, "NextToken is not one that this operation gave"],
    ["a token that is too long", { NextToken: "a".repeat(1025) }, "NextToken must be at most 1024 characters long"],
    [
      "another comparison",
      { ChannelNameCondition: { ComparisonOperator: "ENDS_WITH", ComparisonValue: "door" } },
      "ChannelNameCondition.ComparisonOperator must be one of BEGINS_WITH",
    ],
    [
      "a beginning that no name has",
      { ChannelNameCondition: { ComparisonOperator: "BEGINS_WITH", ComparisonValue: "a/b" } },
      "ChannelNameCondition.ComparisonValue must be 1 to 256 letters, digits, '_', '.' or '-'",
    ],
  ])("refuses to list %s", async (_, input, message) => {
    const list = world.control.send(new ListSignalingChannelsCommand(input as never));
    await expect(list).rejects.toMatchObject({ name: "InvalidArgumentException", message });
  });

  it("takes one to five protocols, and hands out each once", async () => {
    const arn = await world.createChannel();
    const ask = async (Protocols: ("WSS" | "HTTPS")[]) =>
      world.control.send(
        new GetSignalingChannelEndpointCommand({
          ChannelARN: arn,
          SingleMasterChannelEndpointConfiguration: { Protocols, Role: "VIEWER" },
        }),
      );
    const { ResourceEndpointList } = await ask(["WSS", "HTTPS", "WSS", "HTTPS", "WSS"]);
    expect(ResourceEndpointList?.map(({ Protocol }) => Protocol)).toEqual(["WSS", "HTTPS"]);
    await expect(ask(["WSS", "HTTPS", "WSS", "HTTPS", "WSS", "WSS"])).rejects.toMatchObject({
      message: "SingleMasterChannelEndpointConfiguration.Protocols must be at most 5 members long",
    });
  });

  it("has the tag operations at their capitalised paths, and all others at small ones", async () => {
    const post = async (path: string) => (await postSigned(world.service, path, "{}")).status;
    for (const path of ["TagResource", "UntagResource", "ListTagsForResource"]) {
      expect([path, await post(`/${path}`)]).toEqual([path, 400]);
      const small = `${path[0]?.toLowerCase()}${path.slice(1)}`;
      expect([small, await post(`/${small}`)]).toEqual([small, 404]);
    }
    expect(await post("/describeSignalingChannel")).toBe(400);
    expect(await post("/DescribeSignalingChannel")).toBe(404);
  });

  it("describes a channel in one member, with its name first", async () => {
    await world.createChannel("front-door");
    const { text } = await postSigned(world.service, "/describeSignalingChannel", '{"ChannelName":"front-door"}');
    expect(text).toMatch(/^\{"ChannelInfo":\{"ChannelName":"front-door","ChannelARN":"arn:/);
  });

  it("limits a channel to fifty tags", async () => {
    const tags = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: "" }));
    const create = world.control.send(new CreateSignalingChannelCommand({ ChannelName: "a", Tags: tags }));
    await expect(create).rejects.toMatchObject({ name: "TagsPerResourceExceededLimitException" });
  });
});
