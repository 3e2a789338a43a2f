import { describe, expect, it } from "@jest/globals";
import { playVideo } from "../../../../rehearsal/echo-show/page/echo/play.ts";

/** A video in a browser that allows sound only after a touch, or always. */
function videoThat(allows: "sound" | "silence" | "nothing") {
  const plays: boolean[] = [];
  return {
    plays,
    muted: true,
    async play() {
      plays.push(this.muted);
      if (allows === "nothing") throw new DOMException("interrupted", "AbortError");
      if (allows === "silence" && !this.muted) throw new DOMException("not allowed", "NotAllowedError");
    },
  };
}

describe("the sound of a view", () => {
  it("is there where the browser allows it", async () => {
    const video = videoThat("sound");
    await playVideo(video, new AbortController().signal, new EventTarget());
    expect(video.muted).toBe(false);
  });

  it.each(["pointerup", "keydown"])("comes with the first %s where it is not allowed before", async (touch) => {
    const [video, page] = [videoThat("silence"), new EventTarget()];
    await playVideo(video, new AbortController().signal, page);
    expect(video.plays).toEqual([false, true]);
    expect(video.muted).toBe(true);
    page.dispatchEvent(new Event(touch));
    expect(video.muted).toBe(false);
  });

  it("comes no more once the view is over", async () => {
    const [video, page, over] = [videoThat("silence"), new EventTarget(), new AbortController()];
    await playVideo(video, over.signal, page);
    over.abort();
    page.dispatchEvent(new Event("keydown"));
    expect(video.muted).toBe(true);
  });

  it("is no fault when the view ends first", async () => {
    const video = videoThat("nothing");
    await playVideo(video, new AbortController().signal, new EventTarget());
    expect(video.plays).toEqual([false]);
  });
});
