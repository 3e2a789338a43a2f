import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import type { ViewerMark } from "../../../lambda/state/viewer-marks.ts";
import { createAutoCamera } from "../support/auto-camera.ts";
import { cameraRecord } from "../support/fixtures.ts";
import { plainWay } from "../support/plain-way.ts";

const HOUR_MS = 60 * 60 * 1_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  // Whatever became of the race, nothing of it may go on.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe("a camera whose answer came as viewer", () => {
  const silent = () => plainWay("alexa-offer");

  it("is marked, and the log says in plain words what that means", async () => {
    const { wholeView, lines } = createAutoCamera({ documented: silent() });
    await wholeView();
    expect(lines).toEqual([
      {
        level: "info",
        message:
          "this camera answers as viewer only: it is marked, and its views go as viewer at once for 24 hours, or where there is no table as long as this environment lives",
        fields: { endpointId: "front-door", because: "no answer came in 2.0 s" },
      },
    ]);
  });

  it("goes as viewer at once from then on, for 24 hours, and no such view makes them longer", async () => {
    const documented = silent();
    const { wholeView } = createAutoCamera({ documented });
    await wholeView(6_000);
    expect(documented.asked()).toBe(1);
    // The mark was set 2.05 s after the first view began.
    await jest.advanceTimersByTimeAsync(12 * HOUR_MS - 6_000);
    expect(await wholeView()).toMatchObject({ way: "viewer", answeredAfter: 50 });
    await jest.advanceTimersByTimeAsync(12 * HOUR_MS - 6_000);
    expect(await wholeView()).toMatchObject({ way: "viewer", answeredAfter: 50 });
    expect(documented.asked()).toBe(1);
    expect(await wholeView()).toMatchObject({ way: "viewer", answeredAfter: 2_050 });
    expect(documented.asked()).toBe(2);
  });

  it("stays marked as long as it is viewed, where its documented answers had no candidates", async () => {
    const documented = plainWay("alexa-offer", { endsAfter: 10, with: "answer-without-candidates" });
    const { wholeView, lines } = createAutoCamera({ documented });
    for (let day = 0; day < 3; day += 1) {
      await wholeView();
      await jest.advanceTimersByTimeAsync(20 * HOUR_MS);
    }
    expect(documented.asked()).toBe(1);
    expect(lines).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(4 * HOUR_MS);
    await wholeView();
    expect(documented.asked()).toBe(2);
  });

  it("is not marked anew by each view", async () => {
    const documented = plainWay("alexa-offer", { endsAfter: 10, with: "answer-without-candidates" });
    const { wholeView, lines } = createAutoCamera({ documented });
    await wholeView();
    await jest.advanceTimersByTimeAsync(11 * HOUR_MS);
    await wholeView();
    expect(lines).toHaveLength(1);
  });

  it("is not asked the documented way when it fails as viewer one day", async () => {
    const documented = silent();
    const store = createMemoryStore<ViewerMark>();
    await store.write("front-door", { until: Date.now() + HOUR_MS, because: "no answer came in 2.0 s" });
    const viewer = plainWay("viewer", { endsAfter: 10, with: "camera-busy" });
    expect(await createAutoCamera({ documented, viewer, store }).wholeView()).toMatchObject({
      failed: "camera-busy",
      after: 10,
    });
    expect(documented.asked()).toBe(0);
  });

  it("does not lend its mark to other cameras", async () => {
    const { wholeView, view, documented } = createAutoCamera({ documented: silent() });
    await wholeView();
    const { outcome } = view({ camera: cameraRecord({ id: "garden" }) });
    await jest.advanceTimersByTimeAsync(2_050);
    await outcome;
    expect(documented.asked()).toBe(2);
  });
});

describe("marks in a store that", () => {
  const never = () => new Promise<never>(() => {});
  const broken = async (): Promise<never> => {
    throw Object.assign(new Error("secret"), { name: "ResourceNotFoundException" });
  };

  it("is slow hold an offer up by 100 ms at most, and the camera is asked the documented way", async () => {
    const { wholeView, lines } = createAutoCamera({ store: { read: never, write: never } });
    expect(await wholeView()).toMatchObject({ way: "alexa-offer", answeredAfter: 150 });
    expect(lines).toMatchObject([
      { level: "warn", fields: { endpointId: "front-door", cause: { name: "TimeoutError" } } },
    ]);
  });

  it("is in memory do not hold an offer up at all", async () => {
    const { view, documented } = createAutoCamera();
    const { outcome } = view();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(documented.asked()).toBe(1);
    await jest.advanceTimersByTimeAsync(50);
    await outcome;
  });

  it("fails cost nothing but a warning, in our own words", async () => {
    const { wholeView, lines } = createAutoCamera({
      documented: plainWay("alexa-offer"),
      store: { read: broken, write: broken },
    });
    expect(await wholeView()).toMatchObject({ way: "viewer", answeredAfter: 2_050, keptAfter: 2_050 });
    expect(lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
    expect(lines).toMatchObject([
      { fields: { cause: { name: "ResourceNotFoundException" } } },
      { fields: { cause: { name: "ResourceNotFoundException" } } },
    ]);
    expect(JSON.stringify(lines)).not.toContain("secret");
  });

  it("cannot write in time hold the event up by 100 ms at most, and say that the mark is not kept", async () => {
    const { wholeView, lines } = createAutoCamera({
      documented: plainWay("alexa-offer"),
      store: { read: async () => undefined, write: never },
    });
    expect(await wholeView()).toMatchObject({ answeredAfter: 2_050, keptAfter: 2_150 });
    expect(lines).toMatchObject([
      { level: "warn", message: "this camera answers as viewer only, and the mark that says so could not be kept" },
    ]);
  });
});
