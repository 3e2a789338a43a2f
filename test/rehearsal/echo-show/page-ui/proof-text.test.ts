import { describe, expect, it } from "@jest/globals";
import { cameraCode } from "../../../../camera/media/barcode.ts";
import { proofText } from "../../../../rehearsal/echo-show/page/device/proof-text.ts";
import { frontDoor, garden } from "./fixtures.ts";

const devices = [frontDoor, garden];

describe("the proof in the picture", () => {
  it("names the camera and the frame", () => {
    expect(proofText({ cameraCode: cameraCode("garden"), frameNumber: 1_234 }, devices)).toBe(
      "Picture: Garden, frame 1,234",
    );
  });

  it("says so when the picture is of none of the devices", () => {
    expect(proofText({ cameraCode: cameraCode("cellar"), frameNumber: 7 }, devices)).toBe(
      "Picture: an unknown camera, frame 7",
    );
  });
});
