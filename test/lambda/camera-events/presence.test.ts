import { describe, expect, it } from "@jest/globals";
import { cameraOffline, cameraOnline, motionStarted } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, everybody, id, noon } from "./support.ts";

describe("a camera that comes or goes", () => {
  it("is told where that is news, with what its sensor says", async () => {
    const { hear, told, sent, presence, clock } = createPlainCameraEvents();
    clock.now += 1_000;
    await hear(delivered(motionStarted(id, noon)));
    told();
    await hear(delivered(cameraOnline(id, noon, { nextWithinSeconds: 60 })));
    expect(told()).toEqual([]);
    await hear(delivered(cameraOffline(id, noon + 1)));
    expect(await presence.connectivityOf(id)).toBe("UNREACHABLE");
    expect(sent[0]?.event).toMatchObject({
      context: { properties: [{ name: "detectionState", value: "DETECTED" }] },
      event: { payload: { change: { properties: [{ name: "connectivity", value: { value: "UNREACHABLE" } }] } } },
    });
    expect(told()).toEqual(everybody("ChangeReport"));
    await hear(delivered(cameraOffline(id, noon + 2)));
    expect(told()).toEqual([]);
  });

  it("has nothing beside its health where it has no sensor", async () => {
    const { hear, sent, cameras } = createPlainCameraEvents();
    cameras.set(id, doorbell({ motion: false }));
    await hear(delivered(cameraOffline(id, noon)));
    expect(sent[0]?.event).toMatchObject({ context: { properties: [] } });
  });

  it("is unreachable once it owes a heartbeat, and told when it is back", async () => {
    const { hear, told, presence, clock } = createPlainCameraEvents();
    await hear(delivered(cameraOnline(id, noon, { nextWithinSeconds: 60 })));
    clock.now += 61_000;
    expect(await presence.connectivityOf(id)).toBe("UNREACHABLE");
    await hear(delivered(cameraOnline(id, clock.now, { nextWithinSeconds: 60 })));
    expect(told()).toEqual(everybody("ChangeReport"));
    expect(await presence.connectivityOf(id)).toBe("OK");
  });

  it("that was seen later by a view is left as that saw it", async () => {
    const { hear, told, presence, clock } = createPlainCameraEvents();
    clock.now += 1_000;
    await presence.report(id, "UNREACHABLE");
    await hear(delivered(cameraOnline(id, noon)));
    expect(told()).toEqual([]);
    expect(await presence.connectivityOf(id)).toBe("UNREACHABLE");
  });

  it("by a clock that is ahead is not known from the future", async () => {
    const { hear, presence, clock } = createPlainCameraEvents();
    await hear(delivered(cameraOnline(id, noon + 3_600_000)));
    clock.now += 1_000;
    await hear(delivered(cameraOffline(id, clock.now)));
    expect(await presence.connectivityOf(id)).toBe("UNREACHABLE");
  });
});
