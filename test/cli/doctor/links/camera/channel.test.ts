import { DeleteSignalingChannelCommand, UpdateMediaStorageConfigurationCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { channelLink } from "../../../../../cli/doctor/links/camera/channel.ts";
import { endpointLink } from "../../../../../cli/doctor/links/camera/endpoint.ts";
import { mediaStorageLink } from "../../../../../cli/doctor/links/camera/media-storage.ts";
import { type Clinic, openClinic } from "./clinic.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

/** Examines a link while the signaling service misbehaves. */
async function during(behaviour: string, examine: () => ReturnType<Clinic["examine"]>) {
  const end = clinic.world.signaling.behave(behaviour);
  return examine().finally(end);
}

const deleteChannel = (ChannelARN: string) =>
  clinic.world.client.send(new DeleteSignalingChannelCommand({ ChannelARN }));

describe("a camera's signaling channel", () => {
  it("is fine where it is there and ACTIVE", async () => {
    await clinic.register("well");
    expect(await clinic.examine(channelLink, "well")).toEqual({ seen: { seen: "channel well in eu-west-1, ACTIVE" } });
  });

  it("is missing where there is none of its name, and is made by what the doctor says", async () => {
    const { channelArn } = await clinic.register("gone");
    await deleteChannel(channelArn);
    const { broken } = await clinic.examine(channelLink, "gone");
    expect(broken).toMatchObject({
      breakage: "channel-missing",
      code: "channel-missing",
      sentence: "There is no channel gone in eu-west-1 of the ARN in the record of gone.",
    });
    await clinic.type(broken?.remedy.type);
    expect(await clinic.examine(channelLink, "gone")).toHaveProperty("seen");
  });

  it("is missing where it was made anew, and the new one becomes the camera's by what the doctor says", async () => {
    const { channelArn } = await clinic.register("renewed");
    await deleteChannel(channelArn);
    const anew = await clinic.world.makeChannel("renewed");
    const { broken } = await clinic.examine(channelLink, "renewed");
    expect(broken?.sentence).toMatch(/; one of that name was made at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.$/);
    expect(broken?.remedy.type?.[0]).toContain(`cameras add renewed --channel-arn ${anew} `);
    await clinic.type(broken?.remedy.type);
    expect((await clinic.recordOf("renewed")).channelArn).toBe(anew);
  });

  it("is not taken from another camera", async () => {
    const { channelArn } = await clinic.register("robbed", "--channel", "shared");
    await deleteChannel(channelArn);
    await clinic.register("robber", "--channel", "shared");
    const { broken } = await clinic.examine(channelLink, "robbed");
    expect(broken?.remedy.say).toContain("That one is the camera robber's.");
    await clinic.type(broken?.remedy.type);
    expect((await clinic.recordOf("robbed")).channelArn).toContain("channel/robbed-channel/");
  });

  it.each([
    ["CREATING", "SINGLE_MASTER", "channel-inactive", "This waits until it is ACTIVE.", "cameras add state "],
    ["UPDATING", "SINGLE_MASTER", "channel-inactive", "Wait a moment", undefined],
    ["DELETING", "SINGLE_MASTER", "channel-inactive", "This waits until it is gone", "cameras add state "],
    ["ACTIVE", "FULL_MESH", "channel-type", "A channel keeps its type.", "cameras add state --channel state-channel "],
  ])("is broken while it is %s, of type %s", async (ChannelStatus, ChannelType, breakage, say, typed) => {
    await clinic.register("state");
    const patient = clinic.patient();
    const { broken } = await clinic.examine(channelLink, "state", {
      ...patient,
      readOf: async () => ({ ChannelStatus, ChannelType }) as never,
    });
    expect(broken).toMatchObject({ breakage, remedy: { say: expect.stringContaining(say) } });
    expect(broken?.remedy.type?.[0]?.replace("npx camera-skill ", "").replace(/--rehearsal.*/, "")).toBe(typed);
  });

  it("is reported in the words of every AWS tool where it may not be described", async () => {
    await clinic.register("hidden");
    const { broken } = await during("fail-with:status=403,operation=DescribeSignalingChannel", () =>
      clinic.examine(channelLink, "hidden"),
    );
    expect(broken).toMatchObject({
      breakage: "aws-denied",
      sentence: "AWS denied kinesisvideo:DescribeSignalingChannel in eu-west-1.",
    });
  });
});

describe("a channel's media storage", () => {
  const StreamARN = "arn:aws:kinesisvideo:eu-west-1:123456789012:stream/clips/1700000000000";

  it("is off", async () => {
    await clinic.register("unstored");
    expect(await clinic.examine(mediaStorageLink, "unstored")).toEqual({ seen: { seen: "off" } });
  });

  it("is broken where it is on, and says how it is switched off with the AWS CLI", async () => {
    const { channelArn: ChannelARN } = await clinic.register("stored");
    const MediaStorageConfiguration = { Status: "ENABLED", StreamARN } as const;
    await clinic.world.client.send(
      new UpdateMediaStorageConfigurationCommand({ ChannelARN, MediaStorageConfiguration }),
    );
    const { broken } = await clinic.examine(mediaStorageLink, "stored");
    expect(broken?.breakage).toBe("media-storage-on");
    expect(broken?.remedy.type).toEqual([
      `aws kinesisvideo update-media-storage-configuration --region eu-west-1 --endpoint-url ${clinic.world.signaling.controlPlaneUrl} --channel-arn ${ChannelARN} --media-storage-configuration Status=DISABLED`,
    ]);
  });

  it.each([
    ["it may not be read", "403", "these AWS credentials may not do kinesisvideo:DescribeMediaStorageConfiguration"],
    [
      "the region has none",
      "400,error=UnknownOperationException",
      "KVS in eu-west-1 knows no media storage of channels",
    ],
    [
      "KVS has nothing of that kind for the channel",
      "404,error=ResourceNotFoundException",
      "KVS in eu-west-1 knows no media storage of channels",
    ],
  ])("is not examined where %s", async (_case, how, sentence) => {
    await clinic.register("unknown");
    const behaviour = `fail-with:operation=DescribeMediaStorageConfiguration,status=${how}`;
    expect(await during(behaviour, () => clinic.examine(mediaStorageLink, "unknown"))).toEqual({
      notExamined: sentence,
    });
  });
});

describe("a channel's endpoints", () => {
  it("are those of a viewer", async () => {
    await clinic.register("reached");
    expect(await clinic.examine(endpointLink, "reached")).toEqual({ seen: { seen: "HTTPS and WSS", notes: [] } });
  });

  it("are fine where TURN servers cannot be had, and that is noted", async () => {
    await clinic.register("no-turn");
    const { seen } = await during("fail-with:status=500,operation=GetIceServerConfig", () =>
      clinic.examine(endpointLink, "no-turn"),
    );
    expect(seen?.notes).toEqual([
      "TURN servers could not be had (kvs-unreachable): a camera behind a strict firewall needs them.",
    ]);
  });

  it.each([
    ["kvs-denied", "kvs-denied", "fail-with:status=403,operation=GetSignalingChannelEndpoint"],
    [
      "channel-busy",
      "camera-busy",
      "fail-with:error=ResourceInUseException,status=400,operation=GetSignalingChannelEndpoint",
    ],
    ["kvs-throttled", "kvs-throttled", "throttle:GetSignalingChannelEndpoint"],
  ])("are broken where KVS does not name them: %s", async (breakage, code, behaviour) => {
    await clinic.register("unnamed");
    const { broken } = await during(behaviour, () => clinic.examine(endpointLink, "unnamed"));
    expect(broken).toMatchObject({ breakage, code });
  });
});
