import { beforeAll, describe, expect, it } from "@jest/globals";
import { type UserItem, userKey } from "../../lambda/cameras/items.ts";
import { ANNE, BERT, camerasCommand } from "./support/cameras-command.ts";

const { world, register } = camerasCommand();
beforeAll(async () => {
  await register("front-door", "--name", "Front Door", "--kind", "doorbell", "--owner", ANNE, "--owner", BERT);
  await register("shed", "--owner", ANNE);
  await register("garden", "--owner", ANNE, "--owner", BERT);
});

describe("camera-skill cameras list", () => {
  it("shows all cameras, and those of one user, in a table that fits the terminal", async () => {
    const long = `gate-${"x".repeat(60)}`;
    await register(long, "--owner", BERT);
    const wide = await world().run("list");
    expect(wide.out.split("\n")[0]).toMatch(/^ID +NAME +KIND +OWNERS +CHANNEL +PICTURE$/);
    expect(wide.out).toMatch(/^front-door +Front Door +doorbell +2 +front-door +no$/m);
    expect(wide.out).toContain(long);
    const narrow = await world().runAs({ columns: 80 }, "list");
    expect(Math.max(...narrow.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(narrow.out).toMatch(/^gate-x+… /m);
    const berts = await world().run("list", "--user", BERT);
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
    await world().writeItems(items);
    const { code, out, err } = await world().run("list", "--user", "crowded");
    expect([code, out.split("\n").at(-1)]).toEqual([0, "302 cameras"]);
    expect(err).toContain("crowded has 302 cameras, and Alexa discovers at most 300 of one user: unshare some.");
  });

  it("says what to type when there is none", async () => {
    const { code, out } = await world().run("list", "--user", "nobody");
    expect([code, out]).toEqual([0, expect.stringContaining("cameras share <id> <user>")]);
  });
});
