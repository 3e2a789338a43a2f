import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openCatalogue } from "../../cli/open-catalogue.ts";
import { permissions } from "../../infrastructure/permissions.ts";
import { type Rehearsal, startRehearsal } from "../../rehearsal/index.ts";
import { stagesOf } from "../../rehearsal/view/ways.ts";
import { findCamera } from "../../rehearsal/virtual-cameras.ts";

const root = join(import.meta.dirname, "../..");
const documentedStages = stagesOf({}, { ways: ["alexa-offer"] });
let dataDirectory: string;
let rehearsal: Rehearsal;
const logged: string[] = [];

const start = () =>
  startRehearsal({
    dataDirectory,
    packedSkill: join(root, "dist/lambda"),
    runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
    openCatalogue,
    permissions,
    pages: join(root, "dist/pages"),
    onLog: (line) => logged.push(line),
    ...(process.env.NODE24 ? { node: process.env.NODE24 } : {}),
  });

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "whole-path-"));
  rehearsal = await start();
});
afterAll(async () => {
  await rehearsal.stop();
  await rm(dataDirectory, { recursive: true });
});

function camera(typed: string) {
  const found = findCamera(rehearsal.cameras, typed);
  if (!found) throw new Error(`no camera ${typed}`);
  return found;
}

const channels = () => rehearsal.parts.records.map(({ channelArn }) => channelArn).join();

describe("“Alexa, show the front door”", () => {
  it("brings Front Door's own picture and sound to the Echo, each stage after the one before", async () => {
    const report = await rehearsal.view(camera("front door"), 30);
    expect(report).toMatchObject({ ok: true, camera: { name: "Front Door" }, video: { frames: expect.any(Number) } });
    expect(report.video?.frames).toBeGreaterThanOrEqual(30);
    expect(report.video?.barcode.ofThisCamera).toBe(report.video?.barcode.read);
    expect(report.audio?.packets).toBeGreaterThan(0);
    expect(Object.keys(report.timeline)).toEqual(documentedStages);
    const times = Object.values(report.timeline);
    // The camera and the Lambda note their times in processes of their own, with clocks a millisecond apart.
    for (const [index, at] of times.entries()) expect(at).toBeGreaterThanOrEqual((times[index - 1] ?? 0) - 2);
    expect(report.marginMilliseconds).toBeGreaterThan(0);
  });

  it("brings Garden's picture when Garden is asked for", async () => {
    expect(await rehearsal.view(camera("garden"), 15)).toMatchObject({ ok: true, camera: { id: "garden" } });
  });

  it("answers an offer as a real Echo wrote it: both m-lines, their mids and BUNDLE, Opus, H.264 and candidates", async () => {
    const offer = await readFile(join(root, "test/fixtures/offers/echo-show.2023.sdp"), "utf8");
    const report = await rehearsal.offer(camera("front-door"), offer);
    expect(report.answerFindings.filter((finding) => finding.severity === "refuse")).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      sections: [
        { kind: "audio", mid: "audio0", codecs: ["opus"] },
        { kind: "video", mid: "video0", codecs: ["h264"] },
      ],
      bundles: [["audio0", "video0"]],
    });
    for (const section of report.sections) expect(section.candidates).toBeGreaterThan(0);
  });

  it("tells what Alexa is told of an offer that is none", async () => {
    expect(await rehearsal.offer(camera("front-door"), "hello")).toMatchObject({
      ok: false,
      error: { type: "INVALID_VALUE" },
      offerFindings: [{ rule: "offer-not-sdp" }],
    });
  });

  it("serves two Echos at once", async () => {
    const views = await Promise.all([rehearsal.view(camera("garden"), 15), rehearsal.view(camera("garden"), 15)]);
    expect(views.map((view) => view.ok)).toEqual([true, true]);
  });

  it("leaves a line for each view in the skill's log, without a secret", () => {
    const views = logged.filter((line) => line.includes('"message":"view"'));
    expect(views.length).toBeGreaterThanOrEqual(4);
    for (const line of logged) expect(line).not.toMatch(/Atza\||v=0|ice-pwd|fingerprint/);
  });

  it("tells what Alexa is told when the skill knows no such camera", async () => {
    const attic = { id: "attic", name: "Attic", kind: "camera" as const, talk: false };
    expect(await rehearsal.view(attic, 1)).toMatchObject({
      ok: false,
      error: { type: "NO_SUCH_ENDPOINT", code: "camera-not-found" },
    });
  });

  it("finds the same channels after a restart", async () => {
    const before = channels();
    await rehearsal.stop();
    rehearsal = await start();
    expect(channels()).toBe(before);
    expect(await rehearsal.view(camera("front-door"), 15)).toMatchObject({ ok: true });
  });
});
