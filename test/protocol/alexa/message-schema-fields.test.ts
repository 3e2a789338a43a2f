// As message-schema.test.ts, field by field.
import { describe, expect, it } from "@jest/globals";
import { accepts, type Broken, endpoints, events, having } from "./support/sent-events.ts";

describe("an endpoint's id", () => {
  const places = [
    ["StateReport", "event.endpoint.endpointId"],
    ["SessionConnected", "event.endpoint.endpointId"],
    ["ErrorResponse", "event.endpoint.endpointId"],
    ["Discover.Response", "event.payload.endpoints.0.endpointId"],
    ["DoorbellPress", "event.endpoint.endpointId"],
    ["ChangeReport of motion", "event.endpoint.endpointId"],
    ["AddOrUpdateReport", "event.payload.endpoints.0.endpointId"],
    ["DeleteReport", "event.payload.endpoints.0.endpointId"],
  ] as const;
  it.each(places)("in %s is 1 to 256 letters, digits and _-=#;:?@&", (name, path) => {
    for (const id of ["a", "x".repeat(256), "aZ09_-=#;:?@&"]) expect(accepts(having(name, path, id))).toBe(true);
    for (const id of ["", "x".repeat(257), "a/b", "a.b", "a b", "a+b", "ä", "a\n", 7]) {
      expect(accepts(having(name, path, id))).toBe(false);
    }
  });
});

describe("a scope", () => {
  it.each([
    ["DoorbellPress", "event.endpoint.scope"],
    ["ChangeReport of motion", "event.endpoint.scope"],
    ["AddOrUpdateReport", "event.payload.scope"],
    ["DeleteReport", "event.payload.scope"],
  ])("in %s is a bearer's token of at least one character", (name, path) => {
    expect(accepts(having(name, `${path}.token`, ""))).toBe(false);
    expect(accepts(having(name, `${path}.type`, "DirectedUserId"))).toBe(false);
  });
});

describe("a property's time", () => {
  const path = "context.properties.0.timeOfSample";
  const times = {
    right: ["2024-02-29T23:59:59Z", "2000-02-29T00:00:00.1Z", "2023-12-31T00:00:00.12Z", "1000-01-01T00:00:00.123Z"],
    wrong: [
      "2023-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "2023-04-31T00:00:00Z",
      "2023-13-01T00:00:00Z",
      "2023-00-01T00:00:00Z",
      "2023-01-00T00:00:00Z",
      "2023-01-32T00:00:00Z",
      "2023-01-01T24:00:00Z",
      "2023-01-01T00:60:00Z",
      "2023-01-01T00:00:60Z",
      "0999-01-01T00:00:00Z",
      "2023-01-01T00:00:00",
      "2023-01-01T00:00:00+00:00",
      "2023-01-01 00:00:00Z",
      "2023-01-01T00:00Z",
      "2023-01-01T00:00:00.Z",
      "2023-01-01T00:00:00.1234Z",
      "+02023-01-01T00:00:00Z",
    ],
  };

  it.each(times.right)("may be %s", (time) => {
    expect(accepts(having("StateReport", path, time))).toBe(true);
    expect(accepts(having("ChangeReport of motion", path, time))).toBe(true);
  });

  it.each(times.wrong)("is not %s", (time) => {
    expect(accepts(having("StateReport", path, time))).toBe(false);
    expect(accepts(having("ChangeReport of motion", path, time))).toBe(false);
  });

  it("of a press has no fraction, and is as real", () => {
    const timed = (time: string) => accepts(having("DoorbellPress", "event.payload.timestamp", time));
    expect(times.right.filter(timed)).toEqual(["2024-02-29T23:59:59Z"]);
    expect(times.wrong.filter(timed)).toEqual([]);
  });
});

describe("a property", () => {
  it.each([
    ["connectivity", "context.properties.0", ["OK", "UNREACHABLE"], (value: string) => ({ value })],
    ["detectionState", "context.properties.1", ["DETECTED", "NOT_DETECTED"], (value: string) => value],
  ] as const)("%s has its two values, and an uncertainty from 0 up", (_name, path, values, wrap) => {
    for (const value of values) expect(accepts(having("StateReport", `${path}.value`, wrap(value)))).toBe(true);
    for (const value of ["", "ok", "detected", "ON", true]) {
      expect(accepts(having("StateReport", `${path}.value`, wrap(value as string)))).toBe(false);
    }
    expect(accepts(having("StateReport", `${path}.uncertaintyInMilliseconds`, 0))).toBe(true);
    expect(accepts(having("StateReport", `${path}.uncertaintyInMilliseconds`, -1))).toBe(false);
    expect(accepts(having("StateReport", `${path}.uncertaintyInMilliseconds`, "0"))).toBe(false);
  });

  it("may say why a camera cannot be reached", () => {
    const value = { value: "UNREACHABLE", reason: "INTERNET_UNREACHABLE" };
    expect(accepts(having("StateReport", "context.properties.0.value", value))).toBe(true);
  });

  it("stands once in a report, and a sensor's never without the camera's health", () => {
    const [health, motion] = events.StateReport.context.properties;
    for (const properties of [[], [motion], [health, health], [health, motion, motion]]) {
      expect(accepts(having("StateReport", "context.properties", properties))).toBe(false);
    }
    for (const properties of [[], [motion], [health, health], [motion, health]]) {
      expect(accepts(having("ChangeReport of motion", "context.properties", properties))).toBe(false);
    }
  });
});

