import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { CatalogueRefusal } from "../../../lambda/cameras/catalogue.ts";
import { Failure } from "../../../lambda/failure.ts";
import type { AddOrUpdateReport } from "../../../protocol/alexa/add-or-update-report.ts";
import {
  cameraAdded,
  cameraChanged,
  cameraOffline,
  cameraOnline,
  cameraRemoved,
  doorbellPressed,
  motionEnded,
  motionStarted,
} from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, noon, objectEvent } from "./support.ts";

const id = "front-door";
const everybody = (name: string) => ["ada|NA", "ben|EU", "ben|NA"].map((to) => [to, name]);

afterEach(() => {
  jest.useRealTimers();
});

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

describe("a camera that was removed", () => {
  it("is taken from those who lost it", async () => {
    const { hear, told, sent, cameras } = createPlainCameraEvents();
    cameras.delete(id);
    await hear(delivered(cameraRemoved(id, noon, ["ada", "ben"])));
    expect(sent[0]?.event).toMatchObject({ event: { payload: { endpoints: [{ endpointId: id }] } } });
    expect(told()).toEqual(everybody("DeleteReport"));
  });

  it("stays with whoever has it, whatever the event says", async () => {
    const { hear, told, cameras, lines, stores, presence } = createPlainCameraEvents();
    await presence.report(id, "UNREACHABLE");
    cameras.set(id, doorbell({ owners: ["ada"] }));
    await hear(delivered(cameraRemoved(id, noon, ["ada", "ben"])));
    expect(told()).toEqual([
      ["ben|EU", "DeleteReport"],
      ["ben|NA", "DeleteReport"],
    ]);
    expect(lines[0]).toMatchObject({ level: "warn", fields: { endpointId: id, users: 1 } });
    expect(await stores.presence.read(id)).toBeDefined();
  });

  it("stays with everybody when the registry cannot be read", async () => {
    const { hear, deliver, cameras } = createPlainCameraEvents({
      async cameraOf() {
        throw new Failure("registry-unreachable");
      },
    });
    cameras.delete(id);
    await expect(hear(delivered(cameraRemoved(id, noon, ["ada"])))).rejects.toMatchObject({
      code: "registry-unreachable",
    });
    expect(deliver).not.toHaveBeenCalled();
  });

  it("takes with it all that was kept of it, once nobody has it", async () => {
    const { hear, cameras, stores, presence } = createPlainCameraEvents();
    await presence.report(id, "UNREACHABLE");
    await hear(delivered(motionStarted(id, noon)));
    await stores.marks.write(id, { until: noon + 1_000, because: "no answer came in 2.0 s" });
    cameras.delete(id);
    await hear(delivered(cameraRemoved(id, noon, ["ada"])));
    for (const store of Object.values(stores)) expect(await store.read(id)).toBeUndefined();
  });
});

