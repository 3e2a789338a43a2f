import { beforeAll, describe, expect, it } from "@jest/globals";
import { run } from "./run.ts";
import { camerasCommand } from "./support/cameras-command.ts";

const { world, register } = camerasCommand();
beforeAll(() => register("front-door"));

describe("camera-skill", () => {
  it("has these commands, and keeps results apart from what it tells beside them", async () => {
    const listed = await run("cameras", "list", "--user", "nobody", "--data", world().data);
    expect(listed).toEqual({
      code: 0,
      out: "That user has no camera. Share one with: npx camera-skill cameras share <id> <user>\n",
      err: `In the rehearsal that runs here (process ${process.pid})\n- Reading the cameras\n`,
    });
    const { code, out, err } = await run("cameras", "remove", "front-door", "--data", world().data);
    expect([code, out, err]).toEqual([
      1,
      "",
      expect.stringMatching(/\nerror: there is no terminal to ask on: .* --yes /),
    ]);
  });
});
