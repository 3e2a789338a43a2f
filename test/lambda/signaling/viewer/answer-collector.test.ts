import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type AnswerCollector, createAnswerCollector } from "../../../../lambda/signaling/viewer/answer-collector.ts";
import { encodeBase64 } from "../../../../protocol/signaling/base64.ts";
import { type IceCandidate, wrapIceCandidate } from "../../../../protocol/signaling/ice-candidate.ts";
import { wrapSessionDescription } from "../../../../protocol/signaling/session-description.ts";
import { cameraAnswer } from "../../support/fixtures.ts";
import { bareAnswer, candidatesOf, folded, lastOne, trickled, useless } from "./support/trickled.ts";

let collector: AnswerCollector;
let onAnswer: jest.Mock<() => void>;
let complete: string | undefined;
let failed: Error | undefined;

beforeEach(() => {
  jest.useFakeTimers();
  onAnswer = jest.fn();
  collector = createAnswerCollector(onAnswer);
  complete = undefined;
  failed = undefined;
  collector.complete.then(
    (sdp) => {
      complete = sdp;
    },
    (error) => {
      failed = error;
    },
  );
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const answer = (sdp = bareAnswer) =>
  collector.take({ messageType: "SDP_ANSWER", messagePayload: wrapSessionDescription("answer", sdp) });
const payload = (messagePayload: string) => collector.take({ messageType: "ICE_CANDIDATE", messagePayload });
const candidates = (...all: readonly IceCandidate[]) => {
  for (const candidate of all) payload(wrapIceCandidate(candidate));
};
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

/** The answer becomes complete after exactly so many milliseconds, with these candidates. */
async function completeAfter(milliseconds: number, ...expected: readonly IceCandidate[]): Promise<void> {
  if (milliseconds > 0) {
    await pass(milliseconds - 1);
    expect(complete).toBeUndefined();
    await pass(1);
  }
  await pass(0);
  expect(complete === undefined ? undefined : candidatesOf(complete)).toEqual(folded(...expected));
}

/** Nothing comes of it in a minute. */
async function goesOn(): Promise<void> {
  await pass(60_000);
  expect(complete).toBeUndefined();
  expect(failed).toBeUndefined();
  expect(jest.getTimerCount()).toBe(0);
}

describe("collecting an answer and its candidates", () => {
  it("ends when the master says that no candidate follows", async () => {
    answer();
    candidates(trickled(1), trickled(2), lastOne);
    await completeAfter(0, trickled(1), trickled(2));
    expect(onAnswer).toHaveBeenCalledTimes(1);
  });

  it.each(["null", " null\n"])("takes a payload of %j for the end", async (text) => {
    answer();
    candidates(trickled());
    payload(encodeBase64(text));
    await completeAfter(0, trickled());
  });

  it("ends after 400 ms without a further candidate", async () => {
    answer();
    candidates(trickled(1));
    await pass(399);
    candidates(trickled(2));
    await completeAfter(400, trickled(1), trickled(2));
  });

  it("is not held up by what is of no use, or comes a second time", async () => {
    answer();
    candidates(trickled());
    await pass(399);
    candidates(...useless, trickled());
    payload(encodeBase64("{}"));
    payload("?");
    await completeAfter(1, trickled());
  });

  it("ends a second after the answer and a usable candidate are there, however long candidates come", async () => {
    answer();
    await pass(3_000);
    const dripped: IceCandidate[] = [];
    for (let number = 1; complete === undefined && number < 100; number += 1) {
      candidates(trickled(number));
      dripped.push(trickled(number));
      await pass(100);
    }
    expect(dripped).toHaveLength(10);
    await completeAfter(0, ...dripped);
  });

  it("ends with the fiftieth candidate", async () => {
    answer();
    const many = Array.from({ length: 10_000 }, (_, number) => trickled(number + 1));
    candidates(...many);
    await completeAfter(0, ...many.slice(0, 50));
  });

  it("keeps candidates that come before their answer", async () => {
    candidates(trickled(1), trickled(2));
    await pass(2_000);
    answer();
    candidates(trickled(3));
    await completeAfter(400, trickled(1), trickled(2), trickled(3));
  });

  it("needs no wait when all candidates and their end had come before the answer", async () => {
    candidates(trickled(1), lastOne);
    answer();
    await completeAfter(0, trickled(1));
  });

  it.each([
    ["before the answer", () => [candidates(lastOne), answer()]],
    ["before the answer, with useless ones", () => [candidates(useless[2] as IceCandidate, lastOne), answer()]],
    ["behind the answer", () => [answer(), candidates(lastOne)]],
    ["in the answer", () => [answer(`${bareAnswer}a=end-of-candidates\r\n`)]],
  ])("ends nothing by an end that has overtaken all candidates, %s", async (_, arrive) => {
    arrive();
    candidates(trickled(1));
    await pass(1);
    candidates(trickled(2));
    await completeAfter(400, trickled(1), trickled(2));
  });

  it("holds ten thousand candidates before the answer to fifty", async () => {
    const many = Array.from({ length: 10_000 }, (_, number) => trickled(number + 1));
    candidates(...many);
    answer();
    await completeAfter(0, ...many.slice(0, 50));
  });

  it("is not filled up before the answer by fifty candidates of another session", async () => {
    const others = Array.from({ length: 60 }, (_, number) => trickled(number + 1));
    candidates(
      ...others.map((each) => ({ ...each, candidate: `${each.candidate} ufrag Old1` })),
      trickled(70),
      lastOne,
    );
    answer();
    await completeAfter(0, trickled(70));
  });

  it("goes on after one section's end where the others have transports of their own", async () => {
    answer(bareAnswer.replace(/^a=group.*\r\n/m, ""));
    candidates({ ...trickled(1), sdpMid: "audio0" }, { candidate: "", sdpMid: "audio0" });
    await pass(10);
    candidates({ ...trickled(2), sdpMid: "video0" });
    payload(encodeBase64("null"));
    await pass(0);
    expect(candidatesOf(complete ?? "")).toEqual([[`a=${trickled(1).candidate}`], [`a=${trickled(2).candidate}`]]);
  });

  it("reads no more after a thousand messages, and still ends", async () => {
    answer();
    candidates(trickled(1));
    for (let number = 0; number < 1_000; number += 1) candidates(useless[0] as IceCandidate);
    candidates(trickled(2));
    await completeAfter(400, trickled(1));
  });

  it("takes an answer that is complete as it is", async () => {
    answer(cameraAnswer);
    await pass(0);
    expect(complete === undefined ? undefined : candidatesOf(complete)).toEqual(candidatesOf(cameraAnswer));
  });

  it("waits for more when the answer has candidates and does not say that these are all", async () => {
    answer(cameraAnswer.replace(/^a=end-of-candidates\r\n/gm, ""));
    candidates(trickled());
    await pass(399);
    expect(complete).toBeUndefined();
    await pass(1);
    expect(complete).toContain(trickled().candidate);
  });

  it("takes the first answer", async () => {
    answer();
    answer(bareAnswer.replaceAll("CamA", "CamB"));
    candidates(trickled(), lastOne);
    await completeAfter(0, trickled());
    expect(complete).not.toContain("CamB");
  });

  it.each([undefined, ""])("hears the master, whose client id is %j, and no viewer", async (senderClientId) => {
    const messagePayload = wrapSessionDescription("answer", cameraAnswer);
    collector.take({ messageType: "SDP_ANSWER", messagePayload, senderClientId: "stranger" });
    collector.take({ messageType: "SDP_OFFER", messagePayload });
    await goesOn();
    collector.take({
      messageType: "SDP_ANSWER",
      messagePayload,
      ...(senderClientId !== undefined && { senderClientId }),
    });
    await pass(0);
    expect(complete).toBeDefined();
  });

  it("waits for ever, with no timer, for an answer, and for a candidate that can be used", async () => {
    candidates(trickled());
    await goesOn();
    const other = createAnswerCollector(onAnswer);
    other.stop(() => new Error("the end"));
    await expect(other.complete).rejects.toThrow("the end");
    collector.fail(new Error("over"));
    await expect(collector.complete).rejects.toThrow("over");
    candidates(trickled(2));
    answer();
    collector.stop(() => new Error("again"));
    collector.fail(new Error("again"));
  });

  it("fails at once where the answer cannot be read", async () => {
    collector.take({ messageType: "SDP_ANSWER", messagePayload: "?" });
    await pass(0);
    expect(failed).toMatchObject({ code: "answer-unreadable" });
  });

  it.each([
    ["refuses every section", bareAnswer.replace(/^m=(\w+) 9/gm, "m=$1 0")],
    ["has no section", "v=0\r\n"],
  ])("fails at once where the answer %s, so that no candidate is of use", async (_, sdp) => {
    candidates(trickled());
    answer(sdp);
    await pass(0);
    expect(failed).toMatchObject({ code: "answer-without-candidates" });
  });
});

describe("collecting that nobody waits for any more", () => {
  it("may fail unheard", async () => {
    const unheard = createAnswerCollector(() => {});
    // An unhandled rejection would fail this test, and end a Lambda environment.
    unheard.fail(new Error("nobody listens"));
    await pass(0);
  });
});

describe("collecting that is ended from outside", () => {
  it("gives what there is", async () => {
    answer();
    candidates(trickled());
    collector.stop(() => new Error("unused"));
    await completeAfter(0, trickled());
  });

  it.each([
    ["an answer without candidates", true, () => answer()],
    ["candidates without an answer", false, () => candidates(trickled())],
  ])("fails where there is only %s", async (_, answered, arrive) => {
    arrive();
    const otherwise = jest.fn((_answered: boolean) => new Error("not enough"));
    collector.stop(otherwise);
    await pass(0);
    expect(failed).toMatchObject({ message: "not enough" });
    expect(otherwise).toHaveBeenCalledWith(answered);
  });

  it("may be ended by whoever hears of the answer", async () => {
    onAnswer.mockImplementation(() => collector.stop(() => new Error("unused")));
    candidates(trickled(), useless[2] as IceCandidate);
    answer();
    await completeAfter(0, trickled());
  });
});
