import { describe, expect, it } from "@jest/globals";
import { createPendingCandidates } from "../../camera/pending-candidates.ts";

const candidate = (name: string) => ({ candidate: name });

describe("candidates that overtook their offer", () => {
  it("are kept in order for their viewer and given out once", () => {
    const pending = createPendingCandidates(() => 0);
    pending.add("one", candidate("a"));
    pending.add("two", candidate("b"));
    pending.add("one", candidate("c"));
    expect(pending.take("one")).toEqual([candidate("a"), candidate("c")]);
    expect(pending.take("one")).toEqual([]);
    expect(pending.take("two")).toEqual([candidate("b")]);
  });

  it("are forgotten after a minute", () => {
    let now = 0;
    const pending = createPendingCandidates(() => now);
    pending.add("one", candidate("a"));
    now = 60_001;
    expect(pending.take("one")).toEqual([]);
  });

  it("take no more room than a few viewers need", () => {
    const pending = createPendingCandidates(() => 0);
    for (let index = 0; index < 200; index += 1) pending.add("one", candidate(String(index)));
    for (let index = 0; index < 200; index += 1) pending.add(`viewer-${index}`, candidate("a"));
    expect(pending.take("one")).toHaveLength(50);
    expect(pending.take("viewer-18")).toHaveLength(1);
    expect(pending.take("viewer-19")).toHaveLength(0);
  });
});
