import { describe, expect, it } from "@jest/globals";
import { thingsGoingWrong } from "../../../../rehearsal/echo-show/page/device/things-going-wrong.ts";
import type { FailureSwitch } from "../../../../rehearsal/echo-show/state.ts";
import { frontDoor, garden } from "./fixtures.ts";

const garbage: FailureSwitch = { name: "a", title: "Answers garbage", sentence: "", group: "camera", on: true };
const slow: FailureSwitch = { name: "b", title: "Answers slowly", sentence: "", group: "camera", on: true };
const throttles: FailureSwitch = { name: "c", title: "AWS throttles", sentence: "", group: "aws", on: true };

const atGarden = (...failures: FailureSwitch[]) =>
  thingsGoingWrong({ failures, devices: [frontDoor, garden], failingCamera: garden.id });
const everywhere = (...failures: FailureSwitch[]) => thingsGoingWrong({ failures, devices: [frontDoor, garden] });

describe("what goes wrong on purpose", () => {
  it("is nothing while every switch is off", () => {
    expect(atGarden({ ...garbage, on: false })).toBeUndefined();
  });

  it("is named, with its camera unless that is every one", () => {
    expect(atGarden(garbage)).toBe("1 thing is going wrong on purpose: Answers garbage, at Garden");
    expect(everywhere(garbage)).toBe("1 thing is going wrong on purpose: Answers garbage");
    expect(atGarden(throttles)).toBe("1 thing is going wrong on purpose: AWS throttles");
  });

  it("is named also when there are two of it", () => {
    expect(atGarden(garbage, slow)).toBe(
      "2 things are going wrong on purpose: Answers garbage and Answers slowly, at Garden",
    );
    expect(atGarden(garbage, throttles)).toBe(
      "2 things are going wrong on purpose: Answers garbage, at Garden, and AWS throttles",
    );
    expect(everywhere(garbage, throttles)).toBe(
      "2 things are going wrong on purpose: Answers garbage and AWS throttles",
    );
  });

  it("is only counted when there is more", () => {
    expect(atGarden(garbage, slow, throttles)).toBe("3 things are going wrong on purpose");
  });
});
