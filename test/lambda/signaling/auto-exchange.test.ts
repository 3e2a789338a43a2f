import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Failure, type FailureCode } from "../../../lambda/failure.ts";
import type { OfferRequest } from "../../../lambda/signaling/offer-exchange.ts";
import { createAutoCamera, viewerAnswer } from "../support/auto-camera.ts";
import { cameraAnswer } from "../support/fixtures.ts";
import { type PlainWayOptions, plainWay } from "../support/plain-way.ts";

const bareAnswer = cameraAnswer.replace(/a=candidate:.*\r\n/g, "");

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  // Whatever became of the race, nothing of it may go on.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe("a camera that answers the documented way within 2.0 s", () => {
  it.each([0, 50, 1_999])("is never asked as viewer (answer after %i ms)", async (endsAfter) => {
    const { wholeView, viewer, lines, store } = createAutoCamera({
      documented: plainWay("alexa-offer", { endsAfter }),
    });
    const write = jest.spyOn(store, "write");
    expect(await wholeView()).toMatchObject({ sdp: cameraAnswer, way: "alexa-offer", answeredAfter: endsAfter });
    expect(viewer.asked()).toBe(0);
    expect(write).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  it("leaves no timer and no listener from the moment of its answer on", async () => {
    const { view, deadline } = createAutoCamera();
    const added = jest.spyOn(deadline.signal, "addEventListener");
    const removed = jest.spyOn(deadline.signal, "removeEventListener");
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(50);
    await outcome;
    expect(jest.getTimerCount()).toBe(0);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });

  it("may need longer than that for its endpoint: the time counts from the offer", async () => {
    const documented = plainWay("alexa-offer", { sentAfter: 1_500, endsAfter: 3_400 });
    const { wholeView, viewer } = createAutoCamera({ documented });
    expect(await wholeView()).toMatchObject({ way: "alexa-offer", answeredAfter: 3_400 });
    expect(viewer.asked()).toBe(0);
  });
});

describe("a camera whose answer is late the documented way", () => {
  it("is asked as viewer beside it, 2.0 s after the offer was sent and not before", async () => {
    const { view, viewer } = createAutoCamera({ documented: plainWay("alexa-offer", { sentAfter: 300 }) });
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(2_299);
    expect(viewer.asked()).toBe(0);
    await jest.advanceTimersByTimeAsync(51);
    expect(await outcome).toMatchObject({ sdp: viewerAnswer, way: "viewer", answeredAfter: 2_350 });
    expect(viewer.attempts).toEqual([2]);
  });

  it("has 2.0 s from its second attempt, when the first went to an endpoint that had moved", async () => {
    const sentAgain = jest.fn(async ({ signal, progress }: OfferRequest) => {
      progress.reached("offerSent");
      await new Promise((resolve) => setTimeout(resolve, 400));
      progress.reached("offerSent");
      return new Promise<never>((_, reject) =>
        signal.addEventListener("abort", () => reject(new Failure("answer-late"))),
      );
    });
    const documented = { ...plainWay("alexa-offer"), exchange: sentAgain };
    expect(await createAutoCamera({ documented }).wholeView()).toMatchObject({ way: "viewer", answeredAfter: 2_450 });
  });

  it("is taken by its documented answer all the same, when that is the first", async () => {
    const viewer = plainWay("viewer");
    const { wholeView, lines, view } = createAutoCamera({
      documented: plainWay("alexa-offer", { endsAfter: 3_000 }),
      viewer,
    });
    expect(await wholeView()).toMatchObject({ sdp: cameraAnswer, way: "alexa-offer", answeredAfter: 3_000 });
    expect(viewer.aborted()).toBe(true);
    expect(lines).toEqual([]);
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await outcome).toMatchObject({ way: "alexa-offer" });
  });

  it("is given up the documented way once its answer came as viewer", async () => {
    const documented = plainWay("alexa-offer");
    const { wholeView } = createAutoCamera({ documented });
    expect(await wholeView()).toMatchObject({ way: "viewer", answeredAfter: 2_050 });
    expect(documented.aborted()).toBe(true);
  });

  it("has its stages noted in order: those of both ways, and one answer", async () => {
    const { stages } = await createAutoCamera({ documented: plainWay("alexa-offer") }).wholeView();
    expect(stages).toEqual({
      endpointLookup: 0,
      offerSent: 0,
      viewerBegun: 2_000,
      viewerConnected: 2_000,
      viewerOfferSent: 2_000,
      viewerAnswer: 2_050,
      answerBack: 2_050,
    });
    expect(Object.keys(stages).at(-1)).toBe("answerBack");
  });
});

