import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  DescribeMediaStorageConfigurationCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
  paginateListSignalingChannels,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateMediaStorageConfigurationCommand,
  UpdateSignalingChannelCommand,
} from "@aws-sdk/client-kinesis-video";
import {
  GetIceServerConfigCommand,
  KinesisVideoSignalingClient,
  SendAlexaOfferToMasterCommand,
} from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { writeManyChannels } from "./support/many-channels.ts";
import { closeWorlds, openWorld } from "./support/world.ts";

const region = "eu-west-1";
const stream = `arn:aws:kinesisvideo:${region}:123456789012:stream/front-door/1700000000000`;
let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "signaling-service-"));
});

afterEach(async () => {
  await closeWorlds();
  await rm(dataDirectory, { recursive: true });
});

describe("both unmodified AWS SDK clients", () => {
  it("take a channel through its whole life", async () => {
    const { control, service } = await openWorld({ region });
    const { ChannelARN = "" } = await control.send(
      new CreateSignalingChannelCommand({
        ChannelName: "front-door",
        ChannelType: "SINGLE_MASTER",
        SingleMasterConfiguration: { MessageTtlSeconds: 30 },
        Tags: [{ Key: "place", Value: "porch" }],
      }),
    );
    const describeChannel = new DescribeSignalingChannelCommand({ ChannelName: "front-door" });
    const { ChannelInfo } = await control.send(describeChannel);
    expect(ChannelInfo).toMatchObject({ ChannelARN, ChannelStatus: "ACTIVE", CreationTime: expect.any(Date) });
    const listed = await control.send(new ListSignalingChannelsCommand({}));
    expect(listed.ChannelInfoList).toEqual([ChannelInfo]);
    const { ResourceEndpointList = [] } = await control.send(
      new GetSignalingChannelEndpointCommand({
        ChannelARN,
        SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS", "WSS"], Role: "VIEWER" },
      }),
    );
    expect(ResourceEndpointList.map(({ Protocol }) => Protocol)).toEqual(["HTTPS", "WSS"]);

    const ResourceARN = ChannelARN;
    await control.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "owner", Value: "me" }] }));
    const tags = async () => (await control.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
    expect(await tags()).toEqual({ place: "porch", owner: "me" });
    await control.send(new UntagResourceCommand({ ResourceARN, TagKeyList: ["place"] }));
    expect(await tags()).toEqual({ owner: "me" });

    await control.send(
      new UpdateSignalingChannelCommand({
        ChannelARN,
        CurrentVersion: ChannelInfo?.Version,
        SingleMasterConfiguration: { MessageTtlSeconds: 90 },
      }),
    );
    const updated = (await control.send(describeChannel)).ChannelInfo;
    expect(updated).toMatchObject({ SingleMasterConfiguration: { MessageTtlSeconds: 90 }, ChannelARN });
    expect(updated?.Version).not.toBe(ChannelInfo?.Version);
    const storage = async () =>
      (await control.send(new DescribeMediaStorageConfigurationCommand({ ChannelARN }))).MediaStorageConfiguration;
    for (const MediaStorageConfiguration of [
      { Status: "ENABLED", StreamARN: stream },
      { Status: "DISABLED" },
    ] as const) {
      await control.send(new UpdateMediaStorageConfigurationCommand({ ChannelARN, MediaStorageConfiguration }));
      expect(await storage()).toEqual(MediaStorageConfiguration);
    }

    const endpoint = ResourceEndpointList[0]?.ResourceEndpoint ?? "";
    const signaling = new KinesisVideoSignalingClient({ endpoint, region, credentials: service.credentials });
    const { IceServerList } = await signaling.send(new GetIceServerConfigCommand({ ChannelARN, Service: "TURN" }));
    expect(IceServerList?.[0]).toMatchObject({ Uris: [expect.stringMatching(/^turn:/)], Ttl: 300 });

    await control.send(new DeleteSignalingChannelCommand({ ChannelARN }));
    await expect(control.send(describeChannel)).rejects.toBeInstanceOf(ResourceNotFoundException);
    const offer = { ChannelARN, SenderClientId: "alexa-1", MessagePayload: "b2ZmZXI=" };
    await expect(signaling.send(new SendAlexaOfferToMasterCommand(offer))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      $metadata: { httpStatusCode: 404 },
    });
    signaling.destroy();
  });

  it("page through thousands of channels, 500 at a time unless they say otherwise", async () => {
    await writeManyChannels(dataDirectory, 1_201, region);
    const { control: client } = await openWorld({ region, dataDirectory });
    const sizes = async (config: { pageSize?: number }) => {
      const found: string[][] = [];
      for await (const page of paginateListSignalingChannels({ client, ...config }, {})) {
        found.push((page.ChannelInfoList ?? []).map(({ ChannelName = "" }) => ChannelName));
      }
      expect(new Set(found.flat()).size).toBe(1_201);
      return found.map(({ length }) => length);
    };
    expect(await sizes({})).toEqual([500, 500, 201]);
    expect(await sizes({ pageSize: 10_000 })).toEqual([1_201]);
    expect(await sizes({ pageSize: 400 })).toEqual([400, 400, 400, 1]);
  });

  it("page on where channels come and go between two pages", async () => {
    const { control, createChannel } = await openWorld();
    const arns: Record<string, string> = {};
    for (const name of ["a", "b", "c", "d"]) arns[name] = await createChannel(name);
    const page = async (NextToken?: string) => {
      const reply = await control.send(new ListSignalingChannelsCommand({ MaxResults: 2, NextToken }));
      return { names: reply.ChannelInfoList?.map(({ ChannelName }) => ChannelName), token: reply.NextToken };
    };
    const first = await page();
    expect(first.names).toEqual(["a", "b"]);
    await control.send(new DeleteSignalingChannelCommand({ ChannelARN: arns.b }));
    await createChannel("aa");
    expect(await page(first.token)).toEqual({ names: ["c", "d"], token: undefined });
  });
});
