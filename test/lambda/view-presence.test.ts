import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Failure, type FailureCode } from "../../lambda/failure.ts";
import type { OfferExchange } from "../../lambda/signaling/offer-exchange.ts";
import { createMemoryStore } from "../../lambda/state/memory.ts";
import { createPresence, type PresenceRecord } from "../../lambda/state/presence.ts";
import type { Connectivity } from "../../protocol/alexa/endpoint-health.ts";
import { cameraAnswer, directiveFixture } from "./support/fixtures.ts";
import { createPlainSkill, warm } from "./support/plain-skill.ts";
import { errorOf } from "./support/rehearsed-skill.ts";

/** When calls end, 5.3 s after the invocation. */
const LATE_MS = 5_300;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A camera that answers so many milliseconds after its offer. */
const answersAfter = (milliseconds: number): OfferExchange => ({
  async exchange({ progress }) {
    progress.reached("offerSent");
    await wait(milliseconds);
    return { sdp: cameraAnswer, way: "alexa-offer" };
  },
});

/** A camera that doesn't answer, until the skill gives up. */
const silent: OfferExchange = {
  exchange({ signal, progress }) {
    progress.reached("offerSent");
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Failure("answer-late"))));
  },
};

interface View {
  readonly offerExchange: OfferExchange;
  /** What a call to the store takes, in milliseconds. */
  readonly readTakes?: number;
  readonly writeTakes?: number;
  readonly before?: Connectivity;
}

/** Asks for a view over a slow store; tells when its event came, in milliseconds, and what became of it. */
async function view({ offerExchange, readTakes = 0, writeTakes = 0, before = "OK" }: View) {
  const memory = createMemoryStore<PresenceRecord>();
  if (before !== "OK") await memory.write("front-door", { connectivity: before, source: "view", since: 0 });
  const store = {
    read: jest.fn((id: string) => wait(readTakes).then(() => memory.read(id))),
    write: jest.fn((...call: Parameters<typeof memory.write>) => wait(writeTakes).then(() => memory.write(...call))),
  };
  const { skill, lines, failed } = createPlainSkill({ offerExchange, presence: createPresence(store, () => 0) });
  const startedAt = performance.now();
  const event = skill(directiveFixture("initiate-session.echo-show"), warm).then((answer) => ({
    error: errorOf(answer),
    after: performance.now() - startedAt,
  }));
  await jest.advanceTimersByTimeAsync(5_500);
  const { error, after } = await event;
  const kept = (await memory.read("front-door"))?.connectivity ?? "OK";
  return { error, after, store, kept, failed, warnings: lines.filter(({ level }) => level === "warn") };
}

describe("a view that was answered", () => {
  it("waits for nothing when nothing changed, though the store is slow", async () => {
    const { error, after, store } = await view({ offerExchange: answersAfter(200), readTakes: 80, writeTakes: 80 });
    expect(error).toBeUndefined();
    expect(after).toBe(200);
    expect(store.read).toHaveBeenCalledTimes(1);
    expect(store.write).not.toHaveBeenCalled();
  });

  it("waits for one write when the camera is back, because Lambda freezes after the event", async () => {
    const { after, store, kept } = await view({
      offerExchange: answersAfter(200),
      readTakes: 80,
      writeTakes: 80,
      before: "UNREACHABLE",
    });
    expect(after).toBe(280);
    expect(store.read).toHaveBeenCalledTimes(1);
    expect(kept).toBe("OK");
  });

  it("waits for what was learned by the answer at the same time, and no longer for both", async () => {
    const learns: OfferExchange = {
      async exchange(request) {
        return { ...(await answersAfter(200).exchange(request)), learn: () => wait(90) };
      },
    };
    expect(await view({ offerExchange: learns })).toMatchObject({ after: 290 });
    expect(await view({ offerExchange: learns, writeTakes: 80, before: "UNREACHABLE" })).toMatchObject({ after: 290 });
  });

  it("learns nothing by an answer that no session can come of", async () => {
    const learn = jest.fn(async () => {});
    const sdp = cameraAnswer.replace(/^a=fingerprint.*\r\n/gm, "");
    const { failed } = await view({ offerExchange: { exchange: async () => ({ sdp, way: "viewer", learn }) } });
    expect(failed).toEqual(["answer-unusable"]);
    expect(learn).not.toHaveBeenCalled();
  });

  it.each([
    ["read", { readTakes: 10_000 }],
    ["written", { writeTakes: 10_000, before: "UNREACHABLE" }],
  ] as const)("waits 100 ms at most, and warns, when presence cannot be %s", async (_name, store) => {
    const { error, after, warnings } = await view({ offerExchange: answersAfter(200), ...store });
    expect(error).toBeUndefined();
    expect(after).toBe(300);
    expect(warnings).toMatchObject([
      {
        message: "presence could not be kept",
        fields: { endpointId: "front-door", cause: { name: "TimeoutError" } },
      },
    ]);
  });
});

describe("a view that came to nothing at the very end", () => {
  it.each<[FailureCode, Connectivity]>([
    ["answer-late", "OK"],
    ["camera-offline", "UNREACHABLE"],
  ])("is %s when the camera was %s before, though each call to the store takes 80 ms", async (code, before) => {
    const { failed, kept, after, warnings } = await view({
      offerExchange: silent,
      readTakes: 80,
      writeTakes: 80,
      before,
    });
    expect(failed).toEqual([code]);
    expect(kept).toBe("UNREACHABLE");
    expect(after).toBe(before === "OK" ? LATE_MS + 80 : LATE_MS);
    expect(warnings.map(({ message }) => message)).toEqual(["view"]);
  });

  it.each([
    ["read", { readTakes: 10_000 }],
    ["written", { writeTakes: 10_000 }],
  ])("stays answer-late, in time, when presence cannot be %s", async (_name, store) => {
    const { failed, after, warnings } = await view({ offerExchange: silent, ...store });
    expect(failed).toEqual(["answer-late"]);
    expect(after).toBe(LATE_MS + 100);
    expect(warnings.map(({ message }) => message)).toEqual(["presence could not be kept", "view"]);
  });
});

it("presence is read beside the offer: not before it is sent, and not once more for a second attempt", async () => {
  const readsBeforeTheOffer: number[] = [];
  const store = createMemoryStore<PresenceRecord>();
  const read = jest.spyOn(store, "read");
  const { skill } = createPlainSkill({
    presence: createPresence(store, () => 0),
    offerExchange: {
      async exchange({ progress }) {
        for (const attempt of [1, 2]) {
          await wait(100);
          if (attempt === 1) readsBeforeTheOffer.push(read.mock.calls.length);
          progress.reached("offerSent");
        }
        await wait(100);
        return { sdp: cameraAnswer, way: "alexa-offer" };
      },
    },
  });
  const event = skill(directiveFixture("initiate-session.echo-show"), warm);
  await jest.advanceTimersByTimeAsync(300);
  await event;
  expect(readsBeforeTheOffer).toEqual([0]);
  expect(read).toHaveBeenCalledTimes(1);
});
