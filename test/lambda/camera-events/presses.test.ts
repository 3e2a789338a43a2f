import { describe, expect, it } from "@jest/globals";
import { doorbellPressed } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, everybody, id, noon } from "./support.ts";

describe("a press of the bell", () => {
  it("is announced to everybody who has the camera, in every region where they granted it", async () => {
    const { hear, told, sent, lines } = createPlainCameraEvents();
    await hear(delivered(doorbellPressed(id, noon)));
    expect(sent[0]?.event).toMatchObject({
      event: { endpoint: { endpointId: id }, payload: { timestamp: "2026-03-01T12:00:00Z" } },
    });
    expect(told()).toEqual(everybody("DoorbellPress"));
    expect(lines).toEqual([
      {
        level: "info",
        message: "event told",
        fields: { endpointId: id, told: 3, toldBefore: 0, grantGone: 0, left: 0 },
      },
    ]);
  });

  it("rings once, though EventBridge delivers it twice, one after the other or at the same time", async () => {
    const { hear, told } = createPlainCameraEvents();
    const press = delivered(doorbellPressed(id, noon));
    await Promise.all([hear(press), hear(press)]);
    await hear(press);
    expect(told()).toEqual(everybody("DoorbellPress"));
  });

  it("rings once, though the camera put it twice because it did not hear that it was taken", async () => {
    const { hear, told } = createPlainCameraEvents();
    await hear(delivered(doorbellPressed(id, noon)));
    await hear(delivered(doorbellPressed(id, noon)));
    expect(told()).toEqual(everybody("DoorbellPress"));
  });

  it("rings again when somebody presses again", async () => {
    const { hear, told, clock } = createPlainCameraEvents();
    await hear(delivered(doorbellPressed(id, noon)));
    clock.now += 400;
    await hear(delivered(doorbellPressed(id, noon + 400)));
    await hear(delivered(doorbellPressed(id, noon), { detail: {} }));
    expect(told()).toHaveLength(9);
  });

  it("is announced to nobody when it is older than 30 seconds, and fails where somebody missed it", async () => {
    const { hear, told, clock, deliver } = createPlainCameraEvents();
    clock.now += 30_000;
    await hear(delivered(doorbellPressed(id, noon)));
    expect(told()).toHaveLength(3);
    clock.now += 1;
    await hear(delivered(doorbellPressed(id, noon)));
    await expect(hear(delivered(doorbellPressed(id, noon), { detail: {} }))).rejects.toMatchObject({
      code: "event-undelivered",
    });
    expect(deliver).toHaveBeenCalledTimes(3);
  });

  it("whose camera is ahead of time rings now", async () => {
    const { hear, sent } = createPlainCameraEvents();
    await hear(delivered(doorbellPressed(id, noon + 3_600_000)));
    expect(sent[0]?.event).toMatchObject({ event: { payload: { timestamp: "2026-03-01T12:00:00Z" } } });
  });

  it("is dropped when the camera is no doorbell, for Alexa knows it as none", async () => {
    const { hear, deliver, cameras, lines } = createPlainCameraEvents();
    cameras.set(id, doorbell({ kind: "camera" }));
    await hear(delivered(doorbellPressed(id, noon)));
    expect(deliver).not.toHaveBeenCalled();
    expect(lines).toMatchObject([{ level: "warn", fields: { endpointId: id } }]);
  });
});
