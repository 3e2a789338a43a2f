import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { foldCandidates, readBareAnswer } from "../../../protocol/sdp/fold-candidates.ts";
import { checkAnswer } from "../../../protocol/sdp/rules.ts";
import type { IceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import { cameraAnswer, echoOffer, inSection, without } from "./fixtures.ts";

/** The answer of a camera that trickles: it announces so, and has no candidate yet. */
const bare = without(cameraAnswer, /^a=(candidate|end-of-candidates)/).replace(
  "t=0 0\n",
  "t=0 0\na=ice-options:trickle\n",
);
const unbundled = without(bare, /^a=group/);
const audioRefused = inSection(bare, 0, (section) => section.replace("m=audio 9", "m=audio 0"));

const host = "candidate:1 1 udp 2130706431 203.0.113.80 40100 typ host";
const reflexive = "candidate:2 1 udp 1694498815 203.0.113.81 40100 typ srflx raddr 0.0.0.0 rport 0";
const rtcp = "candidate:1 2 udp 2130706430 203.0.113.80 40101 typ host";

/** The lines of each section about candidates. */
function candidatesIn(answer: string): string[][] {
  const [, ...sections] = answer.split(/^(?=m=)/m);
  return sections.map((section) =>
    section.split("\r\n").filter((line) => /^a=(candidate|end-of-candidates)/.test(line)),
  );
}

const end = "a=end-of-candidates";

describe("an answer with trickled candidates folded in", () => {
  it("is what the camera would have answered had it gathered first", () => {
    const sets = candidatesIn(cameraAnswer.replaceAll("\n", "\r\n"))[0]?.slice(0, -1) ?? [];
    const candidates = sets.map((line) => ({ candidate: line.slice("a=".length), sdpMid: "audio0" }));
    const expected = cameraAnswer.split(/^(?=m=)/m).map((part, index) => {
      if (index === 0) return part;
      return `${without(part, /^a=(candidate|end-of-candidates)/)}${sets.join("\n")}\n${end}\n`;
    });
    expect(foldCandidates(bare, candidates)).toBe(expected.join("").replaceAll("\n", "\r\n"));
  });

  it.each<[string, Omit<IceCandidate, "candidate">]>([
    ["by mid", { sdpMid: "video0" }],
    ["by mid, though the index says otherwise", { sdpMid: "video0", sdpMLineIndex: 0 }],
    ["by index", { sdpMLineIndex: 1 }],
    ["by index where there is no such mid", { sdpMid: "1", sdpMLineIndex: 1 }],
    ["by index where the mid is empty", { sdpMid: "", sdpMLineIndex: 1 }],
  ])("has a candidate in its own section when nothing is bundled, %s", (_, place) => {
    expect(candidatesIn(foldCandidates(unbundled, [{ candidate: host, ...place }]))).toEqual([
      [end],
      [`a=${host}`, end],
    ]);
  });

  it.each<[string, Omit<IceCandidate, "candidate">]>([
    ["of one section", { sdpMid: "audio0" }],
    ["that the C SDK puts into mid 0 and section 0, whatever the mids are", { sdpMid: "0", sdpMLineIndex: 0 }],
    ["without a place", {}],
    ["with null for a place", { sdpMid: null, sdpMLineIndex: null }],
    ["of an unknown mid", { sdpMid: "data7" }],
    ["of an index that is not there", { sdpMLineIndex: 9 }],
  ])("has a candidate %s in every section of the BUNDLE", (_, place) => {
    const both = [`a=${host}`, end];
    expect(candidatesIn(foldCandidates(bare, [{ candidate: host, ...place }]))).toEqual([both, both]);
  });

  it("has a candidate that firmware cut out of its own SDP, line end and all", () => {
    const both = [`a=${host}`, end];
    expect(candidatesIn(foldCandidates(bare, [{ candidate: `a=${host}\r\n` }]))).toEqual([both, both]);
  });

  it("has a candidate where the ICE generation that it names is spoken, and nowhere else", () => {
    const own = inSection(unbundled, 1, (section) => section.replace(/^a=ice-ufrag:.*/m, "a=ice-ufrag:Vid1"));
    const named = (candidate: Omit<IceCandidate, "candidate">) =>
      candidatesIn(foldCandidates(own, [{ candidate: host, ...candidate }]));
    expect(named({ sdpMid: "video0", usernameFragment: "Vid1" })).toEqual([[end], [`a=${host}`, end]]);
    expect(named({ sdpMid: "audio0", usernameFragment: "Vid1" })).toEqual([[end], [end]]);
  });

  it("has no candidate whose section nobody can tell", () => {
    expect(candidatesIn(foldCandidates(unbundled, [{ candidate: host, sdpMid: "data7" }]))).toEqual([[end], [end]]);
  });

  it("has none in a section it refuses, and what was meant for that one where the transport is", () => {
    for (const answer of [audioRefused, without(audioRefused, /^a=group/)]) {
      for (const place of [{ sdpMid: "video0" }, { sdpMid: "audio0" }, { sdpMid: "0", sdpMLineIndex: 0 }, {}]) {
        expect(candidatesIn(foldCandidates(answer, [{ candidate: host, ...place }]))).toEqual([[], [`a=${host}`, end]]);
      }
    }
  });

  it("serves a bundle-only section at port 0", () => {
    const bundleOnly = bare.replace("m=video 9", "m=video 0").replace("a=mid:video0", "a=mid:video0\na=bundle-only");
    expect(candidatesIn(foldCandidates(bundleOnly, [{ candidate: host, sdpMid: "audio0" }]))[1]).toEqual([
      `a=${host}`,
      end,
    ]);
  });

  it.each([
    ["a name that hides an address", host.replace("203.0.113.80", "0b3c6f2e-77aa-4f3c-9d2b-5e1f0a9c8d7e.local")],
    ["RTCP's own port beside rtcp-mux", rtcp],
    ["a candidate of another ICE generation", `${host} generation 0 ufrag Old1 network-cost 50`],
    ["the end of candidates", ""],
    ["another line behind a line break", `${host} generation 0\r\na=inactive 0`],
    ["another line in the place of a word", host.replace(":1 ", ":1\r\na=inactive ")],
    ["a line break inside", host.replace(" typ", "\r\n typ")],
    ["a control character", host.replace("udp", "udp\u0000")],
    ["a letter that is no ASCII", host.replace("host", "höst")],
    ["a candidate cut short", host.slice(0, -" typ host".length)],
    ["an extension without its value", `${host} generation`],
    ["a transport that nobody knows", host.replace("udp", "sctp")],
    ["a port that is none", host.replace("40100", "65536")],
    ["port 0", host.replace("40100", "0")],
    ["a thousand characters and more", `${host} ${"x".repeat(1_000)} 1`],
    ["no candidate at all", "v=0"],
  ])("leaves out %s", (_, candidate) => {
    expect(readBareAnswer(bare).takes({ candidate, sdpMid: "audio0" })).toBe(false);
    expect(candidatesIn(foldCandidates(bare, [{ candidate, sdpMid: "audio0" }]))).toEqual([[end], [end]]);
  });

  it("keeps RTCP's own port where the camera does not multiplex", () => {
    const plain = inSection(bare, 1, (section) => without(section, /^a=rtcp-mux/));
    expect(candidatesIn(foldCandidates(plain, [{ candidate: rtcp, sdpMid: "audio0" }]))).toEqual([
      [end],
      [`a=${rtcp}`, end],
    ]);
  });

  it("writes a candidate once, in one spelling, without the ufrag that is the answer's own", () => {
    const spellings = [host, `a=${host}`, `${host} ufrag CamA`, `  ${host}`.trim(), host.replaceAll(" ", "  ")];
    const candidates = spellings.map((candidate) => ({ candidate, sdpMLineIndex: 0 }));
    expect(candidatesIn(foldCandidates(bare, candidates))).toEqual([
      [`a=${host}`, end],
      [`a=${host}`, end],
    ]);
    const extended = { candidate: `${host} generation 0 ufrag CamA network-cost 50` };
    expect(foldCandidates(bare, [extended])).toContain(`a=${host} generation 0 network-cost 50\r\n`);
  });

  it("keeps the answer's own candidates first, filtered and in every section as the trickled ones", () => {
    const partly = inSection(bare, 0, (section) => `${section}a=${rtcp}\na=${host}\n${end}\n`);
    const both = [`a=${host}`, `a=${reflexive}`, end];
    expect(candidatesIn(foldCandidates(partly, [{ candidate: reflexive }, { candidate: host }]))).toEqual([both, both]);
  });

  it("takes candidates and their end in the session's part as everyone's", () => {
    const misplaced = bare.replace("t=0 0\n", `t=0 0\na=${host}\n${end}\n`);
    const [session = ""] = foldCandidates(misplaced, []).split(/^(?=m=)/m);
    expect(session).not.toContain("candidate");
    expect(candidatesIn(foldCandidates(misplaced, []))[1]).toEqual([`a=${host}`, end]);
  });

  it("does not announce trickle, and keeps other ICE options", () => {
    const options = bare
      .replace("a=ice-options:trickle", "a=ice-options:ice2 trickle renomination")
      .replace("a=mid:video0", "a=mid:video0\na=ice-options: trickle \na=ice-options:trickles");
    const folded = foldCandidates(options, [{ candidate: host }]);
    expect(folded.match(/^a=ice-options:.*(?=\r)/gm)).toEqual([
      "a=ice-options:ice2 renomination",
      "a=ice-options:trickles",
    ]);
  });

  it("ends each line with CRLF, whatever the answer's ends were", () => {
    const folded = foldCandidates(bare, [{ candidate: host }]);
    for (const ends of ["\r\n", "\r"]) {
      expect(foldCandidates(bare.replaceAll("\n", ends), [{ candidate: host }])).toBe(folded);
    }
    expect(folded.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("is the text as it was where that is no SDP", () => {
    expect(foldCandidates("hello\n", [{ candidate: host }])).toBe("hello\n");
    expect(readBareAnswer("hello\n").takes({ candidate: host })).toBe(false);
  });
});

describe("a bare answer", () => {
  it("tells whether it has candidates that Alexa can use, and whether it says that there are no more", () => {
    expect(readBareAnswer(cameraAnswer)).toMatchObject({ hasCandidates: true, hasEnded: true });
    expect(readBareAnswer(bare)).toMatchObject({ hasCandidates: false, hasEnded: false });
    const useless = cameraAnswer.replaceAll("203.0.113.80", "x.local").replaceAll("203.0.113.81", "y.local");
    expect(readBareAnswer(useless)).toMatchObject({ hasCandidates: false, hasEnded: true });
  });
});

const places = fc.record(
  {
    sdpMid: fc.constantFrom("audio0", "video0", "0", "", "__proto__", null),
    sdpMLineIndex: fc.option(fc.nat(3)),
  },
  { requiredKeys: [] },
);
const usable = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9+/]{1,32}$/),
    fc.constantFrom("udp", "UDP", "tcp"),
    fc.ipV4(),
    fc.integer({ min: 1, max: 65_535 }),
    places,
  )
  .map(([foundation, transport, address, port, place]) => ({
    candidate: `candidate:${foundation} 1 ${transport} 2130706431 ${address} ${port} typ host`,
    ...place,
  }));
const candidateTexts = fc.oneof(
  usable.map(({ candidate }) => candidate),
  fc.string(),
  fc.array(fc.constantFrom(...host.split(" "), "ufrag", "CamA", "\n", "a=", " ")).map((words) => words.join(" ")),
);
const anyCandidates = fc.array(
  fc.tuple(candidateTexts, places).map(([candidate, place]) => ({ candidate, ...place })),
  { maxLength: 20 },
);
const anyAnswers = fc.oneof(
  fc.string(),
  fc
    .array(fc.oneof(fc.constantFrom(...bare.split("\n"), ...cameraAnswer.split("\n"), "m=", "a=mid:"), fc.string()), {
      maxLength: 60,
    })
    .map((lines) => ["v=0", ...lines].join("\r\n")),
);

describe("folding", () => {
  it("fails on no text, adds no line but candidates, and changes nothing the second time", () => {
    fc.assert(
      fc.property(anyAnswers, anyCandidates, (answer, candidates) => {
        const folded = foldCandidates(answer, candidates);
        expect(foldCandidates(folded, [])).toBe(folded);
        const known = new Set(answer.split(/[\r\n]+/));
        const added = folded.split(/[\r\n]+/).filter((line) => line !== "" && !known.has(line));
        for (const line of added) expect(line).toMatch(/^a=(candidate:[ -~]+|end-of-candidates|ice-options:.*)$/);
      }),
      { numRuns: 500 },
    );
  });

  it("breaks no rule against an Echo's offer, apart from what the addresses themselves break", () => {
    const reach = ["only-private-candidates", "only-ipv6-candidates", "only-tcp-candidates"];
    fc.assert(
      fc.property(
        fc.array(usable, { minLength: 1, maxLength: 50 }),
        anyCandidates,
        fc.constantFrom(bare, cameraAnswer),
        (candidates, others, answer) => {
          const findings = checkAnswer(foldCandidates(answer, [...others, ...candidates]), echoOffer);
          expect(findings.map(({ rule }) => rule).filter((rule) => !reach.includes(rule))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
