import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let arn: string;
beforeEach(async () => {
  world = await openWorld({ quotas: "off" });
  arn = await world.createChannel("front-door");
});
afterEach(closeWorlds);

const tag = (tags: Record<string, string>) =>
  world.control.send(
    new TagResourceCommand({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
const untag = (keys: string[]) => world.control.send(new UntagResourceCommand({ ResourceARN: arn, TagKeyList: keys }));
const list = (NextToken?: string) =>
  world.control.send(new ListTagsForResourceCommand({ ResourceARN: arn, ...(NextToken ? { NextToken } : {}) }));
const numbered = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${String(from + index).padStart(2, "0")}`, ""]));

describe("a channel's tags", () => {
  it("are listed as a map, whether they came with the channel or later, and a key's new value replaces the old", async () => {
    const tags = [{ Key: "place", Value: "yard" }];
    const reply = await world.control.send(new CreateSignalingChannelCommand({ ChannelName: "yard", Tags: tags }));
    arn = reply.ChannelARN ?? "";
    expect((await list()).Tags).toEqual({ place: "yard" });
    await tag({ place: "garden", owner: "" });
    expect(await list()).toMatchObject({ Tags: { place: "garden", owner: "" } });
  });

  it("are taken away by key, and keys that are not there don't matter", async () => {
    await tag({ a: "1", b: "2" });
    await untag(["a", "never-there"]);
    expect((await list()).Tags).toEqual({ b: "2" });
  });

  it("may be in any script and have any name", async () => {
    const tags = { "Ort:Straße/1": "日本 @+-=", ["__proto__"]: "x", constructor: "y" };
    await tag(tags);
    expect(JSON.stringify((await list()).Tags)).toContain("日本 @+-=");
    expect(Object.keys((await list()).Tags ?? {}).sort()).toEqual(Object.keys(tags).sort());
  });

  it("leave the channel's version as it is", async () => {
    const version = async () =>
      (await world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: arn }))).ChannelInfo?.Version;
    const before = await version();
    await tag({ a: "1" });
    await untag(["a"]);
    expect(await version()).toBe(before);
  });

  it("are fifty at most, whichever calls they came by; a new value is no new tag", async () => {
    await tag(numbered(50));
    await expect(tag({ "one-more": "" })).rejects.toMatchObject({ name: "TagsPerResourceExceededLimitException" });
    await expect(tag(numbered(51))).rejects.toMatchObject({ name: "TagsPerResourceExceededLimitException" });
    await tag({ "key-00": "new" });
    await untag(["key-01"]);
    await tag({ "one-more": "" });
    expect((await list()).Tags).toMatchObject({ "key-00": "new" });
  });

  it("come in pages, and the token leads through them", async () => {
    await tag(numbered(50));
    const first = await list();
    expect(Object.keys(first.Tags ?? {})).toHaveLength(25);
    expect(first.NextToken).toMatch(/^[a-zA-Z0-9+/=]{1,1024}$/);
    const second = await list(first.NextToken);
    expect(second.NextToken).toBeUndefined();
    expect({ ...first.Tags, ...second.Tags }).toEqual(numbered(50));
  });

  it("are all kept when they are set at the same moment", async () => {
    await Promise.all(Object.keys(numbered(20)).map((key) => tag({ [key]: "" })));
    expect((await list()).Tags).toEqual(numbered(20));
  });

  it("go with their channel: one made again under its name has none", async () => {
    await tag({ a: "1" });
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: arn }));
    await expect(list()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    arn = await world.createChannel("front-door");
    expect((await list()).Tags).toEqual({});
  });
});

describe("a tag operation is refused", () => {
  const aTag = { Key: "a", Value: "" };
  it.each([
    ["without a resource", { Tags: [aTag] }, "ResourceARN is missing: it must be a string"],
    ["without tags", { Tags: [] }, "Tags must be at least 1 members long"],
    ["with an empty key", { Tags: [{ Key: "", Value: "" }] }, "Tags.0.Key must be at least 1 characters long"],
    [
      "with a key of 129 characters",
      { Tags: [{ Key: "k".repeat(129), Value: "" }] },
      "Tags.0.Key must be at most 128 characters long",
    ],
    [
      "with a value of 257 characters",
      { Tags: [{ Key: "k", Value: "v".repeat(257) }] },
      "Tags.0.Value must be at most 256 characters long",
    ],
    ["without a value", { Tags: [{ Key: "k" }] }, "Tags.0.Value is missing: it must be a string"],
    [
      "with characters that are not allowed",
      { Tags: [{ Key: "a*b", Value: "" }] },
      "Tags.0.Key must be letters, digits, spaces or '_', '.', ':', '/', '=', '+', '-', '@'",
    ],
    ["with a key twice", { Tags: [aTag, aTag] }, "Tags has a key twice"],
  ])("%s", async (name, input, message) => {
    const resource = name === "without a resource" ? {} : { ResourceARN: arn };
    const attempt = world.control.send(new TagResourceCommand({ ...resource, ...input } as never));
    await expect(attempt).rejects.toMatchObject({ name: "InvalidArgumentException", message });
    expect((await list()).Tags).toEqual({});
  });

  it("with no keys to take away, or more than fifty", async () => {
    await expect(untag([])).rejects.toMatchObject({ message: "TagKeyList must be at least 1 members long" });
    await expect(untag(Object.keys(numbered(51)))).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "TagKeyList must be at most 50 members long",
    });
  });

  it("with a token that no page gave", async () => {
    await expect(list("abcd")).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await expect(list("not base64!")).rejects.toMatchObject({ message: "NextToken is not base64" });
  });
});
