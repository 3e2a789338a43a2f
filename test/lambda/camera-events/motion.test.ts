import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import { motionEnded, motionStarted } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, everybody, id, noon } from "./support.ts";

describe("motion", () => {
  it("is told with the camera's health beside it", async () => {
    const { hear, told, sent, presence } = createPlainCameraEvents();
    await presence.report(id, "UNREACHABLE");
    await hear(delivered(motionStarted(id, noon)));
    expect(sent[0]?.event).toMatchObject({
      context: { properties: [{ name: "connectivity", value: { value: "UNREACHABLE" } }] },
      event: {
        payload: {
          change: {
            cause: { type: "PHYSICAL_INTERACTION" },
            properties: [{ name: "detectionState", value: "DETECTED", timeOfSample: "2026-03-01T12:00:00.000Z" }],
          },
        },
      },
    });
    expect(told()).toEqual(everybody("ChangeReport"));
  });

  it("is kept for state reports", async () => {
    const { hear, stores } = createPlainCameraEvents();
    await hear(delivered(motionStarted(id, noon)));
    expect(await stores.motion.read(id)).toMatchObject({ motion: "DETECTED", at: noon });
  });

  it("sends nothing where nothing changes", async () => {
    const { hear, told, lines, clock } = createPlainCameraEvents();
    clock.now += 1_000;
    await hear(delivered(motionEnded(id, noon)));
    expect(told()).toEqual([]);
    await hear(delivered(motionStarted(id, noon + 1)));
    await hear(delivered(motionStarted(id, noon + 2)));
    expect(told()).toHaveLength(3);
    expect(lines.at(-1)).toMatchObject({ message: "motion is not told", fields: { because: "unchanged" } });
  });

  it("that is told out of order comes to what happened last", async () => {
    const { hear, told, stores, clock } = createPlainCameraEvents();
    clock.now += 5_000;
    const [began, ended] = [delivered(motionStarted(id, noon + 1_000)), delivered(motionEnded(id, noon + 2_000))];
    await hear(ended);
    await hear(began);
    expect(told()).toEqual([]);
    expect(await stores.motion.read(id)).toMatchObject({ motion: "NOT_DETECTED" });
  });

  it("at a camera that has no sensor is dropped", async () => {
    const { hear, deliver, cameras, stores } = createPlainCameraEvents();
    cameras.set(id, doorbell({ motion: false }));
    await hear(delivered(motionStarted(id, noon)));
    expect(deliver).not.toHaveBeenCalled();
    expect(await stores.motion.read(id)).toBeUndefined();
  });

  it("that somebody could not be told of is told again, to them alone, as long as it is the latest", async () => {
    const { hear, told, gateway } = createPlainCameraEvents();
    const began = delivered(motionStarted(id, noon));
    gateway.outcome = async (to) => {
      if (to === "ben|EU") throw new Failure("event-undelivered", { detail: "HTTP 503" });
      return "delivered";
    };
    await expect(hear(began)).rejects.toMatchObject({ code: "event-undelivered" });
    expect(told()).toHaveLength(2);
    gateway.outcome = async () => "delivered";
    await hear(began);
    expect(told()).toEqual([["ben|EU", "ChangeReport"]]);
    await hear(delivered(motionEnded(id, noon + 1)));
    told();
    await hear(began);
    expect(told()).toEqual([]);
  });
});
