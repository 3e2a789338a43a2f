import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse } from "../../../protocol/alexa/build-events.ts";
import { discoverResponseSchema } from "../../../protocol/alexa/discover-response.ts";
import { discoveryEndpointSchema } from "../../../protocol/alexa/discovery-endpoint.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";

const camera: CameraRecord = {
  id: "front-door",
  name: "Front Door",
  kind: "camera",
  talk: false,
  channelArn: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700000000000",
  owners: ["ada"],
  manufacturer: "Example Cameras",
  model: "EC-1",
  signaling: "auto",
  offerFormat: "json",
  motion: false,
};
const endpoint = discoveryEndpointOf(camera, { events: false });
const accepts = (value: unknown) => z.safeParse(discoveryEndpointSchema, value).success;

describe("a camera in a Discover.Response", () => {
  it("announces Alexa 3, RTCSessionController 3 and EndpointHealth 3.1", () => {
    expect(accepts(endpoint)).toBe(true);
    expect(endpoint.capabilities).toEqual([
      { type: "AlexaInterface", interface: "Alexa", version: "3" },
      {
        type: "AlexaInterface",
        interface: "Alexa.RTCSessionController",
        version: "3",
        configuration: { isFullDuplexAudioSupported: false },
      },
      {
        type: "AlexaInterface",
        interface: "Alexa.EndpointHealth",
        version: "3.1",
        properties: { supported: [{ name: "connectivity" }], proactivelyReported: true, retrievable: true },
      },
    ]);
  });

  it("announces two-way talk only if it has it", () => {
    expect(discoveryEndpointOf({ ...camera, talk: true }, { events: false }).capabilities[1]).toMatchObject({
      configuration: { isFullDuplexAudioSupported: true },
    });
  });

  it("is a camera before it is a doorbell", () => {
    expect(endpoint.displayCategories).toEqual(["CAMERA"]);
    expect(discoveryEndpointOf({ ...camera, kind: "doorbell" }, { events: false }).displayCategories).toEqual([
      "CAMERA",
      "DOORBELL",
    ]);
  });

  it("tells its make, and its serial number and firmware where they are known", () => {
    expect(endpoint.additionalAttributes).toEqual({ manufacturer: "Example Cameras", model: "EC-1" });
    const known = discoveryEndpointOf({ ...camera, serialNumber: "S1", firmwareVersion: "2.0" }, { events: false });
    expect(known.additionalAttributes).toMatchObject({ serialNumber: "S1", firmwareVersion: "2.0" });
    expect(accepts(known)).toBe(true);
  });

  it("tells neither its channel nor its owners", () => {
    expect(JSON.stringify(endpoint)).not.toMatch(/arn:|ada/);
  });

  it("keeps within the limits whatever the record allows", () => {
    const longest = "x".repeat(128);
    expect(
      accepts(
        discoveryEndpointOf({ ...camera, manufacturer: longest, model: longest, name: longest }, { events: false }),
      ),
    ).toBe(true);
  });
});

describe("an endpoint is refused", () => {
  it.each([
    ["with an ARN for an id", { endpointId: camera.channelArn }],
    ["with a dot in its id", { endpointId: "front.door" }],
    ["with an id too long", { endpointId: "x".repeat(257) }],
    ["without a name", { friendlyName: "" }],
    ["with a name too long", { friendlyName: "x".repeat(129) }],
    ["without a category", { displayCategories: [] }],
    ["as a doorbell before a camera", { displayCategories: ["DOORBELL", "CAMERA"] }],
    ["with one category twice", { displayCategories: ["CAMERA", "CAMERA"] }],
    ["with one interface twice", { capabilities: [endpoint.capabilities[0], endpoint.capabilities[0]] }],
    ["without the interface Alexa", { capabilities: endpoint.capabilities.slice(1) }],
    ["with an attribute that Alexa doesn't know", { additionalAttributes: { colour: "red" } }],
    ["with a key that Alexa doesn't know", { online: true }],
  ])("%s", (_name, change) => {
    expect(accepts({ ...endpoint, ...change })).toBe(false);
  });

  it("when it is named twice, or is one of more than 300", () => {
    const response = (endpoints: (typeof endpoint)[]) =>
      z.safeParse(discoverResponseSchema, discoverResponse({ messageId: "1", endpoints })).success;
    const many = Array.from({ length: 300 }, (_, index) => ({ ...endpoint, endpointId: `camera-${index}` }));
    expect(response(many)).toBe(true);
    expect(response([endpoint, endpoint])).toBe(false);
    const event = discoverResponse({ messageId: "1", endpoints: many });
    event.event.payload.endpoints = [...many, endpoint];
    expect(z.safeParse(discoverResponseSchema, event).success).toBe(false);
  });
});
