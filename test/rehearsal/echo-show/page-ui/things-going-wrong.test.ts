import { describe, expect, it } from "@jest/globals";
import { thingsGoingWrong } from "../../../../rehearsal/echo-show/page/device/things-going-wrong.ts";
import type { FailureSwitch } from "../../../../rehearsal/echo-show/state.ts";
import { frontDoor, garden } from "./fixtures.ts";

const cameras = [frontDoor, garden];
const failure = (title: string, group: FailureSwitch["group"], ...at: { readonly id: string }[]): FailureSwitch => ({
  name: title,
  title,
  sentence: "",
  group,
  on: true,
  cameraIds: at.map(({ id }) => id),
});
const garbage = (...at: { readonly id: string }[]) => failure("Answers garbage", "camera", ...at);
const slow = (...at: { readonly id: string }[]) => failure("Answers slowly", "camera", ...at);
const throttles = failure("AWS throttles", "aws");

const said = (...failures: FailureSwitch[]) => thingsGoingWrong({ failures, cameras });

describe("what goes wrong on purpose", () => {
  it("is nothing while every switch is off", () => {
    expect(said({ ...garbage(), on: false })).toBeUndefined();
  });

  it("is named, with its camera unless that is every one", () => {
    expect(said(garbage(garden))).toBe("1 thing is going wrong on purpose: Answers garbage, at Garden");
    expect(said(garbage(...cameras))).toBe("1 thing is going wrong on purpose: Answers garbage");
    expect(said(throttles)).toBe("1 thing is going wrong on purpose: AWS throttles");
  });

  it("is named also when there are two of it", () => {
    expect(said(garbage(garden), slow(garden))).toBe(
      "2 things are going wrong on purpose: Answers garbage and Answers slowly, at Garden",
    );
    expect(said(garbage(garden), slow(frontDoor))).toBe(
      "2 things are going wrong on purpose: Answers slowly, at Front Door, and Answers garbage, at Garden",
    );
    expect(said(throttles, garbage(garden))).toBe(
      "2 things are going wrong on purpose: Answers garbage, at Garden, and AWS throttles",
    );
    expect(said(garbage(...cameras), throttles)).toBe(
      "2 things are going wrong on purpose: Answers garbage and AWS throttles",
    );
  });

  it("is only counted when there is more", () => {
    expect(said(garbage(garden), slow(garden), throttles)).toBe("3 things are going wrong on purpose");
  });
});
