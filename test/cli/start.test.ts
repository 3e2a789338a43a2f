import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { viewReportSchema } from "../../rehearsal/view/report.ts";
import { endAll, errorLines, finished, lines, run, start, untilLine } from "./run.ts";

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "start-"));
});
afterEach(async () => {
  endAll();
  await rm(data, { recursive: true });
});

describe("camera-skill start", () => {
  it("with --once --json views Front Door, prints one line of JSON, and exits with 0", async () => {
    const { code, out, err } = await run("start", "--once", "--json");
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(1);
    const report = viewReportSchema.parse(JSON.parse(out));
    expect(report).toMatchObject({ ok: true, camera: { name: "Front Door" } });
    expect(report.video?.barcode.ofThisCamera).toBeGreaterThanOrEqual(30);
    expect(err).toContain("Signaling service");
  });

  it("keeps running for `camera-skill view`, and ends cleanly on Ctrl-C", async () => {
    const child = start(["start", "--data", data, "--manner", "browser-sdk@front-door"]);
    const end = finished(child);
    await untilLine(lines(child), "Ctrl-C stops it");

    const garden = await run("view", "Garden", "--data", data, "--frames", "10");
    expect([garden.code, garden.out]).toEqual([0, expect.stringContaining("the barcode in the picture says Garden")]);
    const json = await run("view", "front-door", "--data", data, "--frames", "10", "--json");
    expect(viewReportSchema.parse(JSON.parse(json.out)).ok).toBe(true);
    const attic = await run("view", "attic", "--data", data);
    expect([attic.code, attic.err]).toEqual([2, expect.stringContaining("it knows: front-door, garden")]);
    const second = await run("start", "--data", data);
    expect([second.code, second.err]).toEqual([1, expect.stringContaining("already runs here")]);

    const manner = await run("manner", "c-sdk:7@garden", "--data", data);
    expect([manner.code, manner.out]).toEqual([0, expect.stringMatching(/Garden {2}AWS’s C SDK \(c-sdk:seconds=7\)/)]);
    const listed = await run("manner", "--json", "--data", data);
    expect(JSON.parse(listed.out)).toMatchObject({
      cameras: [{ id: "front-door", manner: { name: "browser-sdk" } }, { manner: { textForm: "c-sdk:seconds=7" } }],
      catalogue: expect.arrayContaining([expect.objectContaining({ name: "slow-trickle" })]),
    });
    const back = await run("manner", "none", "--data", data, "--json");
    expect(JSON.parse(back.out).cameras).toMatchObject([{ manner: { name: "none" } }, { manner: { name: "none" } }]);

    child.kill("SIGINT");
    const ended = await end;
    expect(ended.code).toBe(0);
    expect(ended.err).toContain("Front Door’s firmware: AWS’s browser SDK (browser-sdk)");
    expect(ended.err).toContain("Garden’s firmware: AWS’s C SDK (c-sdk:seconds=7)");
    const after = await run("view", "garden", "--data", data);
    expect([after.code, after.err]).toEqual([1, expect.stringContaining("npm start")]);
  });

  it.each(["Creating the channels", "Registering the cameras", "Viewing Front Door"])(
    "ends cleanly when Ctrl-C comes at “%s”",
    async (step) => {
      const child = start(["start", "--data", data]);
      const end = finished(child);
      await untilLine(errorLines(child), step);
      child.kill("SIGINT");
      const { code, err } = await end;
      expect(code).toBe(130);
      expect(err).not.toMatch(/error:|Error/);
    },
  );

  it("draws its first view for people, in plain text where the output is no terminal, and ends cleanly when Ctrl-C comes during another", async () => {
    const child = start(["start", "--data", data, "--verbose"]);
    const end = finished(child);
    const log = errorLines(child);
    await untilLine(lines(child), "Ctrl-C stops it");
    const viewing = run("view", "garden", "--data", data, "--frames", "1000");
    await untilLine(log, '"endpointId":"garden","outcome":"answered"');
    child.kill("SIGINT");
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(out).toContain("“Alexa, show Front Door”");
    expect(out).toMatch(/answer event +\d+\.\d ms/);
    expect(out).toMatch(/✔ answered in \d+ ms: \d\.\d\d s left of Alexa's 6 s/);
    expect(out).toMatch(/✔ \d+ H\.264 frames \(\d+ keyframes?\) and \d+ Opus packets arrived/);
    expect(out).toMatch(/✔ the barcode in the picture says Front Door, frames \d+ to \d+/);
    const [view = ""] = out.split("The Echo Show is on your screen");
    for (const line of view.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).not.toContain("\u001b");
    expect(await viewing).toMatchObject({ code: 1, err: expect.stringContaining("stop") });
  });

  it("ends cleanly when Ctrl-C comes while it starts", async () => {
    const child = start(["start", "--data", data]);
    const end = finished(child);
    child.stderr.once("data", () => child.kill("SIGINT"));
    const { code, err } = await end;
    expect(code).toBe(130);
    expect(err).not.toMatch(/error:|Error/);
  });
});

describe("camera-skill manner", () => {
  it("shows what there is though nothing runs", async () => {
    const { code, out } = await run("manner", "--data", data);
    expect(code).toBe(0);
    expect(out).toContain("npm start");
    expect(out).toMatch(/c-sdk .*\n +\[seconds\] .*10 by default/);
  });

  it.each([
    [["manner", "c-sdl@garden"], "did you mean c-sdk?"],
    [["manner", "c-sdk@gardn"], "did you mean garden?"],
    [["manner", "c-sdk:99"], "seconds"],
    [["manner", "c-sdk", "garden"], "garden is a camera: write c-sdk@garden"],
    [["manner", "Front Door"], "Front Door is a camera: write c-sdk@front-door"],
    [["start", "--once", "--manner", "c-sdk@attic"], 'there is no camera "attic"; there are: front-door, garden'],
  ])("%j is refused before anything is done", async (args, words) => {
    const { code, out, err } = await run(...args, ...(args.includes("--once") ? [] : ["--data", data]));
    expect([code, out, err]).toEqual([2, "", expect.stringContaining(words)]);
    expect(err).not.toContain("Starting");
  });

  it("comes to nothing where no rehearsal runs", async () => {
    const { code, err } = await run("manner", "c-sdk@garden", "--data", data);
    expect([code, err]).toEqual([1, expect.stringContaining("npm start")]);
  });
});

describe("camera-skill", () => {
  it("explains itself", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const command of ["start", "view", "offer", "manner", "signaling"]) expect(out).toContain(command);
  });

  it("knows its version, and guesses which command was meant", async () => {
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, err } = await run("veiw", "garden");
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean view?")]);
  });

  it("says what is wrong with a command line, and points to --help", async () => {
    const { code, err } = await run("view", "garden", "--frames", "many");
    expect(code).toBe(2);
    expect(err).toContain("Give a whole number from 1 to 10000");
    expect(err).toContain("--help");
  });
});
