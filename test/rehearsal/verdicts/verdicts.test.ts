import { describe, expect, it } from "@jest/globals";
import { ruleExplanations } from "../../../protocol/sdp/explanations.ts";
import { foldCandidates } from "../../../protocol/sdp/fold-candidates.ts";
import { checkAnswer, type RuleName } from "../../../protocol/sdp/rules.ts";
import { verdictNames } from "../../../rehearsal/verdicts/verdict.ts";
import { verdictOfRule } from "../../../rehearsal/verdicts/verdict-of-rule.ts";
import { type SessionSeen, verdictsOf } from "../../../rehearsal/verdicts/verdicts.ts";
import { cameraAnswer, echoOffer, without } from "../../protocol/sdp/fixtures.ts";

const answered = (answer: string): SessionSeen => ({
  reply: "answer",
  answerFindings: checkAnswer(answer, echoOffer, { talk: false }),
});
const outcomesOf = (seen: SessionSeen) =>
  Object.fromEntries(verdictsOf(seen).map(({ name, outcome }) => [name, outcome]));
const verdictOf = (name: string, seen: SessionSeen) => verdictsOf(seen).find((verdict) => verdict.name === name);

const good = answered(cameraAnswer);
const playing: SessionSeen = {
  ...good,
  connection: {
    iceConnected: true,
    dtlsState: "connected",
    tlsVersion: "FEFD",
    codecs: ["video/H264", "audio/opus"],
    remoteCandidate: "prflx",
  },
};
const pendingAll = { DTLS: "pending", SDP: "pending", candidates: "pending", codecs: "pending", JSON: "pending" };
const passedAll = { DTLS: "passed", SDP: "passed", candidates: "passed", codecs: "passed", JSON: "passed" };

describe("the five verdicts", () => {
  it("come in the debugger's order, whatever was seen", () => {
    const sessions: SessionSeen[] = [{ reply: "none", answerFindings: [] }, good, playing, answered("garbage")];
    for (const seen of sessions) expect(verdictsOf(seen).map(({ name }) => name)).toEqual(verdictNames);
  });

  it("are all pending before the skill has answered", () => {
    expect(outcomesOf({ reply: "none", answerFindings: [] })).toEqual(pendingAll);
  });

  it("pass on a good answer, but for DTLS, which comes with the connection", () => {
    expect(outcomesOf(good)).toEqual({ ...passedAll, DTLS: "pending" });
  });

  it("pass on a session that plays, and say what was seen", () => {
    expect(outcomesOf(playing)).toEqual(passedAll);
    expect(verdictOf("DTLS", playing)?.sentence).toContain("DTLS 1.2");
    expect(verdictOf("candidates", playing)?.sentence).toContain("prflx");
    expect(verdictOf("codecs", playing)?.sentence).toContain("H264 and opus");
  });

  it("give every rule to one of them", () => {
    expect(Object.keys(verdictOfRule).sort()).toEqual(Object.keys(ruleExplanations).sort());
  });
});

describe("an answer that is folded of trickled candidates", () => {
  const bare = without(cameraAnswer, /^a=candidate|^a=end-of-candidates/);
  const candidate = {
    candidate: "candidate:1 1 udp 2130706431 203.0.113.80 40100 typ host",
    sdpMid: "0",
    sdpMLineIndex: 0,
  };

  it("passes as any other does, and fails for want of candidates while it has none", () => {
    expect(outcomesOf(answered(foldCandidates(bare, [candidate])))).toEqual({ ...passedAll, DTLS: "pending" });
    expect(outcomesOf(answered(foldCandidates(bare, [])))).toMatchObject({ candidates: "failed", SDP: "passed" });
  });
});

describe("a rule that the answer breaks", () => {
  it.each<[string, RegExp, RuleName]>([
    ["DTLS", /^a=fingerprint/, "no-fingerprint"],
    ["candidates", /^a=ice-ufrag/, "no-ufrag"],
    ["candidates", /^a=candidate/, "answer-without-candidates"],
    ["codecs", /^a=rtpmap:99/, "h264-not-accepted"],
  ])("fails %s when it refuses: lines like %s gone", (name, lines, rule) => {
    const seen = answered(without(cameraAnswer, lines));
    expect(verdictOf(name, seen)).toEqual({ name, outcome: "failed", sentence: `The answer breaks “${rule}”.` });
    const others = Object.entries(outcomesOf(seen)).filter(([other]) => other !== name);
    expect(others.map(([, outcome]) => outcome)).not.toContain("failed");
  });

  it("warns when it only warns, and names each rule once", () => {
    const seen = answered(cameraAnswer.replaceAll("a=setup:active", "a=setup:passive"));
    expect(seen.answerFindings).toHaveLength(2);
    expect(verdictOf("DTLS", seen)).toEqual({
      name: "DTLS",
      outcome: "warned",
      sentence: "The answer breaks “setup-not-active”.",
    });
  });

  it("leaves the warning when the session plays all the same, and says that it does", () => {
    const warned = answered(cameraAnswer.replaceAll("203.0.113.", "192.168.7."));
    const verdict = verdictOf("candidates", { ...playing, answerFindings: warned.answerFindings });
    expect(verdict?.outcome).toBe("warned");
    expect(verdict?.sentence).toBe("The answer breaks “only-private-candidates”. ICE connected (camera: prflx).");
  });

  it("leaves nothing else to judge when the answer is no SDP", () => {
    expect(outcomesOf(answered("garbage"))).toEqual({ ...pendingAll, SDP: "failed", JSON: "passed" });
  });
});

