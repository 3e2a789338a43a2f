import { describe, expect, it } from "@jest/globals";
import { dePacketizeRtpPackets, H264Packetizer } from "werift";
import { cameraCode, createVideoSource } from "../../../camera/media/index.ts";
import { createBarcodeReader } from "../../../rehearsal/media/index.ts";

const START_CODE = Buffer.of(0, 0, 0, 1);

describe("the camera's pictures in RTP packets", () => {
  it("come out of single NAL unit, STAP-A and FU-A packets as they went in", () => {
    const source = createVideoSource({ cameraId: "front-door", name: "Front door" });
    const packetizer = new H264Packetizer({ inputFormat: "annexb", maxPayloadSize: 1200 });
    const reader = createBarcodeReader();
    for (let frame = 0; frame < 60; frame++) {
      const unit = source.nextFrame({ now: new Date(frame * 66), keyframe: frame === 30 });
      const bytes = Buffer.concat(unit.nalUnits.flatMap((nalUnit) => [START_CODE, nalUnit]));
      const packets = packetizer.packetize(bytes, frame * 6000);
      expect(packets.length > 2).toBe(unit.keyframe);
      const received = dePacketizeRtpPackets("MPEG4/ISO/AVC", packets).data;
      expect(received).toEqual(bytes);
      expect(reader.read(received)).toEqual({ cameraCode: cameraCode("front-door"), frameNumber: frame });
    }
  });
});
