import { describe, expect, it } from "@jest/globals";
import { createPictures, PICTURE_MAX_AGE } from "../../../rehearsal/echo-show/pictures.ts";

function album() {
  const asked: string[] = [];
  let [now, changes, busy] = [1_000_000, 0, false];
  let answer: "picture" | "refusal" | "throws" = "picture";
  const pictures = createPictures({
    async show(cameraId) {
      asked.push(cameraId);
      if (answer === "throws") throw new Error("no address");
      if (answer === "refusal") return { error: { type: "INTERNAL_ERROR", message: "no picture" } };
      return { value: { bytes: Buffer.from(cameraId), type: "image/jpeg", width: 640, height: 360, takenAt: now } };
    },
    busy: () => busy,
    onChange: () => {
      changes += 1;
    },
    now: () => now,
  });
  return {
    pictures,
    asked,
    changes: () => changes,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    setBusy: (next: boolean) => {
      busy = next;
    },
  };
}

describe("the cameras' pictures on the page", () => {
  it("are fetched when they are missing, a minute old, or the camera was woken", async () => {
    const { pictures, asked, later, changes } = album();
    await pictures.refresh(["a", "b"]);
    expect(asked.splice(0)).toEqual(["a", "b"]);
    expect(pictures.of("a")?.bytes.toString()).toBe("a");
    later(PICTURE_MAX_AGE - 1);
    await pictures.refresh(["a", "b"]);
    expect(asked).toEqual([]);
    pictures.outdated("b");
    await pictures.refresh(["a", "b"]);
    expect(asked.splice(0)).toEqual(["b"]);
    later(1);
    await pictures.refresh(["a", "b"]);
    expect(asked).toEqual(["a"]);
    expect(changes()).toBe(4);
  });

  it("wait while somebody waits for a view", async () => {
    const { pictures, asked, setBusy } = album();
    setBusy(true);
    await pictures.refresh(["a"]);
    expect(asked).toEqual([]);
    setBusy(false);
    await pictures.refresh(["a"]);
    expect(asked).toEqual(["a"]);
  });

  it.each(["refusal", "throws"] as const)(
    "stay what they were on a %s, and are not asked for at once again",
    async (how) => {
      const { pictures, asked, later, answerWith } = album();
      await pictures.refresh(["a"]);
      const before = pictures.of("a");
      answerWith(how);
      later(PICTURE_MAX_AGE);
      await pictures.refresh(["a"]);
      await pictures.refresh(["a"]);
      expect(asked).toEqual(["a", "a"]);
      expect(pictures.of("a")).toBe(before);
    },
  );

  it("are forgotten with their cameras", async () => {
    const { pictures } = album();
    await pictures.refresh(["a"]);
    await pictures.refresh([]);
    expect(pictures.of("a")).toBeUndefined();
  });
});
