import { describe, expect, it } from "@jest/globals";
import { ANNE, BERT, camerasCommand } from "./support/cameras-command.ts";
import { LINKED_USER } from "./support/cameras-world.ts";

const { world, json, arnOf, tagsOf, told, register } = camerasCommand();

describe("camera-skill cameras add", () => {
  it("makes the channel, tags it, registers the camera and has Alexa told", async () => {
    const flags = ["--name", "Front Door", "--kind", "doorbell", "--talk", "--owner", ANNE, "--owner", BERT];
    const { code, out, err } = await world().run("add", "front-door", ...flags);
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        "✔ front-door is registered: Front Door, doorbell, 2 owners",
        "  channel front-door in eu-west-1, made just now",
        '  Alexa is told by the event "Camera Added"',
      ].join("\n"),
    });
    expect(err).toContain("In the rehearsal that runs here");
    expect(await tagsOf("front-door")).toEqual({ "alexa-kvs-camera-skill:id": "front-door" });
    expect(await told()).toEqual([["camera.front-door", "Camera Added", {}]]);
    const { cameras } = await json("list");
    expect(cameras).toContainEqual({
      id: "front-door",
      name: "Front Door",
      kind: "doorbell",
      talk: true,
      motion: false,
      channelArn: await arnOf("front-door"),
      owners: [ANNE, BERT],
      manufacturer: "Kinesis Video Streams",
      model: "WebRTC camera",
      signaling: "auto",
      offerFormat: "json",
      pictured: false,
    });
  });

  it("says that nothing has changed when it is said again, and tells nobody", async () => {
    const flags = ["--name", "Shed", "--kind", "camera", "--owner", ANNE];
    await world().run("add", "shed", ...flags);
    await told();
    const again = await json("add", "shed", ...flags);
    expect(again).toMatchObject({ outcome: "unchanged", changes: [], channelMade: false, told: false });
    expect(await told()).toEqual([]);
  });

  it("changes what differs, keeps what is not said, and adds owners to those there are", async () => {
    await register("garden", "--owner", ANNE, "--model", "G1", "--motion");
    const changed = await json("add", "garden", "--name", "Big Garden", "--owner", BERT, "--no-motion");
    expect(changed).toMatchObject({ outcome: "changed", changes: ["name", "owners", "motion"], told: true });
    expect(changed.camera).toMatchObject({ name: "Big Garden", model: "G1", owners: [ANNE, BERT], motion: false });
    expect(await told()).toEqual([["camera.garden", "Camera Changed", {}]]);
  });

  it("uses a channel that is there, by its name and by its ARN", async () => {
    const arn = await world().makeChannel("cam.7");
    await register("seven", "--channel", "cam.7");
    expect(await tagsOf("cam.7")).toEqual({ "alexa-kvs-camera-skill:id": "seven" });
    const other = await world().makeChannel("cam.8");
    await register("eight", "--channel-arn", other);
    const { cameras } = await json("list");
    const channels = Object.fromEntries(
      cameras.map((each: { id: string; channelArn: string }) => [each.id, each.channelArn]),
    );
    expect(channels).toMatchObject({ seven: arn, eight: other });
  });

  it("moves a camera to another channel when that is said", async () => {
    await register("mover");
    const { outcome, changes } = await json("add", "mover", "--channel", "mover-2");
    expect([outcome, changes]).toEqual(["changed", ["channelArn"]]);
    expect([await tagsOf("mover"), await tagsOf("mover-2")]).toEqual([{}, { "alexa-kvs-camera-skill:id": "mover" }]);
    expect((await json("add", "mover", "--name", "mover")).outcome).toBe("unchanged");
  });

  it("writes users' copies again that somebody has spoilt", async () => {
    await register("spoilt", "--owner", "amzn1.account.CARL");
    await world().writeItems([{ pk: "cameras-of#amzn1.account.CARL", sk: "spoilt", version: 1, camera: "{}" }]);
    expect(await json("add", "spoilt")).toMatchObject({ outcome: "changed", changes: [] });
    expect((await json("list", "--user", "amzn1.account.CARL")).cameras).toMatchObject([{ id: "spoilt" }]);
  });

  it("does not take another camera's channel", async () => {
    await register("keeper");
    const { code, err } = await world().run("add", "thief", "--name", "x", "--kind", "camera", "--channel", "keeper");
    expect([code, err]).toEqual([1, expect.stringContaining("the channel keeper is the camera keeper's")]);
  });

  it("gives a camera of the rehearsal to the linked user unless it is said whose it is", async () => {
    const { camera } = await json("add", "plain", "--name", "Plain", "--kind", "camera", "--no-event");
    expect(camera.owners).toEqual([LINKED_USER]);
  });

  it.each([
    ["no name", ["add", "new", "--kind", "camera"], "--name is missing: what people call it, in 1 to 128 characters"],
    ["no kind", ["add", "new", "--name", "x"], "--kind is missing: camera or doorbell"],
    ["an id with a space", ["add", "a b", "--name", "x", "--kind", "camera"], "the id must be 1 to 256 letters"],
    ["a blank name", ["add", "new", "--name", " ", "--kind", "camera"], "--name must be what people call it, in 1 to"],
    [
      "a name with a line break",
      ["add", "new", "--name", "x\n", "--kind", "camera"],
      "--name must be what people call it, in 1 to 128 characters, not all blank, and no line break or other control",
    ],
    ["everybody as owner", ["add", "new", "--name", "x", "--kind", "camera", "--owner", "*"], "there is no wildcard"],
    ["everybody to share with", ["share", "new", "*"], "there is no wildcard"],
    ["an empty owner", ["add", "new", "--name", "x", "--kind", "camera", "--owner", ""], "--owner must be users' ids"],
    [
      "no ARN",
      ["add", "new", "--name", "x", "--kind", "camera", "--channel-arn", "arn:aws:s3:::x"],
      "--channel-arn must",
    ],
    ["an ARN and a name", ["add", "new", "--channel-arn", "x", "--channel", "y"], "it has both in it"],
    ["a kind there is not", ["add", "new", "--kind", "kettle"], "Allowed choices are camera, doorbell"],
  ])("says what to type for %s, and makes no channel", async (_case, args, sentence) => {
    const { code, err } = await world().run(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
    expect(world().signaling.channelNames()).not.toContain("new");
  });

  it("says so when there is no channel of the ARN", async () => {
    const arn = "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/gone/1700000000000";
    const { code, err } = await world().run("add", "x", "--name", "x", "--kind", "camera", "--channel-arn", arn);
    expect([code, err]).toEqual([1, expect.stringContaining("there is no channel of that ARN in eu-west-1")]);
  });

  it("says that the camera is registered, and what to do, when Alexa cannot be told", async () => {
    world().eventBus.behave("denied");
    const { code, out, err } = await world().run("add", "mute", "--name", "Mute", "--kind", "camera");
    world().eventBus.behave("ok");
    expect(code).toBe(1);
    expect(out).toContain("✔ mute is registered");
    expect(err).toContain(
      'AWS denied events:PutEvents in eu-west-1: give whoever these credentials are of that permission. Until then, say "Alexa, discover devices".',
    );
  });
});
