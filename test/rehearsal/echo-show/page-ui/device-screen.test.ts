import { describe, expect, it } from "@jest/globals";
import type { Call } from "../../../../rehearsal/echo-show/page/device/call.ts";
import { deviceScreen } from "../../../../rehearsal/echo-show/page/device/device-screen.ts";
import { frontDoor, viewOf } from "./fixtures.ts";

const call: Call = {
  device: frontDoor,
  sessionId: "one",
  talk: "off",
  hasPicture: false,
  failed: false,
  serverLost: false,
};
const failure = {
  alexaSays: "Front Door isn't responding.",
  afterMilliseconds: 5_330,
  type: "ENDPOINT_UNREACHABLE",
  sentence: "No answer.",
};

describe("the device's screen", () => {
  it("shows the cameras while none was asked for", () => {
    expect(deviceScreen(undefined, undefined, true)).toEqual({ kind: "home" });
  });

  it("waits for the answer and for the picture", () => {
    expect(deviceScreen(call, undefined, true)).toEqual({ kind: "calling" });
    expect(deviceScreen(call, viewOf({ phase: "connecting" }), true)).toEqual({ kind: "calling" });
  });

  it("plays as soon as there is a picture, whoever notices first", () => {
    expect(deviceScreen({ ...call, hasPicture: true }, viewOf({ phase: "connecting" }), true).kind).toBe("playing");
    expect(deviceScreen(call, viewOf({ phase: "playing" }), true).kind).toBe("playing");
  });

  it("shows the server's reason for a failure, even over a picture that was there", () => {
    const view = viewOf({ phase: "failed", failure });
    expect(deviceScreen({ ...call, hasPicture: true, failed: true }, view, true)).toEqual({ kind: "failed", failure });
  });

  it("waits for the server's reason as long as there is a server", () => {
    const failed = { ...call, failed: true };
    expect(deviceScreen(failed, viewOf({ phase: "connecting" }), true).kind).toBe("calling");
  });

  it.each([
    ["while the server is gone", { ...call, failed: true }, undefined, false],
    ["when it is back and knows nothing of the view", { ...call, failed: true, serverLost: true }, undefined, true],
    ["when the server ended the view meanwhile", { ...call, failed: true }, viewOf({ phase: "ended" }), true],
  ] as const)("says that page and server lost each other, %s", (_when, failed, view, connected) => {
    expect(deviceScreen(failed, view, connected)).toMatchObject({
      kind: "failed",
      failure: { sentence: expect.stringContaining("lost its connection") },
    });
  });

  it("has the reason in the words of whoever refused, when there never was a session", () => {
    const { sessionId: _, ...unnamed } = call;
    const screen = deviceScreen({ ...unnamed, failed: true, problem: "the offer is too long" }, undefined, true);
    expect(screen).toMatchObject({ kind: "failed", failure: { sentence: "the offer is too long" } });
  });
});
