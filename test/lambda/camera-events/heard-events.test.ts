import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import { cameraOffline, cameraOnline, doorbellPressed } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, id, noon } from "./support.ts";

afterEach(() => {
  jest.useRealTimers();
});

describe("an event", () => {
  it("of a camera that is not in the registry is dropped, and nothing is kept of it", async () => {
    const { hear, deliver, stores, lines } = createPlainCameraEvents();
    await hear(delivered(cameraOffline("back-door", noon)));
    expect(deliver).not.toHaveBeenCalled();
    expect(await stores.presence.read("back-door")).toBeUndefined();
    expect(lines).toMatchObject([{ level: "warn", fields: { endpointId: "back-door", event: "Camera Offline" } }]);
  });

  it("names its camera by its source alone", async () => {
    const { hear, sent, cameras } = createPlainCameraEvents();
    cameras.set("back-door", doorbell({ id: "back-door", owners: ["eve"] }));
    await hear(delivered(doorbellPressed(id, noon), { detail: { id: "back-door", endpointId: "back-door" } }));
    expect(sent).toHaveLength(3);
    expect(sent[0]?.event).toMatchObject({ event: { endpoint: { endpointId: id } } });
  });

  it.each<[string, unknown]>([
    ["event-foreign", delivered(doorbellPressed(id, noon), { source: "somebody.else" })],
    ["event-foreign", { press: true }],
    ["event-malformed", delivered(doorbellPressed(id, noon), { "detail-type": "Doorbell Rung" })],
    ["event-malformed", delivered(cameraOnline(id, noon), { detail: { nextWithinSeconds: "soon" } })],
  ])("is %s, told in the log and thrown, so that it ends in the dead-letter queue", async (code, event) => {
    const { hear, lines, failed } = createPlainCameraEvents();
    await expect(hear(event)).rejects.toMatchObject({ name: "Failure", code });
    expect(lines).toMatchObject([{ level: "error", fields: { code } }]);
    expect(failed).toEqual([code]);
  });

  it("that fails by a stranger's error tells nothing of it", async () => {
    const { hear, lines } = createPlainCameraEvents({
      owners: {
        async recordOf() {
          throw new TypeError("a secret");
        },
      },
    });
    const thrown = await hear(delivered(doorbellPressed(id, noon))).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "unexpected" });
    expect((thrown as Error).cause).toBeUndefined();
    expect(JSON.stringify(lines)).not.toContain("a secret");
  });

  it("is worked on for 25 seconds at most, and ends a second before Lambda's time does", async () => {
    jest.useFakeTimers();
    for (const [remaining, ends] of [
      [60_000, 24_800],
      [10_000, 8_800],
    ] as const) {
      const { hear, deliver } = createPlainCameraEvents();
      const startedAt = performance.now();
      let after = 0;
      deliver.mockImplementation(
        (_right, _build, signal) =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              after = performance.now() - startedAt;
              reject(new Failure("event-undelivered"));
            });
          }),
      );
      const event = hear(delivered(doorbellPressed(id, noon)), remaining).catch((error: Failure) => error.code);
      await jest.advanceTimersByTimeAsync(remaining);
      expect(await event).toBe("event-undelivered");
      expect(after).toBe(ends);
    }
  });

  it("that hangs is given up", async () => {
    jest.useFakeTimers();
    const { hear } = createPlainCameraEvents({ owners: { recordOf: () => new Promise(() => {}) } });
    const event = hear(delivered(doorbellPressed(id, noon))).catch((error: Failure) => error.code);
    await jest.advanceTimersByTimeAsync(25_000);
    expect(await event).toBe("unexpected");
  });
});
