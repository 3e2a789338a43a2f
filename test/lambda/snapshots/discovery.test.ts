import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import * as z from "zod/mini";
import type { RegisteredCamera } from "../../../lambda/cameras/registry.ts";
import type { Handler } from "../../../lambda/index.ts";
import { completePictured } from "../../../lambda/snapshots/complete-pictured.ts";
import { discoverResponseSchema } from "../../../protocol/alexa/discover-response.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { cameraRecord } from "../support/fixtures.ts";
import { type PicturedSkill, startPicturedSkill } from "../support/pictured-skill.ts";
import { jpeg } from "../support/pictures.ts";
import { unhurried } from "../support/rehearsed-skill.ts";
import { hearWarnings } from "../support/warnings.ts";

let skill: PicturedSkill;
let handler: Handler;
let output: CapturedOutput;

beforeAll(async () => {
  skill = await startPicturedSkill();
  await skill.writeCameras({ id: "front-door" }, { id: "garden" });
  await skill.putPicture("front-door", jpeg(640, 360));
});
beforeEach(() => {
  output = captureOutput();
  handler = skill.coldHandler();
});
afterEach(() => {
  jest.useRealTimers();
  output.restore();
  skill.bucket.behave("ok");
});
afterAll(() => skill.stop());

/** The cameras that discovery finds, each with whether it offers snapshots. */
async function discovered(): Promise<Record<string, boolean>> {
  const event = await handler(skill.directive("discover.linked-user"), unhurried);
  const { endpoints } = z.parse(discoverResponseSchema, event).event.payload;
  return Object.fromEntries(
    endpoints.map(({ endpointId, capabilities }) => [
      endpointId,
      capabilities.some((each) => each.interface === "Alexa.SmartVision.SnapshotProvider" && each.version === "1.1"),
    ]),
  );
}

describe("discovery", () => {
  it("offers snapshots of a camera that has a picture, and of no other", async () => {
    expect(await discovered()).toEqual({ "front-door": true, garden: false });
  });

  it("offers none in a skill without pictures", async () => {
    handler = skill.coldHandler({ SNAPSHOT_URL: "" });
    expect(await discovered()).toEqual({ "front-door": false, garden: false });
  });

  it.each(["refused", "denied", "throttled", "error", "garbage"] as const)(
    "finds the cameras all the same when the bucket is in state %s, and the log says what is missing",
    async (state) => {
      skill.bucket.behave(state);
      expect(await discovered()).toEqual({ "front-door": false, garden: false });
      expect(output.logged("cameras are announced without snapshots")).toMatchObject([
        { cameras: 2, code: "snapshots-unreachable", level: "WARN" },
      ]);
    },
  );
});

describe("what the registry does not know", () => {
  const cameras = (count: number, pictured?: boolean): RegisteredCamera[] =>
    Array.from({ length: count }, (_, index) => ({
      ...cameraRecord({ id: `camera-${index}` }),
      ...(pictured !== undefined && { pictured }),
    }));
  const log = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const { signal } = new AbortController();

  it("is asked of the bucket, and nothing else is", async () => {
    const takenAt = jest.fn(async (id: string) => (id === "camera-0" ? 1 : undefined));
    const mixed = [...cameras(2), { ...cameraRecord({ id: "known" }), pictured: true }];
    const complete = await completePictured(mixed, { bucket: { takenAt }, log, signal });
    expect(complete.map(({ id, pictured }) => [id, pictured])).toEqual([
      ["camera-0", true],
      ["camera-1", false],
      ["known", true],
    ]);
    expect(takenAt).toHaveBeenCalledTimes(2);
  });

  it("is asked of twenty cameras at once, and no more, and Node does not take so many for a leak", async () => {
    let now = 0;
    let most = 0;
    const warnings = hearWarnings();
    const takenAt = async (_id: string, limit: AbortSignal) => {
      limit.addEventListener("abort", () => {}, { once: true });
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return 1;
    };
    const complete = await completePictured(cameras(100), { bucket: { takenAt }, log, signal });
    expect(complete.every(({ pictured }) => pictured === true)).toBe(true);
    expect(most).toBe(20);
    expect(await warnings.names()).toEqual([]);
    warnings.stop();
  });

  it("is waited for 1.5 s: what is not known by then stays unknown", async () => {
    jest.useFakeTimers();
    const takenAt = (id: string, limit: AbortSignal) =>
      id === "camera-0"
        ? Promise.resolve(1)
        : new Promise<never>((_, reject) => limit.addEventListener("abort", () => reject(new Error("late"))));
    const done = jest.fn();
    const complete = completePictured(cameras(300), { bucket: { takenAt }, log, signal });
    complete.then(done);
    await jest.advanceTimersByTimeAsync(1_499);
    expect(done).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect((await complete).filter(({ pictured }) => pictured !== undefined).map(({ id }) => id)).toEqual(["camera-0"]);
    expect(log.warn).toHaveBeenCalledWith(
      "cameras are announced without snapshots",
      expect.objectContaining({ cameras: 299 }),
    );
    expect(jest.getTimerCount()).toBe(0);
  });
});
