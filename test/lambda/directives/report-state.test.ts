import { describe, expect, it, jest } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import type { SkillDependencies } from "../../../lambda/skill.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import type { MotionRecord } from "../../../lambda/state/motion.ts";
import { cameraRecord, directiveFixture } from "../support/fixtures.ts";
import { createPlainSkill, warm } from "../support/plain-skill.ts";

const camera = cameraRecord({ motion: true });
const registry = { camerasOf: async () => [camera], cameraOf: async () => camera };
const moving = createMemoryStore<MotionRecord>();
await moving.write("front-door", { motion: "DETECTED", at: Date.now(), changedBy: "began" });

/** Asks for the state; gives its properties by name, or the error's type, and what was logged. */
async function ask(change: Partial<SkillDependencies> = {}) {
  const { skill, lines } = createPlainSkill({ registry, motion: moving, announced: { events: true }, ...change });
  const answer = await skill(directiveFixture("report-state.camera"), warm);
  if (!("context" in answer)) return { error: answer.event.payload, lines };
  const { properties } = answer.context as { properties: { name: string; value: unknown }[] };
  return { state: properties.map(({ name, value }) => [name, value]), lines };
}

const ok = ["connectivity", { value: "OK" }];

describe("a state report", () => {
  it("tells of motion beside connectivity, where discovery announces a sensor", async () => {
    expect((await ask()).state).toEqual([ok, ["detectionState", "DETECTED"]]);
  });

  it("tells that nothing moves before a camera that has never told of motion", async () => {
    const { state } = await ask({ motion: createMemoryStore<MotionRecord>() });
    expect(state).toEqual([ok, ["detectionState", "NOT_DETECTED"]]);
  });

  it.each<[string, Partial<SkillDependencies>]>([
    ["a camera without a sensor", { registry: { ...registry, cameraOf: async () => cameraRecord() } }],
    ["a skill that sends no events", { announced: { events: false } }],
  ])("tells nothing of motion for %s", async (_name, change) => {
    expect((await ask(change)).state).toEqual([ok]);
  });

  it("of an offline camera is a report like any other", async () => {
    const presence = { connectivityOf: async () => "UNREACHABLE" as const, report: async () => {} };
    expect((await ask({ presence })).state).toEqual([
      ["connectivity", { value: "UNREACHABLE" }],
      ["detectionState", "DETECTED"],
    ]);
  });

  it("says the rest where motion cannot be read, and the log says so", async () => {
    const motion = {
      async read(): Promise<never> {
        throw new Failure("state-unreachable", { detail: "TimeoutError" });
      },
    };
    const { state, lines } = await ask({ motion });
    expect(state).toEqual([ok]);
    expect(lines).toMatchObject([
      { level: "warn", message: "a state report without motion", fields: { code: "state-unreachable" } },
    ]);
  });

  it("waits a second for motion at most", async () => {
    jest.useFakeTimers();
    const state = ask({ motion: { read: () => new Promise(() => {}) } });
    await jest.advanceTimersByTimeAsync(1_000);
    expect((await state).state).toEqual([ok]);
    jest.useRealTimers();
  });

  it("is an error where nobody can say whether the camera is there", async () => {
    const presence = {
      async connectivityOf(): Promise<never> {
        throw new Failure("state-unreachable");
      },
      report: async () => {},
    };
    expect((await ask({ presence })).error).toMatchObject({ type: "INTERNAL_ERROR" });
  });
});
