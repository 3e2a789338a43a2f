import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import type { AddOrUpdateReport } from "../../../protocol/alexa/add-or-update-report.ts";
import { cameraAdded, cameraChanged } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, everybody, id, noon } from "./support.ts";

describe("a camera that is new or different", () => {
  it.each([cameraAdded, cameraChanged])("is told whole to everybody who has it", async (build) => {
    const { hear, told, sent } = createPlainCameraEvents();
    await hear(delivered(build(id, noon)));
    const [endpoint] = sent.flatMap(({ event }) => (event as AddOrUpdateReport).event.payload.endpoints);
    expect(endpoint).toMatchObject({ endpointId: id, friendlyName: "Front Door" });
    expect(endpoint?.capabilities.map(({ interface: name }) => name)).toEqual([
      "Alexa",
      "Alexa.RTCSessionController",
      "Alexa.EndpointHealth",
      "Alexa.DoorbellEventSource",
      "Alexa.MotionSensor",
    ]);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
  });

  it("is announced with the picture that was there before it was registered", async () => {
    const { hear, sent, bucket } = createPlainCameraEvents();
    bucket.takenAt = async () => noon;
    await hear(delivered(cameraAdded(id, noon)));
    expect(sent.map(({ event }) => JSON.stringify(event).includes("SnapshotProvider"))).toEqual([true, true, true]);
  });

  it("is announced without pictures when the bucket does not say whether there is one", async () => {
    const { hear, told, lines, bucket } = createPlainCameraEvents();
    bucket.takenAt = async () => {
      throw new Failure("snapshots-unreachable");
    };
    await hear(delivered(cameraAdded(id, noon)));
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
    expect(lines).toMatchObject([{ level: "warn", fields: { code: "snapshots-unreachable" } }, { level: "info" }]);
  });

  it("is told as each of them would discover it, and not to who has lost it meanwhile", async () => {
    const { dependencies } = createPlainCameraEvents();
    const { hear, told } = createPlainCameraEvents({
      cameraOf: async (userId, cameraId, signal) =>
        userId === "ada" ? dependencies.cameraOf(userId, cameraId, signal) : undefined,
    });
    await hear(delivered(cameraChanged(id, noon)));
    expect(told()).toEqual([["ada|NA", "AddOrUpdateReport"]]);
  });

  it("is told to the others when it cannot be read for one", async () => {
    const { dependencies } = createPlainCameraEvents();
    const { hear, told, lines } = createPlainCameraEvents({
      async cameraOf(userId, cameraId, signal) {
        if (userId === "ada") throw new Failure("registry-unreachable");
        return dependencies.cameraOf(userId, cameraId, signal);
      },
    });
    await expect(hear(delivered(cameraChanged(id, noon)))).rejects.toMatchObject({ code: "event-undelivered" });
    expect(told()).toEqual([
      ["ben|EU", "AddOrUpdateReport"],
      ["ben|NA", "AddOrUpdateReport"],
    ]);
    expect(lines).toContainEqual({
      level: "warn",
      message: "a user could not be told",
      fields: expect.objectContaining({ endpointId: id, code: "registry-unreachable" }),
    });
  });
});
