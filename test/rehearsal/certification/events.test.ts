import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse } from "../../../protocol/alexa/build-events.ts";
import type { Abilities, CertificationTarget, GatewayDelivery } from "../../../rehearsal/certification/target.ts";
import { cameraRecord } from "../../lambda/support/fixtures.ts";
import { certifyItem, plainTarget } from "./support/certify.ts";

const health = {
  namespace: "Alexa.EndpointHealth",
  name: "connectivity",
  value: { value: "OK" },
  timeOfSample: "2026-01-01T00:00:00Z",
  uncertaintyInMilliseconds: 0,
};

const proactive = (namespace: string, name: string) => ({
  namespace,
  name,
  payloadVersion: "3",
  messageId: randomUUID(),
});
const endpoint = { scope: { type: "BearerToken", token: "Atza|events" }, endpointId: "front-door" };

const doorbellPress = (timestamp = "2026-01-01T00:00:00Z") => ({
  context: {},
  event: {
    header: proactive("Alexa.DoorbellEventSource", "DoorbellPress"),
    endpoint,
    payload: { cause: { type: "PHYSICAL_INTERACTION" }, timestamp },
  },
});
const motionReport = (state: string, context: readonly object[] = [health]) => ({
  context: { properties: context },
  event: {
    header: proactive("Alexa", "ChangeReport"),
    endpoint,
    payload: {
      change: {
        cause: { type: "PHYSICAL_INTERACTION" },
        properties: [{ ...health, namespace: "Alexa.MotionSensor", name: "detectionState", value: state }],
      },
    },
  },
});

/** A skill that sends what it is told to when something happens. */
function target(
  react: { ring?: () => object | undefined; motion?: (detected: boolean) => object },
  ...replies: number[]
) {
  const listeners = new Set<(delivery: GatewayDelivery) => void>();
  const statuses = replies.length === 0 ? [202] : replies;
  const tell = (event: object | undefined) => {
    // Sent again after each reply but the last.
    if (event) for (const status of statuses) for (const listener of listeners) listener({ status, event });
  };
  let enabled = true;
  let name = "Front Door";
  const abilities: Partial<Abilities> = {
    gateway: {
      listen(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    ring: async () => tell(react.ring?.()),
    motion: async (_, detected) => tell(react.motion?.(detected)),
    enablement: {
      async disable() {
        enabled = false;
      },
      async enable() {
        enabled = true;
      },
    },
    async rename(_, newName) {
      name = newName;
      const header = proactive("Alexa.Discovery", "AddOrUpdateReport");
      tell({ event: { header, payload: { endpoints: [described()], scope: endpoint.scope } } });
    },
  };
  const described = () => discoveryEndpointOf(cameraRecord({ kind: "doorbell", motion: true, name }), { events: true });
  const certified: CertificationTarget = plainTarget(
    async () => discoverResponse({ messageId: "discovered", endpoints: [described()] }),
    // What is to come has come already when the incident is over.
    { abilities, eventLimitMs: 20 },
  );
  return { certified, isEnabled: () => enabled };
}

describe("an event that the skill is to send", () => {
  it("passes when the gateway takes it in its strict form", async () => {
    const { certified } = target({
      ring: () => doorbellPress(),
      motion: (detected) => motionReport(detected ? "DETECTED" : "NOT_DETECTED"),
    });
    for (const id of ["doorbell-press", "motion-reported", "camera-renamed", "camera-before-doorbell"]) {
      expect(await certifyItem(certified, id)).toMatchObject({ id, outcome: "pass" });
    }
  });

  it.each([
    ["does not come", {}, "a DoorbellPress did not come to the event gateway"],
    [
      "is another one",
      { ring: () => motionReport("DETECTED") },
      "a DoorbellPress did not come to the event gateway, but ChangeReport",
    ],
    [
      "has a fraction of a second",
      { ring: () => doorbellPress("2026-01-01T00:00:00.000Z") },
      "a DoorbellPress breaks a rule at event.payload.timestamp",
    ],
  ])("fails when it %s", async (_, react, message) => {
    expect(await certifyItem(target(react).certified, "doorbell-press")).toMatchObject({
      outcome: "fail",
      message: expect.stringContaining(message),
    });
  });

  it("fails when the gateway refuses it", async () => {
    const { certified } = target({ ring: () => doorbellPress() }, 403);
    expect(await certifyItem(certified, "doorbell-press")).toMatchObject({
      outcome: "fail",
      message: "the event gateway refused a DoorbellPress with HTTP 403",
    });
  });

  it("passes when the gateway takes it at the second time", async () => {
    const { certified } = target({ ring: () => doorbellPress() }, 401, 202);
    expect(await certifyItem(certified, "doorbell-press")).toMatchObject({ outcome: "pass" });
  });

  it("fails when it tells of motion and not of its end, or nothing of the camera's health", async () => {
    const endless = target({ motion: () => motionReport("DETECTED") });
    expect(await certifyItem(endless.certified, "motion-reported")).toMatchObject({
      outcome: "fail",
      message: expect.stringContaining("a ChangeReport that Front Door is NOT_DETECTED did not come"),
    });
    const healthless = target({ motion: () => motionReport("DETECTED", []) });
    expect(await certifyItem(healthless.certified, "motion-reported")).toMatchObject({
      outcome: "fail",
      message: expect.stringContaining("breaks a rule at context.properties"),
    });
  });
});

describe("a skill that is disabled", () => {
  it("passes when it falls silent, and is heard again once it is enabled", async () => {
    const quiet = target({ ring: () => (quiet.isEnabled() ? doorbellPress() : undefined) });
    expect(await certifyItem(quiet.certified, "skill-disabled")).toMatchObject({ outcome: "pass" });
  });

  it.each([202, 401])(
    "fails when it goes on sending, whatever the gateway says (%i), and is enabled again",
    async (status) => {
      const { certified, isEnabled } = target({ ring: () => doorbellPress() }, status);
      expect(await certifyItem(certified, "skill-disabled")).toMatchObject({
        outcome: "fail",
        message: "DoorbellPress came to the event gateway all the same",
      });
      expect(isEnabled()).toBe(true);
    },
  );

  it("is not waited for where it is known that nothing is on its way, and fails with what came until then", async () => {
    let late = () => {};
    const { certified } = target({});
    const abilities: Partial<Abilities> = {
      ...certified.abilities,
      gateway: {
        listen(listener) {
          late = () => listener({ status: 401, event: doorbellPress() });
          return () => {};
        },
        quiet: async () => late(),
      },
    };
    expect(await certifyItem({ ...certified, abilities }, "skill-disabled")).toMatchObject({
      outcome: "fail",
      message: "DoorbellPress came to the event gateway all the same",
    });
  });
});
