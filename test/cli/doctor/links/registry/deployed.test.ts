import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { registryLink } from "../../../../../cli/doctor/links/registry/registry.ts";
import { grantOf, linkOf, recordOf, registryWorld } from "../../support/registry-world.ts";

const ANNE = "amzn1.account.ANNE";
const { world, parameters, resources, outputs, examine, register, edit, write, log, logs, broken, follow } =
  registryWorld();

const listed = async () => JSON.parse((await world().runIn(world().folder, {}, ["list", "--json"])).out).cameras;
const deployed = () => broken(registryLink, "deployed");

describe("the registry of a deployed skill", () => {
  it("holds where its cameras' channels are of its account, in whatever region", async () => {
    await register("front-door");
    await write({
      ...{ pk: "camera#far", sk: "-", version: 1, settled: false },
      record: recordOf("far", { channelArn: "arn:aws:kinesisvideo:us-west-2:123456789012:channel/far/1" }),
    });
    // All but that a change of it was cut.
    expect(await deployed()).toMatchObject({ breakage: "registry-unsettled" });
  });

  it("has a channel of another account, instead of which the account's own is taken", async () => {
    await register("front-door");
    const [before] = await listed();
    const channelArn = "arn:aws:kinesisvideo:eu-west-1:210987654321:channel/front-door/1600000000000";
    await edit({ pk: "camera#front-door", sk: "-" }, ({ record, ...item }) => ({
      ...item,
      record: { ...Object(record), channelArn },
    }));
    const found = await deployed();
    expect(found).toMatchObject({ breakage: "channel-of-another-account", code: "kvs-denied" });
    expect(found.sentence).toContain("is of the account 210987654321, and the skill of 123456789012");
    await follow(found);
    expect(await listed()).toEqual([before]);
    expect(await examine(registryLink, "deployed")).toHaveProperty("seen");
  });

  it("has a channel of another partition, and another camera has its name: both are made anew", async () => {
    await register("front-door");
    const channelArn = "arn:aws-cn:kinesisvideo:cn-north-1:123456789012:channel/front-door/1600000000000";
    await register("garden", { channelArn });
    const found = await deployed();
    expect(found.breakage).toBe("channel-of-another-partition");
    await follow(found);
    expect((await listed())[1].channelArn).toMatch(
      /^arn:aws:kinesisvideo:eu-west-1:123456789012:channel\/garden\/\d+$/,
    );
  });

  it("is empty: the first camera is the only user's", async () => {
    await write(grantOf(ANNE), linkOf(ANNE));
    const found = await deployed();
    expect(found.breakage).toBe("no-cameras");
    await follow(found);
    expect(await listed()).toMatchObject([{ id: "front-door", name: "Front Door", owners: [ANNE] }]);
  });

  it("is empty, and the log knows the user who asked", async () => {
    log({ message: "a user has no camera", userId: ANNE });
    log({ message: "view", userId: "amzn1.account.OTHER", note: "a user has no camera" });
    expect((await deployed()).remedy.type?.join()).toContain(`--owner ${ANNE}`);
  });

  it.each([
    ["nobody", () => undefined],
    ["several", () => write(grantOf(ANNE), linkOf("amzn1.account.BERT"))],
    ["nobody, and the log may not be read", () => logs().behave("denied")],
    ["nobody, and there is no log", () => void delete resources.SkillLogs],
    ["nobody, and the log was deleted", () => void Object.assign(resources, { SkillLogs: "deleted" })],
  ])("is empty, and %s can be meant: how to find out is said", async (_who, arrange) => {
    await arrange();
    expect((await deployed()).remedy).toEqual({ say: expect.stringContaining("npx camera-skill accounts seen") });
  });

  it("takes any user of another provider's who can be one", async () => {
    parameters.AccountLinking = "oidc";
    await register("front-door", { owners: ["somebody@example.com", "auth0|5f7c"] });
    expect(await examine(registryLink, "deployed")).toHaveProperty("seen");
    await register("garden", { owners: ["*", "auth0|5f7c"] });
    const found = await deployed();
    expect(found).toMatchObject({ breakage: "owner-no-user-id", sentence: expect.stringContaining('"*"') });
    await follow(found);
    expect(await examine(registryLink, "deployed")).toHaveProperty("seen");
  });

  it("cannot be read where the table is gone", async () => {
    outputs.TableName = "gone";
    const { breakage, remedy } = await deployed();
    expect([breakage, remedy.type]).toEqual(["table-missing", undefined]);
    expect(remedy.say).toContain("gone$DeletedTableBackup");
  });

  it("takes whatever Login with Amazon may make of an id", async () => {
    await register("front-door", { owners: ["amzn1.account.ab-CD_12"] });
    expect(await examine(registryLink, "deployed")).toHaveProperty("seen");
  });

  it("cannot be found where the stack does not name it", async () => {
    delete outputs.TableName;
    expect(await deployed()).toMatchObject({ breakage: "stack-without-table", remedy: { type: ["npm run deploy"] } });
  });
});