describe("a picture", () => {
  const snapshots = ({ event }: { event: object }) => JSON.stringify(event).includes("SnapshotProvider");

  it("that is a camera's first makes it announced anew, and the next ones do not", async () => {
    const { hear, told, sent } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(sent.every(snapshots)).toBe(true);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(told()).toEqual([]);
  });

  it("that is gone makes it announced without", async () => {
    const { hear, told, sent } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "front-door.jpg"));
    told();
    await hear(objectEvent("Object Deleted", "front-door.jpg"));
    expect(sent.some(snapshots)).toBe(false);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
  });

  it("is announced again to who could not be told, though it is kept by then", async () => {
    const { hear, told, gateway } = createPlainCameraEvents();
    const first = objectEvent("Object Created", "front-door.jpg");
    gateway.outcome = async () => {
      throw new Failure("event-undelivered");
    };
    await expect(hear(first)).rejects.toMatchObject({ code: "event-undelivered" });
    gateway.outcome = async () => "delivered";
    await hear(first);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
  });

  it.each(["notes.txt", "front-door.png", "folder/front-door.jpg", ".jpg"])("is not %s", async (key) => {
    const { hear, deliver, lines } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", key));
    expect(deliver).not.toHaveBeenCalled();
    expect(lines).toMatchObject([{ level: "warn" }]);
  });

  it("of a camera that is not in the registry is nobody's", async () => {
    const { hear, deliver } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "back-door.jpg"));
    expect(deliver).not.toHaveBeenCalled();
  });

  it("of another bucket is foreign", async () => {
    const { hear } = createPlainCameraEvents();
    await expect(hear(objectEvent("Object Created", "front-door.jpg", "others"))).rejects.toMatchObject({
      code: "event-foreign",
    });
    const without = createPlainCameraEvents({ pictures: undefined as never });
    await expect(without.hear(objectEvent("Object Created", "front-door.jpg"))).rejects.toMatchObject({
      code: "event-foreign",
    });
  });

  it("is left to discovery where the registry is a file", async () => {
    const { hear, deliver } = createPlainCameraEvents({ pictures: { bucket: "pictures" } });
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(deliver).not.toHaveBeenCalled();
  });

  it("is tried again when others keep writing the camera", async () => {
    const setPictured = async () => {
      throw new CatalogueRefusal("contended");
    };
    const kept = { catalogue: { setPictured }, objects: { takenAt: async () => noon } };
    const { hear } = createPlainCameraEvents({ pictures: { bucket: "pictures", kept } });
    await expect(hear(objectEvent("Object Created", "front-door.jpg"))).rejects.toMatchObject({
      code: "registry-unreachable",
    });
  });
});

describe("those who have a camera", () => {
  it("are told although one of them cannot be, and the event fails for that one alone", async () => {
    const { hear, told, gateway, failed, lines } = createPlainCameraEvents();
    gateway.outcome = async (to) => {
      if (to === "ada|NA") throw new Failure("event-undelivered", { detail: "HTTP 503" });
      return "delivered";
    };
    const press = delivered(doorbellPressed(id, noon));
    await expect(hear(press)).rejects.toMatchObject({
      message: expect.stringMatching(/^event-undelivered: .*1 of 3\)$/),
    });
    expect(told()).toEqual([
      ["ben|EU", "DoorbellPress"],
      ["ben|NA", "DoorbellPress"],
    ]);
    expect(failed).toEqual(["event-undelivered"]);
    expect(lines.at(-1)).toMatchObject({
      level: "error",
      message: "camera event failed",
      fields: { endpointId: id, event: "Doorbell Pressed", code: "event-undelivered" },
    });
    gateway.outcome = async () => "delivered";
    await hear(press);
    expect(told()).toEqual([["ada|NA", "DoorbellPress"]]);
  });

  it("are told although it cannot be read what one of them granted", async () => {
    const { dependencies } = createPlainCameraEvents();
    const { hear, told } = createPlainCameraEvents({
      rights: {
        async of(userId) {
          if (userId === "ada") throw new Failure("state-unreachable");
          return dependencies.rights.of(userId);
        },
      },
    });
    await expect(hear(delivered(doorbellPressed(id, noon)))).rejects.toMatchObject({ code: "event-undelivered" });
    expect(told()).toHaveLength(2);
  });

  it("and have disabled the skill, or never enabled it, are no failure", async () => {
    const { hear, told, gateway, grants, lines } = createPlainCameraEvents();
    grants.delete("ada");
    gateway.outcome = async (to) => (to === "ben|EU" ? "nobody" : "delivered");
    await hear(delivered(doorbellPressed(id, noon)));
    expect(told()).toEqual([["ben|NA", "DoorbellPress"]]);
    expect(lines).toMatchObject([{ fields: { told: 1, grantGone: 1, left: 0 } }]);
  });

  it("are never named in the log", async () => {
    const { hear, gateway, lines } = createPlainCameraEvents();
    gateway.outcome = async () => {
      throw new Error("ada|NA");
    };
    await expect(hear(delivered(doorbellPressed(id, noon)))).rejects.toThrow();
    expect(JSON.stringify(lines)).not.toMatch(/ada|ben/);
  });
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
