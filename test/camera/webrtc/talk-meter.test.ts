import { describe, expect, it } from "@jest/globals";
import { createTalkMeter } from "../../../camera/webrtc/talk-meter.ts";

function hearing(bytes: number, packets = 50) {
  let now = 0;
  const meter = createTalkMeter(() => now);
  for (let index = 0; index < packets; index += 1) {
    now += 20;
    meter.heard(bytes);
  }
  return { meter, pass: (milliseconds: number) => (now += milliseconds) };
}

describe("the meter of a viewer's talk", () => {
  it("counts what came", () => {
    expect(hearing(3).meter.packets()).toBe(50);
  });

  it("is at 0 for silence, at 1 for loud speech and between them for the rest", () => {
    expect(hearing(3).meter.level()).toBe(0);
    expect(hearing(160).meter.level()).toBe(1);
    expect(hearing(54).meter.level()).toBeCloseTo(0.5, 2);
  });

  it("is at 0 before the first packet and soon after the last", () => {
    expect(createTalkMeter(() => 0).level()).toBe(0);
    const { meter, pass } = hearing(160);
    pass(201);
    expect(meter.level()).toBe(0);
  });
});
