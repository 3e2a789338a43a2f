import {
  DescribeMediaStorageConfigurationCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  UpdateMediaStorageConfigurationCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { postSigned } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const stream = (name = "front-door", region = "us-east-1") =>
  `arn:aws:kinesisvideo:${region}:123456789012:stream/${name}/1700000000000`;

let world: World;
let arn: string;
beforeEach(async () => {
  world = await openWorld({ quotas: "off" });
  arn = await world.createChannel("front-door");
});
afterEach(closeWorlds);

const configure = (MediaStorageConfiguration: object, ChannelARN = arn) =>
  world.control.send(new UpdateMediaStorageConfigurationCommand({ ChannelARN, MediaStorageConfiguration } as never));
const configuration = async (of: object = { ChannelARN: arn }) =>
  (await world.control.send(new DescribeMediaStorageConfigurationCommand(of))).MediaStorageConfiguration;

describe("media storage", () => {
  it("is disabled and without a stream at first, by ARN and by name", async () => {
    expect(await configuration()).toEqual({ Status: "DISABLED" });
    expect(await configuration({ ChannelName: "front-door" })).toEqual(await configuration());
    await expect(configuration({})).rejects.toMatchObject({ message: "ChannelName or ChannelARN must be given" });
  });

  it("has null for the stream on the wire while it is disabled, which the SDK makes nothing of", async () => {
    const body = JSON.stringify({ ChannelARN: arn });
    const { text } = await postSigned(world.service, "/describeMediaStorageConfiguration", body);
    expect(text).toBe('{"MediaStorageConfiguration":{"Status":"DISABLED","StreamARN":null}}');
  });

  it("is enabled with a stream and disabled without, and each makes a new version of the channel", async () => {
    const version = async () =>
      (await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }))).ChannelInfo?.Version;
    const versions = [await version()];
    await configure({ Status: "ENABLED", StreamARN: stream() });
    expect(await configuration()).toEqual({ Status: "ENABLED", StreamARN: stream() });
    versions.push(await version());
    await configure({ Status: "DISABLED" });
    expect(await configuration()).toEqual({ Status: "DISABLED" });
    versions.push(await version());
    expect(new Set(versions).size).toBe(3);
  });

  it("has a WEBRTC endpoint while it is enabled, and no longer", async () => {
    const ask = () =>
      world.control.send(
        new GetSignalingChannelEndpointCommand({
          ChannelARN: arn,
          SingleMasterChannelEndpointConfiguration: { Protocols: ["WEBRTC", "WSS", "HTTPS"], Role: "MASTER" },
        }),
      );
    await configure({ Status: "ENABLED", StreamARN: stream() });
    const { ResourceEndpointList } = await ask();
    expect(ResourceEndpointList?.map(({ Protocol }) => Protocol)).toEqual(["WEBRTC", "WSS", "HTTPS"]);
    expect(ResourceEndpointList?.[0]?.ResourceEndpoint).toMatch(/^http:/);
    await configure({ Status: "DISABLED" });
    await expect(ask()).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "WEBRTC needs a channel with media storage enabled",
    });
  });

  it("cuts master, viewers and Alexa off from each other while it is enabled", async () => {
    const patient = await openWorld({ noAnswer: { afterMilliseconds: 20 } });
    const channel = await patient.createChannel("yard");
    const master = await patient.connectMaster(channel);
    const store = (MediaStorageConfiguration: { Status: "ENABLED" | "DISABLED"; StreamARN?: string }) =>
      patient.control.send(
        new UpdateMediaStorageConfigurationCommand({ ChannelARN: channel, MediaStorageConfiguration }),
      );
    await store({ Status: "ENABLED", StreamARN: stream("yard") });
    const viewer = await patient.connectViewer(channel, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "dmlld2Vy" });
    expect(await patient.event("message-dropped")).toMatchObject({ reason: "media-storage", from: "viewer" });
    expect((await patient.offer(channel, "alexa-1")).Answer).toBeUndefined();
    await store({ Status: "DISABLED" });
    viewer.send({ action: "SDP_OFFER", messagePayload: "YWdhaW4=" });
    expect(await master.next()).toMatchObject({ messagePayload: "YWdhaW4=" });
  });

  it("goes with one stream a channel and one channel a stream", async () => {
    await configure({ Status: "ENABLED", StreamARN: stream() });
    await configure({ Status: "ENABLED", StreamARN: stream() });
    await expect(configure({ Status: "ENABLED", StreamARN: stream("other") })).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: "The channel is mapped to another stream already.",
    });
    const yard = await world.createChannel("yard");
    await expect(configure({ Status: "ENABLED", StreamARN: stream() }, yard)).rejects.toMatchObject({
      name: "ResourceInUseException",
      message: "The stream is mapped to another channel already.",
    });
    await configure({ Status: "DISABLED" });
    await configure({ Status: "ENABLED", StreamARN: stream() }, yard);
  });

  it("goes to one of many channels that ask for the same stream at the same moment", async () => {
    const others = await Promise.all(["a", "b", "c", "d"].map((name) => world.createChannel(name)));
    const outcomes = await Promise.allSettled(
      [arn, ...others].map((channel) => configure({ Status: "ENABLED", StreamARN: stream() }, channel)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it.each([
    ["no status", {}, "MediaStorageConfiguration.Status must be one of ENABLED, DISABLED"],
    [
      "ENABLED without a stream",
      { Status: "ENABLED" },
      "MediaStorageConfiguration.StreamARN must be given with ENABLED",
    ],
    [
      "a channel's ARN for the stream's",
      { Status: "ENABLED", StreamARN: stream().replace(":stream/", ":channel/") },
      "MediaStorageConfiguration.StreamARN is not a video stream's ARN " +
        "(arn:aws:kinesisvideo:<region>:<account>:stream/<name>/<creation time>)",
    ],
  ])("is refused with %s", async (_, input, message) => {
    await expect(configure(input)).rejects.toMatchObject({ name: "InvalidArgumentException", message });
  });

  it("knows no stream of another region or account", async () => {
    for (const other of [stream("front-door", "eu-west-1"), stream().replace("123456789012", "999999999999")]) {
      await expect(configure({ Status: "ENABLED", StreamARN: other })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: "The requested stream is not found or not active.",
      });
    }
  });
});
