import { describe, expect, it } from "@jest/globals";
import { createCandidateStream } from "../../camera/candidate-stream.ts";
import type { IceCandidate } from "../../protocol/signaling/ice-candidate.ts";

const of = (candidate: string, sdpMid: string, sdpMLineIndex: number): IceCandidate => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
});

async function all(candidates: AsyncIterable<IceCandidate>): Promise<IceCandidate[]> {
  const read: IceCandidate[] = [];
  for await (const candidate of candidates) read.push(candidate);
  return read;
}

describe("the candidates of a session", () => {
  it("come in order, those that were there before and those that are found while someone waits", async () => {
    const stream = createCandidateStream(new AbortController().signal);
    stream.add(of("a", "0", 0));
    const read = all(stream);
    await Promise.resolve();
    stream.add(of("b", "0", 0));
    stream.end();
    expect(await read).toEqual([of("a", "0", 0), of("b", "0", 0), of("", "0", 0)]);
  });

  it("end in each section that has some", async () => {
    const stream = createCandidateStream(new AbortController().signal);
    for (const [mid, index] of [
      ["audio", 0],
      ["video", 1],
      ["audio", 0],
    ] as const)
      stream.add(of("a", mid, index));
    stream.end();
    expect((await all(stream)).slice(3)).toEqual([of("", "audio", 0), of("", "video", 1)]);
  });

  it("end everywhere when there are none", async () => {
    const stream = createCandidateStream(new AbortController().signal);
    stream.end();
    expect(await all(stream)).toEqual([{ candidate: "", sdpMid: null, sdpMLineIndex: null }]);
  });

  it("keep nobody waiting when the session is over, and are not said to be complete", async () => {
    const session = new AbortController();
    const stream = createCandidateStream(session.signal);
    stream.add(of("a", "0", 0));
    const read = all(stream);
    await Promise.resolve();
    session.abort();
    expect(await read).toEqual([of("a", "0", 0)]);
  });
});