describe("an ErrorResponse", () => {
  const refused = (failureCode: string, failureSentence?: string): SessionSeen => ({
    reply: "error",
    failureCode,
    failureSentence,
    answerFindings: [],
  });

  it.each(["camera-offline", "answer-late", "answer-empty", "token-expired", "kvs-throttled", "unexpected"])(
    "for %s is right as JSON, and leaves nothing else to judge",
    (code) => {
      expect(outcomesOf(refused(code))).toEqual({ ...pendingAll, JSON: "passed" });
    },
  );

  it("for an answer in the wrong wrapping fails JSON, and SDP when only that is wrong", () => {
    expect(outcomesOf(refused("answer-unreadable"))).toEqual({ ...pendingAll, JSON: "failed" });
    const wrapped = refused("answer-unreadable", "Correct how it is wrapped. (answer-not-sdp)");
    expect(outcomesOf(wrapped)).toEqual({ ...pendingAll, SDP: "failed", JSON: "passed" });
  });

  it("for an answer without candidates fails the candidates", () => {
    const seen = refused("answer-without-candidates", "The camera's answer has no ICE candidate.");
    expect(outcomesOf(seen)).toEqual({ ...pendingAll, JSON: "passed", candidates: "failed" });
  });

  it("for an unusable answer fails what the named rule belongs to", () => {
    expect(verdictOf("SDP", refused("answer-unusable", "Look up the rule. (media-lines-mismatch)"))).toEqual({
      name: "SDP",
      outcome: "failed",
      sentence: "The answer breaks “media-lines-mismatch”.",
    });
    const codecs = refused("answer-unusable", "Look up the rule. (h264-not-accepted)");
    expect(outcomesOf(codecs)).toEqual({ ...pendingAll, JSON: "passed", codecs: "failed" });
  });

  it.each([undefined, "Look up the rule that it breaks.", "Look it up. (constructor)", "Look it up. (no-such-rule)"])(
    "for an unusable answer fails SDP when no rule is named: %s",
    (sentence) => {
      expect(outcomesOf(refused("answer-unusable", sentence))).toEqual({
        ...pendingAll,
        JSON: "passed",
        SDP: "failed",
      });
    },
  );

  it("for an offer that breaks a rule says nothing of the answer", () => {
    const seen = refused("offer-not-sdp", "The directive's offer is not an SDP. (no-ufrag)");
    expect(outcomesOf(seen)).toEqual({ ...pendingAll, JSON: "passed" });
  });

  it("after an answer that was seen on its way is judged by that answer", () => {
    const findings = answered(without(cameraAnswer, /^a=fingerprint/)).answerFindings;
    const seen = { ...refused("answer-unusable", "Look up the rule. (no-fingerprint)"), answerFindings: findings };
    expect(outcomesOf(seen)).toEqual({ ...passedAll, DTLS: "failed" });
  });
});

describe("a skill that breaks the interface", () => {
  it("fails JSON and leaves nothing else to judge", () => {
    expect(outcomesOf({ reply: "broken", answerFindings: [] })).toEqual({ ...pendingAll, JSON: "failed" });
  });
});

describe("what the Echo saw", () => {
  const connected = { iceConnected: true, codecs: [] };

  it.each([
    ["FEFD", "passed", "DTLS 1.2"],
    ["fefd", "passed", "DTLS 1.2"],
    ["FEFC", "warned", "DTLS 1.3"],
    ["FEFF", "failed", "DTLS 1.0"],
    ["0305", "warned", "0305"],
  ])("as the DTLS version %s has %s", (tlsVersion, outcome, words) => {
    const verdict = verdictOf("DTLS", { ...playing, connection: { ...connected, dtlsState: "connected", tlsVersion } });
    expect(verdict?.outcome).toBe(outcome);
    expect(verdict?.sentence).toContain(words);
  });

  it("as a failed handshake fails DTLS alone", () => {
    const seen: SessionSeen = { ...good, connection: { ...connected, dtlsState: "failed" } };
    expect(outcomesOf(seen)).toEqual({ ...passedAll, DTLS: "failed" });
  });

  it("as no connection fails the candidates, and after ICE has connected DTLS", () => {
    expect(outcomesOf({ ...good, failed: "never-connected" })).toEqual({
      ...passedAll,
      DTLS: "pending",
      candidates: "failed",
    });
    expect(outcomesOf({ ...good, failed: "never-connected", connection: connected })).toEqual({
      ...passedAll,
      DTLS: "failed",
    });
  });

  it("as an answer that it refused fails SDP", () => {
    expect(verdictOf("SDP", { ...good, failed: "answer-refused" })?.outcome).toBe("failed");
  });

  it("as no picture fails the codecs", () => {
    expect(verdictOf("codecs", { ...good, connection: connected, failed: "no-picture" })?.outcome).toBe("failed");
  });

  it("as a codec that Alexa does not offer fails the codecs by name", () => {
    const seen = { ...playing, connection: { ...connected, codecs: ["video/VP8", "audio/opus"] } };
    expect(verdictOf("codecs", seen)).toEqual({
      name: "codecs",
      outcome: "failed",
      sentence: "VP8 came, which Alexa does not offer.",
    });
  });

  it("as a connection lost later changes none of them", () => {
    expect(outcomesOf({ ...playing, failed: "lost" })).toEqual(passedAll);
  });
});