describe("the registry in a file", () => {
  const file = (...records: object[]) =>
    writeFile(join(world().folder, "lambda", "cameras.json"), JSON.stringify(records));
  const inFile = async () => {
    parameters.Cameras = "file";
    return deployed();
  };

  it("holds whatever the table has", async () => {
    parameters.Cameras = "file";
    await register("x", { owners: ["nobody"] });
    await file(recordOf("front-door"));
    expect(await examine(registryLink, "deployed")).toEqual({
      seen: "1 camera of 1 user, in lambda/cameras.json",
      notes: [expect.stringContaining("deploy again")],
    });
  });

  it("cannot be read for another reason than that it is not there", async () => {
    await symlink("cameras.json", join(world().folder, "lambda", "cameras.json"));
    const { breakage, sentence } = await inFile();
    expect([breakage, sentence]).toEqual(["cameras-file-unreadable", "lambda/cameras.json cannot be read (ELOOP)."]);
  });

  it.each<[string, () => Promise<void>, string, string]>([
    ["is not there", async () => {}, "no-cameras", "cameras.example.json"],
    ["has no camera", () => file(), "no-cameras", "cameras.example.json"],
    [
      "is no array",
      () => writeFile(join(world().folder, "lambda", "cameras.json"), "{}"),
      "cameras-file-unreadable",
      "npm run deploy",
    ],
    [
      "is no JSON",
      () => writeFile(join(world().folder, "lambda", "cameras.json"), "["),
      "cameras-file-unreadable",
      "npm run deploy",
    ],
    ["has an id with a slash", () => file(recordOf("a/b")), "id-illegal", 'such as "a-b"'],
    ["has an id twice", () => file(recordOf("a"), recordOf("a")), "id-illegal", 'such as "a-2"'],
    ["has no camera but a number", () => file([7]), "record-illegal", "Correct lambda/cameras.json [0]. Then"],
    ["has a field that no camera has", () => file(recordOf("a", { nick: 1 })), "record-illegal", "[0].nick"],
    [
      "has a name twice",
      () => file(recordOf("a"), recordOf("b", { channelArn: recordOf("b").channelArn.replace("gone", "b") })),
      "name-twice",
      '"name": "B"',
    ],
    [
      "has a channel twice",
      () => file(recordOf("a"), recordOf("b", { name: "B" })),
      "channel-twice",
      "channelArn of b",
    ],
    ["has an owner who is none", () => file(recordOf("a", { owners: ["Anne"] })), "owner-no-user-id", "accounts seen"],
  ])("%s: what to write is said, and nothing is to be typed into the table", async (_what, arrange, breakage, say) => {
    await arrange();
    const found = await inFile();
    expect(found).toMatchObject({ breakage, remedy: { say: expect.stringContaining(say) } });
    expect(found.remedy.say).toContain("npm run deploy");
    expect(found.remedy.type).toBeUndefined();
  });
});
