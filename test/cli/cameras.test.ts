import { DescribeSignalingChannelCommand, ListTagsForResourceCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { type UserItem, userKey } from "../../lambda/cameras/items.ts";
import { cameraEventEntrySchema } from "../../protocol/camera-events/entry.ts";
import { run } from "./run.ts";
import { type CamerasWorld, LINKED_USER, openCamerasWorld } from "./support/cameras-world.ts";

let world: CamerasWorld;
beforeAll(async () => {
  world = await openCamerasWorld();
});
afterAll(() => world.close());
beforeEach(() => world.takeEvents());

const ANNE = "amzn1.account.ANNE";
const BERT = "amzn1.account.BERT";

const json = async (...args: string[]) => JSON.parse((await world.run(...args, "--json")).out);
const arnOf = async (ChannelName: string) =>
  (await world.client.send(new DescribeSignalingChannelCommand({ ChannelName }))).ChannelInfo?.ChannelARN ?? "";
const tagsOf = async (ChannelName: string) =>
  (await world.client.send(new ListTagsForResourceCommand({ ResourceARN: await arnOf(ChannelName) }))).Tags;
/** The events that were put, without what EventBridge adds. */
const told = async () =>
  (await world.takeEvents()).map(({ source, "detail-type": type, detail }) => {
    const { at, ...rest } = detail as Record<string, unknown>;
    const entry = { Source: source, DetailType: type, Detail: JSON.stringify(detail) };
    expect(z.safeParse(cameraEventEntrySchema, entry).success).toBe(true);
    expect(Date.parse(String(at))).toBeGreaterThan(Date.now() - 60_000);
    return [source, type, rest];
  });

/** Registers a camera without a word to Alexa. */
async function register(id: string, ...flags: string[]): Promise<void> {
  const { code, err } = await world.run("add", id, "--name", id, "--kind", "camera", "--no-event", ...flags);
  if (code !== 0) throw new Error(err);
}

describe("camera-skill cameras add", () => {
  it("makes the channel, tags it, registers the camera and has Alexa told", async () => {
    const flags = ["--name", "Front Door", "--kind", "doorbell", "--talk", "--owner", ANNE, "--owner", BERT];
    const { code, out, err } = await world.run("add", "front-door", ...flags);
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
    await world.run("add", "shed", ...flags);
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
    const arn = await world.makeChannel("cam.7");
    await register("seven", "--channel", "cam.7");
    expect(await tagsOf("cam.7")).toEqual({ "alexa-kvs-camera-skill:id": "seven" });
    const other = await world.makeChannel("cam.8");
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

  it("does not take another camera's channel", async () => {
    await register("keeper");
    const { code, err } = await world.run("add", "thief", "--name", "x", "--kind", "camera", "--channel", "keeper");
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
    const { code, err } = await world.run(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
    expect(world.signaling.channelNames()).not.toContain("new");
  });

  it("says so when there is no channel of the ARN", async () => {
    const arn = "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/gone/1700000000000";
    const { code, err } = await world.run("add", "x", "--name", "x", "--kind", "camera", "--channel-arn", arn);
    expect([code, err]).toEqual([1, expect.stringContaining("there is no channel of that ARN in eu-west-1")]);
  });

  it("says that the camera is registered, and what to do, when Alexa cannot be told", async () => {
    world.eventBus.behave("denied");
    const { code, out, err } = await world.run("add", "mute", "--name", "Mute", "--kind", "camera");
    world.eventBus.behave("ok");
    expect(code).toBe(1);
    expect(out).toContain("✔ mute is registered");
    expect(err).toContain(
      'AWS denied events:PutEvents in eu-west-1: give whoever these credentials are of that permission. Until then, say "Alexa, discover devices".',
    );
  });
});

describe("camera-skill cameras list", () => {
  it("shows all cameras, and those of one user, in a table that fits the terminal", async () => {
    const long = `gate-${"x".repeat(60)}`;
    await register(long, "--owner", BERT);
    const wide = await world.run("list");
    expect(wide.out.split("\n")[0]).toMatch(/^ID +NAME +KIND +OWNERS +CHANNEL +PICTURE$/);
    expect(wide.out).toMatch(/^front-door +Front Door +doorbell +2 +front-door +no$/m);
    expect(wide.out).toContain(long);
    const narrow = await world.runAs({ columns: 80 }, "list");
    expect(Math.max(...narrow.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(narrow.out).toMatch(/^gate-x+… /m);
    const berts = await world.run("list", "--user", BERT);
    expect(berts.out).toMatch(/^ID +NAME +KIND +CHANNEL +PICTURE$/m);
    expect(berts.out).not.toContain("shed");
    expect(berts.out).toMatch(/\n\n3 cameras$/);
  });

  it("says it clearly when a user has more cameras than Alexa discovers", async () => {
    const channelArn = "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/c/1700000000000";
    const common = { kind: "camera", talk: false, channelArn, manufacturer: "m", model: "m" };
    const items = Array.from({ length: 302 }, (_, number) => {
      const id = `many-${number}`;
      const item: UserItem = { version: 1, camera: JSON.stringify({ ...common, id, name: id }) };
      return { ...userKey("crowded", id), ...item };
    });
    await world.writeItems(items);
    const { code, out, err } = await world.run("list", "--user", "crowded");
    expect([code, out.split("\n").at(-1)]).toEqual([0, "302 cameras"]);
    expect(err).toContain("crowded has 302 cameras, and Alexa discovers at most 300 of one user: unshare some.");
  });

  it("says what to type when there is none", async () => {
    const { code, out } = await world.run("list", "--user", "nobody");
    expect([code, out]).toEqual([0, expect.stringContaining("cameras share <id> <user>")]);
  });
});

describe("camera-skill cameras share and unshare", () => {
  it("gives a camera to one more user, once", async () => {
    await register("hall", "--owner", ANNE);
    const { out } = await world.run("share", "hall", BERT);
    expect(out).toBe(`✔ hall is shared with ${BERT}\n  2 owners\n  Alexa is told by the event "Camera Added"`);
    expect(await told()).toEqual([["camera.hall", "Camera Added", {}]]);
    expect(await json("share", "hall", BERT)).toEqual({
      outcome: "unchanged",
      id: "hall",
      owners: [ANNE, BERT],
      told: false,
    });
    expect(await told()).toEqual([]);
  });

  it("takes it from one of them after it has asked", async () => {
    await register("attic", "--owner", ANNE, "--owner", BERT);
    const no = await world.runAs({ answer: "n" }, "unshare", "attic", BERT);
    expect([no.code, no.questions, no.err]).toEqual([
      1,
      [`Take attic (attic) from ${BERT}? [y/N] `],
      expect.stringContaining("Nothing was done."),
    ]);
    const yes = await world.runAs({ answer: "y" }, "unshare", "attic", BERT, "--json");
    expect([yes.code, JSON.parse(yes.out)]).toEqual([
      0,
      { outcome: "unshared", id: "attic", owners: [ANNE], told: true },
    ]);
    expect(await told()).toEqual([["camera.attic", "Camera Removed", { userIds: [BERT] }]]);
    expect((await json("unshare", "attic", BERT)).outcome).toBe("unchanged");
  });

  it("does not take it from the last one", async () => {
    await register("cellar", "--owner", ANNE);
    const { code, err } = await world.run("unshare", "cellar", ANNE, "--yes");
    expect([code, err]).toEqual([1, expect.stringContaining("npx camera-skill cameras remove cellar")]);
  });
});

describe("camera-skill cameras remove", () => {
  it("asks, removes the camera, leaves its channel without a tag, and has Alexa told who lost it", async () => {
    await register("porch", "--owner", ANNE, "--owner", BERT);
    const { code, out, questions } = await world.runAs({ answer: "yes" }, "remove", "porch");
    expect(questions).toEqual(["Remove porch (porch, which 2 users can see)? [y/N] "]);
    expect([code, out]).toEqual([
      0,
      '✔ porch is removed\n  channel porch in eu-west-1 stays\n  Alexa is told by the event "Camera Removed"',
    ]);
    expect(await tagsOf("porch")).toEqual({});
    expect(await told()).toEqual([["camera.porch", "Camera Removed", { userIds: [ANNE, BERT] }]]);
  });

  it("deletes the channel when that is said", async () => {
    await register("barn");
    const removed = await json("remove", "barn", "--delete-channel", "--yes");
    expect(removed).toEqual({
      outcome: "removed",
      id: "barn",
      userIds: [LINKED_USER],
      channelDeleted: true,
      told: true,
    });
    expect(world.signaling.channelNames()).not.toContain("barn");
  });

  it("does nothing where nobody can be asked", async () => {
    await register("loft");
    const { code, err } = await world.run("remove", "loft");
    expect([code, err]).toEqual([1, expect.stringContaining("Add --yes to do it unasked.")]);
    expect((await json("list")).cameras.map(({ id }: { id: string }) => id)).toContain("loft");
  });

  it("keeps a removed camera's id from another channel's camera unless that is said", async () => {
    await register("once");
    await world.run("remove", "once", "--yes", "--delete-channel");
    const flags = ["--name", "Other", "--kind", "camera"];
    const { code, err } = await world.run("add", "once", ...flags);
    expect([code, err]).toEqual([1, expect.stringContaining("--reuse-id")]);
    expect(world.signaling.channelNames()).not.toContain("once");
    const arn = await world.makeChannel("once-more");
    for (const channel of [
      ["--channel", "once-more"],
      ["--channel-arn", arn],
    ]) {
      expect((await world.run("add", "once", ...flags, ...channel)).err).toContain("--reuse-id");
      expect(await tagsOf("once-more")).toEqual({});
    }
    expect((await json("add", "once", ...flags, "--reuse-id")).outcome).toBe("added");
  });

  it("gives a removed camera's id to a camera on the same channel, however that is named", async () => {
    await register("twice");
    const arn = await arnOf("twice");
    for (const channel of [[], ["--channel", "twice"], ["--channel-arn", arn]]) {
      await world.run("remove", "twice", "--yes");
      const added = await json("add", "twice", "--name", "Twice", "--kind", "camera", ...channel);
      expect(added).toMatchObject({ outcome: "added", channelMade: false });
    }
    await world.run("remove", "twice", "--yes", "--delete-channel");
    await world.makeChannel("twice");
    const { code, err } = await world.run("add", "twice", "--name", "Twice", "--kind", "camera");
    expect([code, err]).toEqual([1, expect.stringContaining("--reuse-id")]);
    expect(await tagsOf("twice")).toEqual({});
  });

  it.each([
    ["remove", "nothing", "--yes"],
    ["share", "nothing", ANNE],
    ["unshare", "nothing", ANNE, "--yes"],
  ])("%s says so when there is no such camera", async (...args) => {
    const { code, err } = await world.run(...args);
    expect([code, err]).toEqual([1, expect.stringContaining('there is no camera "nothing"')]);
  });
});

describe("camera-skill", () => {
  it("has these commands, and keeps results apart from what it tells beside them", async () => {
    const listed = await run("cameras", "list", "--user", "nobody", "--data", world.data);
    expect(listed).toEqual({
      code: 0,
      out: "That user has no camera. Share one with: npx camera-skill cameras share <id> <user>\n",
      err: `In the rehearsal that runs here (process ${process.pid})\n- Reading the cameras\n`,
    });
    const { code, out, err } = await run("cameras", "remove", "front-door", "--data", world.data);
    expect([code, out, err]).toEqual([
      1,
      "",
      expect.stringMatching(/\nerror: there is no terminal to ask on: .* --yes /),
    ]);
  });
});
