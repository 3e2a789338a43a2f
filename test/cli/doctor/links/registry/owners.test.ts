import { describe, expect, it } from "@jest/globals";
import { ownersLink } from "../../../../../cli/doctor/links/registry/owners.ts";
import { LINKED_USER } from "../../../support/cameras-world.ts";
import { grantOf, linkOf, recordOf, registryWorld } from "../../support/registry-world.ts";

const ANNE = "amzn1.account.ANNE";
const BERT = "amzn1.account.BERT";
const { world, parameters, resources, examine, register, write, broken, follow } = registryWorld();

describe("the owners of the cameras", () => {
  it.each(["deployed", "rehearsed"] as const)("hold where each has given a grant (%s)", async (kind) => {
    await register("front-door");
    await write(grantOf(LINKED_USER), linkOf(LINKED_USER));
    expect(await examine(ownersLink, kind)).toEqual({ seen: "1 user, to whom the skill may send events", notes: [] });
  });

  it("need no link where there is a grant", async () => {
    await register("front-door", { owners: [ANNE] });
    await write(grantOf(ANNE));
    expect(await examine(ownersLink, "deployed")).toHaveProperty("seen");
  });

  it("have lost their grant: the skill is to be enabled again", async () => {
    await register("front-door", { owners: [BERT, ANNE] });
    await write(grantOf(BERT), linkOf(ANNE));
    const { breakage, code, sentence, remedy } = await broken(ownersLink, "deployed");
    expect([breakage, code]).toEqual(["grant-missing", "grant-gone"]);
    expect(sentence).toContain(`${ANNE}, who has front-door (front-door)`);
    expect(remedy).toEqual({
      say: expect.stringContaining(`disable the skill and enable it again, signed in as ${ANNE}`),
    });
  });

  it("never enabled the skill: the camera is the only user's", async () => {
    await register("front-door", { owners: [BERT] });
    await write(grantOf(ANNE));
    const found = await broken(ownersLink, "deployed");
    expect(found).toMatchObject({
      breakage: "owner-never-linked",
      sentence: expect.stringContaining(`${BERT}, who has`),
    });
    await follow(found);
    expect(await examine(ownersLink, "deployed")).toHaveProperty("seen");
    const { cameras } = JSON.parse((await world().runIn(world().folder, {}, ["list", "--json"])).out);
    expect(cameras).toMatchObject([{ owners: [ANNE] }]);
  });

  it.each([
    ["nobody is known", () => undefined],
    ["several are known", () => write(grantOf(ANNE), grantOf("amzn1.account.CARL"))],
    ["whoever had enabled it has disabled it since", () => write(linkOf(undefined))],
  ])("never enabled the skill, and %s: hands are to", async (_who, arrange) => {
    await register("front-door", { owners: [BERT] });
    await arrange();
    const { breakage, remedy } = await broken(ownersLink, "deployed");
    expect(breakage).toBe("owner-never-linked");
    expect(remedy).toEqual({ say: expect.stringContaining(`enable the skill, signed in as ${BERT}`) });
  });

  it("are the only user whom the log knows: that one is to enable the skill again", async () => {
    await register("front-door");
    const { breakage, remedy } = await broken(ownersLink, "rehearsed");
    expect([breakage, remedy.type]).toEqual(["owner-never-linked", undefined]);
    expect(remedy.say).toContain(`signed in as ${LINKED_USER}`);
  });

  it("are told of where one of several is still to come, or a refresh came to nothing", async () => {
    await register("front-door", { owners: [ANNE, BERT] });
    await write(grantOf(ANNE, { failure: { lease: "x", at: 1 } }));
    expect(await examine(ownersLink, "deployed")).toMatchObject({
      notes: [`${BERT} never enabled the skill, as far as it knows.`, expect.stringContaining(`grant of ${ANNE} came`)],
    });
  });

  it("are not looked at where the stack sends no events", async () => {
    delete resources.EventsSecret;
    expect(await examine(ownersLink, "deployed")).toMatchObject({ name: "NotExamined" });
  });

  it("are said how to be changed where the cameras are in a file", async () => {
    const { writeFile } = await import("node:fs/promises");
    parameters.Cameras = "file";
    await writeFile(`${world().folder}/lambda/cameras.json`, JSON.stringify([recordOf("a", { owners: [BERT] })]));
    await write(grantOf(ANNE));
    const { remedy } = await broken(ownersLink, "deployed");
    expect(remedy).toEqual({
      say: expect.stringContaining(`The only user whom the skill knows is ${ANNE}. If a is theirs`),
    });
  });

  it("are never told by a token", async () => {
    await register("front-door", { owners: [BERT] });
    await write(grantOf(ANNE), linkOf(BERT));
    for (const kind of ["deployed", "rehearsed"] as const) {
      expect(JSON.stringify(await examine(ownersLink, kind))).not.toContain("SECRET");
    }
  });
});