describe("a camera that brings nothing the documented way", () => {
  it.each<[string, FailureCode | string, string]>([
    ["null or empty", "answer-empty", "the answer was null or empty"],
    ["an answer without candidates", bareAnswer, "the answer had no candidates"],
    [
      "an answer whose only candidate hides its address",
      bareAnswer.replace("a=setup", "a=candidate:1 1 udp 2130706431 0b3c6f2e-77aa.local 40100 typ host\r\na=setup"),
      "the answer had no candidates",
    ],
    ["what that way itself calls without candidates", "answer-without-candidates", "the answer had no candidates"],
  ])("is asked as viewer at once: %s", async (_name, end, because) => {
    const documented = plainWay("alexa-offer", { endsAfter: 30, with: end });
    const { wholeView, lines } = createAutoCamera({ documented });
    const { stages, ...outcome } = await wholeView();
    expect(outcome).toMatchObject({ sdp: viewerAnswer, way: "viewer", answeredAfter: 80 });
    expect(Object.values(stages)).toEqual(Object.values(stages).toSorted((a, b) => a - b));
    expect(stages.answerBack).toBe(80);
    expect(lines).toMatchObject([{ level: "info", fields: { endpointId: "front-door", because } }]);
  });

  it.each([
    ["after its own deadline", true],
    ["long after the view has ended", false],
  ])("harms nothing when it fails %s", async (_name, heedsSignal) => {
    const documented = plainWay("alexa-offer", { endsAfter: 5_500, with: "kvs-unreachable", heedsSignal });
    const { wholeView } = createAutoCamera({ documented });
    // An unhandled rejection would fail this test.
    const { stages, ...outcome } = await wholeView();
    expect(outcome).toMatchObject({ way: "viewer", answeredAfter: 2_050 });
    expect(stages.answerBack).toBe(2_050);
  });

  it("changes nothing in the ledger when its answer comes after all", async () => {
    const documented = plainWay("alexa-offer", { endsAfter: 2_500, heedsSignal: false });
    const { stages } = await createAutoCamera({ documented }).wholeView();
    expect(stages.answerBack).toBe(2_050);
  });
});

describe("a view that both ways fail", () => {
  it.each<[FailureCode, FailureCode, FailureCode]>([
    // documented, viewer, told
    ["answer-empty", "answer-late", "answer-empty"],
    ["answer-without-candidates", "answer-late", "answer-without-candidates"],
    ["answer-empty", "kvs-denied", "kvs-denied"],
    ["answer-empty", "camera-busy", "camera-busy"],
    ["answer-empty", "answer-without-candidates", "answer-without-candidates"],
    ["answer-without-candidates", "offer-too-large", "offer-too-large"],
  ])("by %s and %s is told as %s", async (first, second, told) => {
    const { wholeView, lines } = createAutoCamera({
      documented: plainWay("alexa-offer", { endsAfter: 10, with: first }),
      viewer: plainWay("viewer", { endsAfter: 40, with: second }),
    });
    expect(await wholeView()).toMatchObject({ failed: told, after: 50 });
    expect(lines).toEqual([
      {
        level: "warn",
        message: "neither way brought an answer",
        fields: { endpointId: "front-door", documented: first, viewer: second },
      },
    ]);
  });

  it("waits for the documented way although the viewer way was refused", async () => {
    const documented = (end: Pick<PlainWayOptions, "with">) => plainWay("alexa-offer", { endsAfter: 4_000, ...end });
    const viewer = plainWay("viewer", { endsAfter: 10, with: "kvs-denied" });
    const { wholeView, lines } = createAutoCamera({ documented: documented({}), viewer });
    expect(await wholeView()).toMatchObject({ way: "alexa-offer", answeredAfter: 4_000 });
    expect(lines).toEqual([
      {
        level: "warn",
        message: "the camera answered late, and asking it as viewer beside it had failed",
        fields: { endpointId: "front-door", code: "kvs-denied" },
      },
    ]);
    expect(
      await createAutoCamera({ documented: documented({ with: "answer-empty" }), viewer }).wholeView(),
    ).toMatchObject({
      failed: "kvs-denied",
      after: 4_000,
    });
  });

  it("ends with the deadline, which both ways hear of", async () => {
    const documented = plainWay("alexa-offer");
    const viewer = plainWay("viewer");
    const { view, deadline, lines } = createAutoCamera({ documented, viewer });
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(4_600);
    deadline.abort();
    expect(await outcome).toEqual({ failed: "answer-late", after: 4_600 });
    expect([documented.aborted(), viewer.aborted()]).toEqual([true, true]);
    expect(lines).toEqual([]);
  });

  it("still takes what the viewer way has when the deadline comes", async () => {
    const viewer = {
      ...plainWay("viewer"),
      exchange: jest.fn(
        ({ signal }: OfferRequest) =>
          new Promise<{ sdp: string; way: "viewer" }>((resolve) =>
            signal.addEventListener("abort", () => resolve({ sdp: viewerAnswer, way: "viewer" })),
          ),
      ),
    };
    const { view, deadline } = createAutoCamera({ documented: plainWay("alexa-offer"), viewer });
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(4_600);
    deadline.abort();
    expect(await outcome).toMatchObject({ way: "viewer", answeredAfter: 4_600 });
  });
});

describe("a view whose documented way fails before the viewer way has begun", () => {
  it.each<FailureCode>([
    "kvs-denied",
    "kvs-throttled",
    "kvs-unreachable",
    "channel-missing",
    "camera-busy",
    "answer-unreadable",
    "unexpected",
  ])("ends at once: %s", async (code) => {
    const documented = plainWay("alexa-offer", { endsAfter: 10, with: code });
    const { wholeView, viewer, lines } = createAutoCamera({ documented });
    expect(await wholeView()).toMatchObject({ failed: code, after: 10 });
    expect(viewer.asked()).toBe(0);
    expect(lines).toEqual([]);
  });

  it("ends when the deadline comes first", async () => {
    const { view, viewer, deadline } = createAutoCamera({ documented: plainWay("alexa-offer") });
    const { outcome } = view();
    await jest.advanceTimersByTimeAsync(1_800);
    deadline.abort();
    expect(await outcome).toEqual({ failed: "answer-late", after: 1_800 });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(viewer.asked()).toBe(0);
  });

  it("ends at once when the deadline is over already", async () => {
    const { view, viewer, deadline } = createAutoCamera();
    deadline.abort();
    expect(await view().outcome).toEqual({ failed: "answer-late", after: 0 });
    expect(viewer.asked()).toBe(0);
  });
});
