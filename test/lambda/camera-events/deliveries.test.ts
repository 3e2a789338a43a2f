import { describe, expect, it, jest } from "@jest/globals";
import { createDeliveries, deliveryKind } from "../../../lambda/camera-events/deliveries.ts";
import { Failure } from "../../../lambda/failure.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";

const anHour = 3_600_000;
const patient = new AbortController().signal;

function setUp() {
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const store = createMemoryStore(deliveryKind, now);
  const deliveries = createDeliveries(store, now);
  const send = jest.fn(async () => {});
  const once = (work: () => Promise<void> = send, signal = patient) => deliveries.once("event", "ada|NA", work, signal);
  return { clock, store, deliveries, send, once };
}

/** Work that goes on until it is ended. */
function endless() {
  let end = (_error?: Error): void => {};
  const work = jest.fn(
    () => new Promise<void>((resolve, reject) => (end = (error) => (error === undefined ? resolve() : reject(error)))),
  );
  return { work, end: (error?: Error) => end(error) };
}

describe("a delivery", () => {
  it("is made once", async () => {
    const { once, send } = setUp();
    expect(await once()).toBe("sent");
    expect(await once()).toBe("sent before");
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("is one for each user and region, and for each event", async () => {
    const { deliveries, send } = setUp();
    for (const [key, part] of [
      ["event", "ada|NA"],
      ["event", "ada|EU"],
      ["event", "ben|NA"],
      ["other", "ada|NA"],
    ] as const) {
      expect(await deliveries.once(key, part, send, patient)).toBe("sent");
    }
    expect(send).toHaveBeenCalledTimes(4);
  });

  it("that failed is made again", async () => {
    const { once, send } = setUp();
    send.mockRejectedValueOnce(new Failure("event-undelivered"));
    await expect(once()).rejects.toMatchObject({ code: "event-undelivered" });
    expect(await once()).toBe("sent");
  });

  it("is made by one of two that come at the same time, and the other waits for what it comes to", async () => {
    jest.useFakeTimers();
    const { once, send } = setUp();
    const { work, end } = endless();
    const first = once(work);
    const second = once();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(work).toHaveBeenCalledTimes(1);
    end();
    await jest.advanceTimersByTimeAsync(200);
    expect(await first).toBe("sent");
    expect(await second).toBe("sent before");
    expect(send).not.toHaveBeenCalled();
    jest.useRealTimers();
  });

  it("is made by the other of two when the first fails", async () => {
    jest.useFakeTimers();
    const { once, send } = setUp();
    const { work, end } = endless();
    const first = once(work).catch((error: Failure) => error.code);
    const second = once();
    await jest.advanceTimersByTimeAsync(1_000);
    end(new Failure("event-undelivered"));
    await jest.advanceTimersByTimeAsync(200);
    expect(await first).toBe("event-undelivered");
    expect(await second).toBe("sent");
    expect(send).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });

  it("is undelivered for whoever cannot wait for the other any longer", async () => {
    jest.useFakeTimers();
    const { once } = setUp();
    const { work, end } = endless();
    const first = once(work);
    const leaving = new AbortController();
    const second = once(async () => {}, leaving.signal).catch((error: Failure) => error.code);
    await jest.advanceTimersByTimeAsync(500);
    leaving.abort();
    expect(await second).toBe("event-undelivered");
    end();
    await first;
    jest.useRealTimers();
  });

  it("of an invocation that died is made again after 30 seconds", async () => {
    const { once, clock, store } = setUp();
    await store.write("event", { at: clock.now, delivered: false }, "ada|NA");
    clock.now += 30_000;
    expect(await once()).toBe("sent");
  });

  it("is remembered for a day", async () => {
    const { once, clock } = setUp();
    await once();
    clock.now += 23 * anHour;
    expect(await once()).toBe("sent before");
    clock.now += 2 * anHour;
    expect(await once()).toBe("sent");
  });

  it("is made, and no failure, when only that it was made cannot be kept", async () => {
    const { once, store } = setUp();
    jest.spyOn(store, "write").mockRejectedValueOnce(new Failure("state-unreachable"));
    expect(await once()).toBe("sent");
  });

  it("keeps its own failure when the claim cannot be given back", async () => {
    const { once, store, send } = setUp();
    send.mockRejectedValueOnce(new Failure("event-undelivered"));
    jest.spyOn(store, "remove").mockRejectedValueOnce(new Failure("state-unreachable"));
    await expect(once()).rejects.toMatchObject({ code: "event-undelivered" });
  });

  it("is not tried when nobody can say whether it was made", async () => {
    const { once, store, send } = setUp();
    jest.spyOn(store, "hold").mockRejectedValueOnce(new Failure("state-unreachable"));
    await expect(once()).rejects.toMatchObject({ code: "state-unreachable" });
    expect(send).not.toHaveBeenCalled();
  });
});
