import { beforeEach, describe, expect, it } from "@jest/globals";
import { createIncidents } from "../../rehearsal/incidents.ts";

let did: string[];
let busFails: boolean;

beforeEach(() => {
  did = [];
  busFails = false;
});

const incidents = createIncidents({
  catalogue: { share: async () => true, unshare: async () => false, change: async () => ({}) as never },
  async putEvent({ Source, DetailType }) {
    did.push(`${Source}: ${DetailType}`);
    if (busFails) throw new Error("the event bus refused an event");
  },
  takePicture: async (cameraId) => void did.push(`picture of ${cameraId}`),
  now: Date.now,
});

describe("what happens to a camera", () => {
  it("wakes it when somebody rings or moves: it tells first, and then takes a picture", async () => {
    await incidents.ring("front-door");
    await incidents.move("garden", true);
    await incidents.move("garden", false);
    expect(did).toEqual([
      "camera.front-door: Doorbell Pressed",
      "picture of front-door",
      "camera.garden: Motion Started",
      "picture of garden",
      "camera.garden: Motion Ended",
    ]);
  });

  it("is a picture also where nobody takes the event, and whoever rang hears of that", async () => {
    busFails = true;
    await expect(incidents.ring("front-door")).rejects.toThrow("refused an event");
    expect(did).toContain("picture of front-door");
  });

  it("is told only where the registry has changed", async () => {
    expect(await incidents.unshare("garden", "amzn1.account.BEN")).toBe(false);
    expect(await incidents.share("garden", "amzn1.account.BEN")).toBe(true);
    expect(did).toEqual(["camera.garden: Camera Added"]);
  });
});
