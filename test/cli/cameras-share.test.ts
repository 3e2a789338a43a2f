import { describe, expect, it } from "@jest/globals";
import { ANNE, BERT, camerasCommand } from "./support/cameras-command.ts";

const { world, json, told, register } = camerasCommand();

describe("camera-skill cameras share and unshare", () => {
  it("gives a camera to one more user, once", async () => {
    await register("hall", "--owner", ANNE);
    const { out } = await world().run("share", "hall", BERT);
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
    const no = await world().runAs({ answer: "n" }, "unshare", "attic", BERT);
    expect([no.code, no.questions, no.err]).toEqual([
      1,
      [`Take attic (attic) from ${BERT}? [y/N] `],
      expect.stringContaining("Nothing was done."),
    ]);
    const yes = await world().runAs({ answer: "y" }, "unshare", "attic", BERT, "--json");
    expect([yes.code, JSON.parse(yes.out)]).toEqual([
      0,
      { outcome: "unshared", id: "attic", owners: [ANNE], told: true },
    ]);
    expect(await told()).toEqual([["camera.attic", "Camera Removed", { userIds: [BERT] }]]);
    expect((await json("unshare", "attic", BERT)).outcome).toBe("unchanged");
  });

  it("does not take it from the last one", async () => {
    await register("cellar", "--owner", ANNE);
    const { code, err } = await world().run("unshare", "cellar", ANNE, "--yes");
    expect([code, err]).toEqual([1, expect.stringContaining("npx camera-skill cameras remove cellar")]);
  });
});
