import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { awaitTouch } from "../../../../rehearsal/echo-show/page/device/auto-end.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function liveView() {
  const screen = new EventTarget();
  const seen: string[] = [];
  const stop = awaitTouch({ screen, onTouched: () => seen.push("touched"), onOver: () => seen.push("over") });
  return { screen, seen, stop };
}

describe("live view that came up by itself", () => {
  it("is over after 15 s", () => {
    const { seen } = liveView();
    jest.advanceTimersByTime(14_999);
    expect(seen).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(seen).toEqual(["over"]);
  });

  it.each(["pointerdown", "keydown"])("stays for whom a %s tells to be there", (touch) => {
    const { screen, seen } = liveView();
    jest.advanceTimersByTime(14_999);
    screen.dispatchEvent(new Event(touch));
    screen.dispatchEvent(new Event(touch));
    jest.advanceTimersByTime(60_000);
    expect(seen).toEqual(["touched"]);
  });

  it("is waited for no more once it was stopped", () => {
    const { screen, seen, stop } = liveView();
    stop();
    screen.dispatchEvent(new Event("pointerdown"));
    jest.advanceTimersByTime(60_000);
    expect(seen).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
