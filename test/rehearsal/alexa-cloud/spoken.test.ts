import { describe, expect, it } from "@jest/globals";
import { errorPayloadSchema, plainErrorTypes } from "../../../protocol/alexa/error-types.ts";
import { alexaSays } from "../../../rehearsal/alexa-cloud/spoken.ts";

const everyType = [
  ...plainErrorTypes,
  "ENDPOINT_LOW_POWER",
  "NOT_SUPPORTED_IN_CURRENT_MODE",
  "NOT_SUPPORTED_WITH_CURRENT_BATTERY_CHARGE_STATE",
  "TEMPERATURE_VALUE_OUT_OF_RANGE",
  "VALUE_OUT_OF_RANGE",
];
const silence = "Garden isn't responding.";

describe("what Alexa says", () => {
  it("of a camera that cannot be reached is what Amazon documents", () => {
    expect(alexaSays("ENDPOINT_UNREACHABLE", "Front Door")).toBe(
      "Front Door isn't responding. Please check its network connection and power supply.",
    );
  });

  it.each(everyType)("of %s is a short sentence of its own, without technical words", (type) => {
    const said = alexaSays(type, "Garden");
    expect(said).not.toBe(silence);
    expect(said).toMatch(/^[A-Z][^_]{10,90}\.$/);
  });

  it("covers every type that the protocol knows", () => {
    expect(everyType).toHaveLength(plainErrorTypes.length + errorPayloadSchema.def.options.length - 1);
  });

  it.each([undefined, "", "SOME_NEWER_TYPE", "toString", "__proto__"])(
    "is that the camera isn't responding when no type that it knows came: %s",
    (type) => {
      expect(alexaSays(type, "Garden")).toBe(silence);
    },
  );
});
