import { describe, expect, it } from "@jest/globals";
import { H264Packetizer, type RtpPacket } from "werift";
import { createFrameAssembler } from "../../../rehearsal/headless-echo/frame-assembler.ts";

/** Two frames: a keyframe of several packets, and a small one. */
function frames(sequenceNumber = 0xfffe): [RtpPacket[], RtpPacket[]] {
  const packetizer = new H264Packetizer({ inputFormat: "annexb", sequenceNumber });
  const nalUnit = (type: number, bytes: number) =>
    Buffer.concat([Buffer.from([0, 0, 0, 1, type]), Buffer.alloc(bytes, 7)]);
  return [packetizer.packetize(nalUnit(0x65, 3_000), 0), packetizer.packetize(nalUnit(0x41, 100), 6_000)];
}

describe("the assembler of frames", () => {
  it("gives a frame whole when its last packet comes, over the wrap of the sequence number", () => {
    const assembler = createFrameAssembler();
    const [key, small] = frames();
    expect(key.length).toBeGreaterThan(2);
    const results = key.map((packet) => assembler.add(packet));
    expect(results.slice(0, -1).every((result) => result === undefined)).toBe(true);
    expect(results.at(-1)).toMatchObject({ keyframe: true });
    const [packet] = small;
    const frame = packet && assembler.add(packet);
    expect(frame).toMatchObject({ keyframe: false });
    expect(typeof frame === "object" && frame.data.length).toBe(105);
  });

  it("says that a frame was lost when a packet in it is missing, and gives the next", () => {
    const assembler = createFrameAssembler();
    const [key, small] = frames();
    const results = [...key.slice(0, 1), ...key.slice(2)].map((packet) => assembler.add(packet));
    expect(results).toContain("lost");
    expect(results.at(-1)).toBe("lost");
    expect(small[0] && assembler.add(small[0])).toMatchObject({ keyframe: false });
  });
});
