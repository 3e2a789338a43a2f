import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { snapshot, snapshotErrorResponse } from "../../../protocol/alexa/build-snapshot-events.ts";
import { discoveryEndpointSchema } from "../../../protocol/alexa/discovery-endpoint.ts";
import { alexaEventSchema } from "../../../protocol/alexa/events.ts";
import { parseDirective } from "../../../protocol/alexa/parse-directive.ts";
import { cameraRecord, directiveFixture } from "../../lambda/support/fixtures.ts";

const parts = { messageId: "5f8a426e-01e4", correlationToken: 'dFMb0z+Pgp "ä" ==', endpointId: "front-door" };
const uri = "https://pictures.example/front-door/1700000600/signature";
const event = snapshot({ ...parts, uri, expiresAt: 1_700_000_600_000, takenAt: 1_700_000_000_000 });
const accepts = (value: unknown) => z.safeParse(alexaEventSchema, value).success;

describe("GetSnapshot", () => {
  const key = "Alexa.SmartVision.SnapshotProvider.GetSnapshot";

  it("is read with its own version, whatever its payload prefers", () => {
    const directive = directiveFixture("get-snapshot.front-door");
    expect(parseDirective(directive)).toMatchObject({ outcome: "directive", key });
    for (const payload of [{}, undefined, { preferOnDemandSnapshot: "yes", more: 1 }]) {
      directive.directive.payload = payload;
      expect(parseDirective(directive)).toMatchObject({ outcome: "directive", key });
    }
  });

  it.each(["3", "1.0", 1.1])("is refused with the version %j", (payloadVersion) => {
    const directive = directiveFixture("get-snapshot.front-door");
    directive.directive.header.payloadVersion = payloadVersion;
    expect(parseDirective(directive)).toEqual({ outcome: "malformed", field: "directive.header.payloadVersion" });
  });
});

describe("Snapshot", () => {
  it("says where the picture is, until when, and when it was taken", () => {
    expect(accepts(event)).toBe(true);
    expect(event).toEqual({
      event: {
        header: {
          namespace: "Alexa.SmartVision.SnapshotProvider",
          name: "Snapshot",
          payloadVersion: "1.1",
          messageId: parts.messageId,
          correlationToken: parts.correlationToken,
        },
        endpoint: { endpointId: "front-door" },
        payload: {
          value: { uri, uriExpirationTime: "2023-11-14T22:23:20.000Z", authenticationType: "ACCESS_TOKEN" },
          timeOfSample: "2023-11-14T22:13:20.000Z",
          uncertaintyInMilliseconds: 1_000,
        },
      },
    });
  });

  const { payload } = event.event;
  it.each([
    ["no address", { ...payload, value: { ...payload.value, uri: "front-door" } }],
    ["a time that is none", { ...payload, timeOfSample: "yesterday" }],
    ["another authentication", { ...payload, value: { ...payload.value, authenticationType: "NONE" } }],
    ["more than it may have", { ...payload, width: 640 }],
    ["an uncertainty below nothing", { ...payload, uncertaintyInMilliseconds: -1 }],
  ])("is refused with %s", (_name, changed) => {
    expect(accepts({ event: { ...event.event, payload: changed } })).toBe(false);
  });

  it("is refused with the version of other interfaces", () => {
    const header = { ...event.event.header, payloadVersion: "3" };
    expect(accepts({ event: { ...event.event, header } })).toBe(false);
  });
});

describe("its ErrorResponse", () => {
  const error = (type: string) =>
    snapshotErrorResponse({
      ...parts,
      payload: { type, message: "why" } as { type: "DISABLED_BY_USER"; message: string },
    });

  it.each(["SUBSCRIPTION_REQUIRED", "DISABLED_BY_USER"])("takes %s", (type) => {
    expect(accepts(error(type))).toBe(true);
    expect(error(type).event.header).toMatchObject({
      namespace: "Alexa.SmartVision.SnapshotProvider",
      payloadVersion: "1.1",
    });
  });

  it("takes no type of Alexa.ErrorResponse", () => {
    expect(accepts(error("ENDPOINT_UNREACHABLE"))).toBe(false);
  });
});

describe("the interface in discovery", () => {
  const interfaces = (pictured: boolean | undefined, snapshots?: boolean) =>
    discoveryEndpointOf(
      { ...cameraRecord(), pictured },
      { events: false, ...(snapshots !== undefined && { snapshots }) },
    ).capabilities.filter(({ interface: name }) => name === "Alexa.SmartVision.SnapshotProvider");

  it("is announced of a camera with a picture, by a skill that gives pictures out", () => {
    expect(interfaces(true, true)).toEqual([
      { type: "AlexaInterface", interface: "Alexa.SmartVision.SnapshotProvider", version: "1.1" },
    ]);
    for (const none of [
      interfaces(false, true),
      interfaces(undefined, true),
      interfaces(true, false),
      interfaces(true),
    ]) {
      expect(none).toEqual([]);
    }
  });

  it("is taken by the strict schema", () => {
    const endpoint = discoveryEndpointOf({ ...cameraRecord(), pictured: true }, { events: false, snapshots: true });
    expect(z.safeParse(discoveryEndpointSchema, endpoint).success).toBe(true);
    expect(JSON.stringify(endpoint)).not.toContain("pictured");
  });
});
