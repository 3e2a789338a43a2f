import { describe, expect, it } from "@jest/globals";
import type { CameraBehaviour } from "../../camera/index.ts";
import { startPluggable } from "../../rehearsal/pluggable-camera.ts";
import { virtualCameras } from "../../rehearsal/virtual-cameras.ts";

const [camera] = virtualCameras as [(typeof virtualCameras)[number]];

/** Counts how many cameras run, and how many ever did. */
async function plugged() {
  const count = { running: 0, started: 0, refuse: false };
  const pluggable = await startPluggable(camera, async () => {
    if (count.refuse) throw new Error("no channel");
    count.running += 1;
    count.started += 1;
    const stop = async () => {
      count.running -= 1;
    };
    return { channelArn: "arn", viewers: () => [], snapshot: async () => {}, stop };
  });
  return { pluggable, count };
}

describe("a camera that can be unplugged", () => {
  it("runs again when it is plugged in", async () => {
    const { pluggable, count } = await plugged();
    await pluggable.unplug();
    expect(count.running).toBe(0);
    await pluggable.plugIn();
    expect(count).toMatchObject({ running: 1, started: 2 });
  });

  it("is never there twice, whatever is asked of it at once", async () => {
    const { pluggable, count } = await plugged();
    await Promise.all([
      pluggable.plugIn(),
      pluggable.unplug(),
      pluggable.unplug(),
      pluggable.plugIn(),
      pluggable.plugIn(),
    ]);
    expect(count).toMatchObject({ running: 1, started: 2 });
    await pluggable.stop();
    expect(count.running).toBe(0);
  });

  it("keeps its manners when it is plugged in again, and loses them when they are taken back", async () => {
    const started: CameraBehaviour[] = [];
    const pluggable = await startPluggable(camera, async (behaviour) => {
      started.push(behaviour);
      return { channelArn: "arn", viewers: () => [], snapshot: async () => {}, stop: async () => {} };
    });
    const { signal } = new AbortController();
    const about = { clientId: "c", offer: "v=0", trickle: false, signal, wait: async () => {} };
    const undo = [
      pluggable.behave({ beforeAnswer: (answer) => `${answer} one` }),
      pluggable.behave({ beforeAnswer: async (answer) => `${answer} two`, beforeAnswerPayload: () => "garbage" }),
    ];
    await pluggable.unplug();
    await pluggable.plugIn();
    expect(await started[1]?.beforeAnswer?.("answer", about)).toBe("answer one two");
    expect(started[1]?.beforeAnswerPayload?.("payload", about)).toBe("garbage");
    for (const each of undo) each();
    expect(await started[1]?.beforeAnswer?.("answer", about)).toBe("answer");
    expect(started[1]?.beforeAnswerPayload?.("payload", about)).toBe("payload");
  });

  it("can be plugged in after it could not be", async () => {
    const { pluggable, count } = await plugged();
    await pluggable.unplug();
    count.refuse = true;
    await expect(pluggable.plugIn()).rejects.toThrow("no channel");
    count.refuse = false;
    await pluggable.plugIn();
    expect(count.running).toBe(1);
  });
});
