import { ListTagsForResourceCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { failWith } from "../../rehearsal/signaling-service/index.ts";
import { type CamerasWorld, LINKED_USER, openCamerasWorld } from "./support/cameras-world.ts";

let world: CamerasWorld;
beforeAll(async () => {
  const channels = Array.from({ length: 30 }, (_, number) => `fleet-${number}`);
  world = await openCamerasWorld({ quotas: "off", channels });
});
afterAll(() => world.close());
beforeEach(() => world.takeEvents());

const ANNE = "amzn1.account.ANNE";
const BERT = "amzn1.account.BERT";
const ours = (tags: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`alexa-kvs-camera-skill:${key}`, value]));
const imported = async (...args: string[]) => {
  const { code, out } = await world.run("import", "--json", "--yes", ...args);
  return { code, ...JSON.parse(out) };
};
const recordOf = async (id: string) =>
  JSON.parse((await world.run("list", "--json")).out).cameras.find((each: { id: string }) => each.id === id);
const sourcesTold = async () => (await world.takeEvents()).map(({ source }) => source).sort();

describe("camera-skill cameras import", () => {
  it("registers what the channels' tags say, and what their names say where there are no tags", async () => {
    await world.makeChannel("home-back_door");
    const arn = await world.makeChannel("home-2", {
      ...ours({ id: "bell", name: "Bell", kind: "doorbell", talk: "true", motion: "no", manufacturer: "Acme" }),
      ...ours({ model: "B1", "serial-number": "S1", "firmware-version": "2.0", signaling: "viewer" }),
      ...ours({ "offer-format": "sdp", owners: `${ANNE} ${BERT}` }),
    });
    const { code, cameras } = await imported("--prefix", "home-", "--owner", "amzn1.account.CLEO");
    expect(code).toBe(0);
    expect(cameras.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome])).toEqual([
      ["bell", "added"],
      ["home-back_door", "added"],
    ]);
    expect(await recordOf("bell")).toEqual({
      id: "bell",
      name: "Bell",
      kind: "doorbell",
      talk: true,
      motion: false,
      channelArn: arn,
      owners: [ANNE, BERT, "amzn1.account.CLEO"],
      manufacturer: "Acme",
      model: "B1",
      serialNumber: "S1",
      firmwareVersion: "2.0",
      signaling: "viewer",
      offerFormat: "sdp",
      pictured: false,
    });
    expect(await recordOf("home-back_door")).toMatchObject({ name: "Home back door", kind: "camera", talk: false });
    expect(await sourcesTold()).toEqual(["camera.bell", "camera.home-back_door"]);
    const { channelArn: ResourceARN } = await recordOf("home-back_door");
    const { Tags } = await world.client.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(Tags).toEqual(ours({ id: "home-back_door" }));
  });

  it("shows what it would do, asks once, and does nothing the second time", async () => {
    await world.makeChannel("flat-1");
    await world.makeChannel("flat-2", ours({ name: "Hall" }));
    const dry = await world.run("import", "--prefix", "flat-", "--dry-run");
    expect([dry.code, dry.out]).toEqual([
      0,
      [
        "ID      NAME    KIND    OWNERS  CHANNEL  WHAT",
        "flat-1  Flat 1  camera  1       flat-1   new",
        "flat-2  Hall    camera  1       flat-2   new",
        "",
        "✔ 2 cameras (2 new); nothing was done",
      ].join("\n"),
    ]);
    expect(await recordOf("flat-1")).toBeUndefined();

    const nobody = await world.run("import", "--prefix", "flat-");
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining("Add --yes")]);
    const no = await world.runAs({ answer: "" }, "import", "--prefix", "flat-");
    expect([no.code, no.questions]).toEqual([1, ["Register 2 cameras (2 new)? [y/N] "]]);
    const yes = await world.runAs({ answer: "y" }, "import", "--prefix", "flat-");
    expect([yes.code, yes.out.split("\n").at(-1)]).toEqual([0, "✔ 2 cameras (2 new)"]);
    expect(await recordOf("flat-2")).toMatchObject({ owners: [LINKED_USER] });
    const again = await world.run("import", "--prefix", "flat-");
    expect([again.code, again.out]).toEqual([0, "✔ 2 cameras (2 unchanged)"]);
  });

  it("changes only what the tags say of a camera that is there", async () => {
    await world.makeChannel("yard-1", ours({ model: "Y2" }));
    await world.run("add", "yard-1", "--name", "My Yard", "--kind", "camera", "--model", "Y1", "--owner", ANNE);
    const { cameras } = await imported("--prefix", "yard-", "--owner", BERT);
    expect(cameras).toMatchObject([{ outcome: "changed", changes: ["owners", "model"] }]);
    expect(await recordOf("yard-1")).toMatchObject({ name: "My Yard", model: "Y2", owners: [ANNE, BERT] });
  });

  it("takes only channels with the tags that are asked for", async () => {
    await world.makeChannel("site-1", { site: "north=1", floor: "2" });
    await world.makeChannel("site-2", { site: "south" });
    const { cameras } = await imported("--prefix", "site-", "--tag", "site=north=1", "--tag", "floor=2");
    expect(cameras.map(({ id }: { id: string }) => id)).toEqual(["site-1"]);
    const { code, out } = await world.run("import", "--prefix", "site-", "--tag", "site=west");
    expect([code, out]).toEqual([0, 'No channel\'s name begins with "site-" and has such tags.']);
    const wrong = await world.run("import", "--prefix", "site-", "--tag", "site");
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("give a key and a value, as in site=north")]);
  });

  it("goes on after bad ones, says what is wrong with each, and ends with exit code 1", async () => {
    await world.makeChannel("mix-1", ours({ kind: "kettle" }));
    await world.makeChannel("mix-2", ours({ kind: "kettle" }));
    await world.makeChannel("mix-3");
    await world.makeChannel("mix.4");
    await world.makeChannel("mix-5", ours({ id: "twin" }));
    await world.makeChannel("mix-6", ours({ id: "twin" }));
    const { code, out, err } = await world.run("import", "--prefix", "mix", "--yes");
    expect([code, out.split("\n").at(-1)]).toEqual([1, "✘ 6 cameras (1 new, 5 failed)"]);
    expect(err).toContain("✘ mix-1, mix-2: the tag alexa-kvs-camera-skill:kind must be camera or doorbell");
    expect(err).toContain("✘ mix.4: the channel's name can be no camera's id");
    expect(err).toContain("✘ mix-5: the channel mix-6 says too that it is the camera twin's");
    expect(await recordOf("mix-3")).toBeDefined();
    const dry = await imported("--prefix", "mix", "--dry-run");
    expect([dry.code, dry.dryRun, dry.cameras.filter(({ problem }: { problem?: string }) => problem).length]).toEqual([
      1,
      true,
      5,
    ]);
  });

  it("keeps a removed camera's id from another channel, says what to type, and leaves the channel untagged", async () => {
    await world.run("add", "ghost-1", "--name", "Ghost", "--kind", "camera");
    await world.run("remove", "ghost-1", "--yes", "--delete-channel");
    const arn = await world.makeChannel("ghost-1");
    const { code, cameras } = await imported("--prefix", "ghost-");
    expect([code, cameras]).toEqual([1, [expect.objectContaining({ outcome: "failed" })]]);
    expect(cameras[0].problem).toContain(`cameras add ghost-1 --channel-arn ${arn} --reuse-id`);
    const { Tags } = await world.client.send(new ListTagsForResourceCommand({ ResourceARN: arn }));
    expect(Tags).toEqual({});
  });

  it("leaves a camera on its channel when another channel is only called like it", async () => {
    await world.run("add", "lane-1", "--name", "Lane", "--kind", "camera", "--channel", "other");
    await world.makeChannel("lane-1");
    const { cameras } = await imported("--prefix", "lane-");
    expect(cameras).toMatchObject([{ outcome: "failed", problem: expect.stringContaining("has another channel") }]);
  });

  it("reports a camera whose registration fails midway, and the others are registered", async () => {
    for (const name of ["way-1", "way-2", "way-3"]) await world.makeChannel(name);
    const stop = world.signaling.behave(failWith("AccessDeniedException", { operation: "TagResource" }), {
      channelName: "way-2",
    });
    const { code, cameras } = await imported("--prefix", "way-");
    stop();
    expect(code).toBe(1);
    expect(cameras.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome])).toEqual([
      ["way-1", "added"],
      ["way-2", "failed"],
      ["way-3", "added"],
    ]);
    expect(cameras[1].problem).toContain("AWS denied kinesisvideo:TagResource in eu-west-1");
  });

  it("stops where the registry cannot be read, and says why", async () => {
    world.table.behave("denied");
    const { code, out, err } = await world.run("import", "--prefix", "fleet-", "--yes");
    world.table.behave("ok");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("AWS denied reading and writing the table camera-skill");
  });

  it("says of many how far it is, without a line for each", async () => {
    const { code, err, out } = await world.run("import", "--prefix", "fleet-", "--yes", "--no-event", "--owner", ANNE);
    expect([code, out.split("\n").at(-1)]).toEqual([0, "✔ 30 cameras (30 new)"]);
    expect(err).toContain("Registering the cameras: 25 of 30");
    expect(err.split("\n").length).toBeLessThan(8);
  });
});
