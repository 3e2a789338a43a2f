import { describe, expect, it } from "@jest/globals";
import { ANNE, BERT, camerasCommand } from "./support/cameras-command.ts";
import { LINKED_USER } from "./support/cameras-world.ts";

const { world, json, arnOf, tagsOf, told, register } = camerasCommand();

describe("camera-skill cameras remove", () => {
  it("asks, removes the camera, leaves its channel without a tag, and has Alexa told who lost it", async () => {
    await register("porch", "--owner", ANNE, "--owner", BERT);
    const { code, out, questions } = await world().runAs({ answer: "yes" }, "remove", "porch");
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
    expect(world().signaling.channelNames()).not.toContain("barn");
  });

  it("does nothing where nobody can be asked", async () => {
    await register("loft");
    const { code, err } = await world().run("remove", "loft");
    expect([code, err]).toEqual([1, expect.stringContaining("Add --yes to do it unasked.")]);
    expect((await json("list")).cameras.map(({ id }: { id: string }) => id)).toContain("loft");
  });

  it("keeps a removed camera's id from another channel's camera unless that is said", async () => {
    await register("once");
    await world().run("remove", "once", "--yes", "--delete-channel");
    const flags = ["--name", "Other", "--kind", "camera"];
    const { code, err } = await world().run("add", "once", ...flags);
    expect([code, err]).toEqual([1, expect.stringContaining("--reuse-id")]);
    expect(world().signaling.channelNames()).not.toContain("once");
    const arn = await world().makeChannel("once-more");
    for (const channel of [
      ["--channel", "once-more"],
      ["--channel-arn", arn],
    ]) {
      expect((await world().run("add", "once", ...flags, ...channel)).err).toContain("--reuse-id");
      expect(await tagsOf("once-more")).toEqual({});
    }
    expect((await json("add", "once", ...flags, "--reuse-id")).outcome).toBe("added");
  });

  it("gives a removed camera's id to a camera on the same channel, however that is named", async () => {
    await register("twice");
    const arn = await arnOf("twice");
    for (const channel of [[], ["--channel", "twice"], ["--channel-arn", arn]]) {
      await world().run("remove", "twice", "--yes");
      const added = await json("add", "twice", "--name", "Twice", "--kind", "camera", ...channel);
      expect(added).toMatchObject({ outcome: "added", channelMade: false });
    }
    await world().run("remove", "twice", "--yes", "--delete-channel");
    await world().makeChannel("twice");
    const { code, err } = await world().run("add", "twice", "--name", "Twice", "--kind", "camera");
    expect([code, err]).toEqual([1, expect.stringContaining("--reuse-id")]);
    expect(await tagsOf("twice")).toEqual({});
  });

  describe("what is no camera", () => {
    const item = { version: 1, settled: true };
    const copyFor = (userId: string, sk: string) => ({ pk: `cameras-of#${userId}`, sk, version: 1, camera: "{}" });

    it("goes with all its users' copies, and without a word to Alexa where its id cannot be a camera's", async () => {
      const channelArn = await world().makeChannel("slashed", { "alexa-kvs-camera-skill:id": "front/door" });
      await world().writeItems([
        { pk: "camera#front/door", sk: "-", ...item, record: { id: "front/door", channelArn } },
        copyFor(ANNE, "front/door"),
        copyFor(BERT, "front/door"),
      ]);
      const { questions, out } = await world().runAs({ answer: "y" }, "remove", "front/door");
      expect(questions).toEqual([
        "Remove front/door (what stands in the table under that id and is no camera; 2 users can see it)? [y/N] ",
      ]);
      expect(out).toBe("✔ front/door is removed\n  channel slashed in eu-west-1 stays");
      expect(await told()).toEqual([]);
      expect(await tagsOf("slashed")).toEqual({});
      expect((await json("list", "--user", ANNE)).cameras).toEqual([]);
      expect((await world().run("remove", "front/door", "--yes")).err).toContain('there is no camera "front/door"');
    });

    it("is told to Alexa where somebody may have it", async () => {
      await world().writeItems([
        { pk: "camera#spoilt", sk: "-", ...item, record: { name: 7 } },
        copyFor(ANNE, "spoilt"),
      ]);
      const removed = await json("remove", "spoilt", "--yes");
      expect(removed).toEqual({ outcome: "removed", id: "spoilt", userIds: [ANNE], channelDeleted: false, told: true });
      expect(await told()).toEqual([["camera.spoilt", "Camera Removed", { userIds: [ANNE] }]]);
    });

    it("goes as a copy of a camera that was removed, whose id stays kept", async () => {
      await register("kept-id");
      await world().run("remove", "kept-id", "--yes", "--delete-channel");
      await world().writeItems([copyFor(ANNE, "kept-id")]);
      expect((await json("remove", "kept-id", "--yes")).userIds).toEqual([ANNE]);
      expect((await world().run("add", "kept-id", "--name", "x", "--kind", "camera")).err).toContain("--reuse-id");
    });

    it("has no channel to delete where it names none", async () => {
      await world().writeItems([{ pk: "camera#odd", sk: "-", ...item, record: { channelArn: "x" } }]);
      const { code, err } = await world().run("remove", "odd", "--yes", "--delete-channel");
      expect([code, err]).toEqual([1, expect.stringContaining("the table names no channel of odd")]);
      expect((await json("remove", "odd", "--yes")).userIds).toEqual([]);
    });
  });

  it.each([
    ["remove", "nothing", "--yes"],
    ["share", "nothing", ANNE],
    ["unshare", "nothing", ANNE, "--yes"],
  ])("%s says so when there is no such camera", async (...args) => {
    const { code, err } = await world().run(...args);
    expect([code, err]).toEqual([1, expect.stringContaining('there is no camera "nothing"')]);
  });
});
