import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { doctorReportSchema } from "../../rehearsal/breakages/report.ts";
import { endAll, finished, lines, run, start, untilLine } from "./run.ts";

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "added-"));
});
afterEach(async () => {
  endAll();
  await rm(data, { recursive: true });
});

describe("a camera that was added to the running rehearsal", () => {
  it("is viewed and examined like the others once one of ours plays in its place", async () => {
    const rehearsal = start(["start", "--data", data]);
    await untilLine(lines(rehearsal), "Ctrl-C stops it");
    const added = await run("cameras", "add", "attic", "--name", "The Attic", "--kind", "camera", "--data", data);
    expect(added).toMatchObject({ code: 0 });
    const dark = await run("view", "attic", "--data", data);
    expect([dark.code, dark.out]).toEqual([1, expect.stringContaining("ENDPOINT_UNREACHABLE")]);

    const playing = start(["cameras", "play", "attic", "--data", data]);
    await untilLine(lines(playing), "plays a test picture");
    const viewed = await run("view", "the attic", "--frames", "5", "--data", data);
    expect([viewed.code, viewed.out]).toEqual([
      0,
      expect.stringContaining("the barcode in the picture says The Attic"),
    ]);
    const { code, out } = await run("doctor", "--camera", "attic", "--json", "--data", data);
    const report = doctorReportSchema.parse(JSON.parse(out));
    expect([code, report.broken]).toEqual([0, undefined]);
    expect(report.links.at(-1)?.sentence).toMatch(/^Discover, and The Attic's answer after \d+ ms, with its picture$/);

    for (const child of [playing, rehearsal]) {
      const ended = finished(child);
      child.kill("SIGINT");
      expect((await ended).code).toBe(0);
    }
  }, 60_000);
});