describe("a cause", () => {
  it.each([
    ["DoorbellPress", "event.payload.cause.type"],
    ["ChangeReport of motion", "event.payload.change.cause.type"],
  ])("of %s is one of Amazon's", (name, path) => {
    for (const cause of [
      "APP_INTERACTION",
      "PHYSICAL_INTERACTION",
      "PERIODIC_POLL",
      "RULE_TRIGGER",
      "VOICE_INTERACTION",
    ]) {
      expect(accepts(having(name, path, cause))).toBe(true);
    }
    for (const cause of ["", "VISITOR", "physical_interaction"]) expect(accepts(having(name, path, cause))).toBe(false);
  });

  it("comes with something that changed", () => {
    expect(accepts(having("ChangeReport of motion", "event.payload.change.properties", []))).toBe(false);
  });
});

describe.each(["Discover.Response", "AddOrUpdateReport"])("an endpoint in %s", (name) => {
  const path = "event.payload.endpoints.0";

  it.each(["friendlyName", "manufacturerName", "description"])("has a %s of 1 to 128 characters", (field) => {
    const labelled = (label: string) => accepts(having(name, `${path}.${field}`, label));
    expect(["x", "x".repeat(128)].filter(labelled)).toHaveLength(2);
    expect(["", "x".repeat(129)].filter(labelled)).toEqual([]);
  });

  it.each(["manufacturer", "model", "serialNumber", "firmwareVersion", "softwareVersion", "customIdentifier"])(
    "has a %s of at most 256 characters",
    (field) => {
      expect(accepts(having(name, `${path}.additionalAttributes.${field}`, "x".repeat(256)))).toBe(true);
      expect(accepts(having(name, `${path}.additionalAttributes.${field}`, "x".repeat(257)))).toBe(false);
    },
  );

  it("has categories and capabilities, each once, and cookies that are text", () => {
    const { capabilities } = endpoints[0] as Broken;
    const refused: [string, unknown][] = [
      ["displayCategories", []],
      ["displayCategories", ["CAMERA", "CAMERA"]],
      ["displayCategories", ["CAMERA", "BELL"]],
      ["capabilities", []],
      ["capabilities", [...capabilities, capabilities[0]]],
      ["cookie", { a: 1 }],
    ];
    expect(refused.filter(([field, value]) => accepts(having(name, `${path}.${field}`, value)))).toEqual([]);
    expect(accepts(having(name, `${path}.cookie`, { a: "1" }))).toBe(true);
  });

  it("has a capability's version as text, and its switches as booleans", () => {
    for (const [index, capability] of (endpoints[0] as Broken).capabilities.entries()) {
      const at = `${path}.capabilities.${index}`;
      expect(accepts(having(name, `${at}.version`, Number(capability.version)))).toBe(false);
      expect(accepts(having(name, `${at}.type`, "Interface"))).toBe(false);
      expect(accepts(having(name, `${at}.interface`, "Alexa.EventDetectionSensor"))).toBe(false);
      if (capability.properties) expect(accepts(having(name, `${at}.properties.retrievable`, "true"))).toBe(false);
    }
  });

  it("is one of at most 300", () => {
    const many = Array.from({ length: 301 }, (_, index) => ({ ...endpoints[0], endpointId: `camera-${index}` }));
    expect(accepts(having(name, "event.payload.endpoints", many.slice(1)))).toBe(true);
    expect(accepts(having(name, "event.payload.endpoints", many))).toBe(false);
    expect(accepts(having(name, "event.payload.endpoints", [many[0], many[0]]))).toBe(false);
  });
});

describe("a report that names nothing", () => {
  it("is an answer to Discover, and no report of what is new or gone", () => {
    expect(accepts(having("Discover.Response", "event.payload.endpoints", []))).toBe(true);
    expect(accepts(having("AddOrUpdateReport", "event.payload.endpoints", []))).toBe(false);
    expect(accepts(having("DeleteReport", "event.payload.endpoints", []))).toBe(false);
  });

  it("is gone with at most 30 others", () => {
    const many = Array.from({ length: 31 }, (_, index) => ({ endpointId: `camera-${index}` }));
    expect(accepts(having("DeleteReport", "event.payload.endpoints", many.slice(1)))).toBe(true);
    expect(accepts(having("DeleteReport", "event.payload.endpoints", many))).toBe(false);
  });
});

describe("an answer's format", () => {
  it.each(["SDP", "sdp", "Sdp"])("is %s", (format) => {
    expect(accepts(having("AnswerGeneratedForSession", "event.payload.answer.format", format))).toBe(true);
  });

  it.each(["", "SDP ", "JSON", "xSDP"])("is not %j", (format) => {
    expect(accepts(having("AnswerGeneratedForSession", "event.payload.answer.format", format))).toBe(false);
  });
});

describe("an error", () => {
  it("has no context, and the type that its namespace has", () => {
    expect(accepts({ ...events.ErrorResponse, context: {} })).toBe(false);
    expect(accepts(having("ErrorResponse", "event.payload.type", "ACCEPT_GRANT_FAILED"))).toBe(false);
    const grant = "Alexa.Authorization's ErrorResponse";
    expect(accepts(having(grant, "event.payload.type", "INTERNAL_ERROR"))).toBe(false);
    expect(accepts(having("ErrorResponse", "event.header.namespace", "Alexa.RTCSessionController"))).toBe(false);
  });
});
