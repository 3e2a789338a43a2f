import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import { cameraRemoved, motionStarted } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, doorbell, everybody, id, noon } from "./support.ts";

describe("a camera that was removed", () => {
  it("is taken from those who lost it", async () => {
    const { hear, told, sent, cameras } = createPlainCameraEvents();
    cameras.delete(id);
    await hear(delivered(cameraRemoved(id, noon, ["ada", "ben"])));
    expect(sent[0]?.event).toMatchObject({ event: { payload: { endpoints: [{ endpointId: id }] } } });
    expect(told()).toEqual(everybody("DeleteReport"));
  });

  it("stays with whoever has it, whatever the event says", async () => {
    const { hear, told, cameras, lines, stores, presence } = createPlainCameraEvents();
    await presence.report(id, "UNREACHABLE");
    cameras.set(id, doorbell({ owners: ["ada"] }));
    await hear(delivered(cameraRemoved(id, noon, ["ada", "ben"])));
    expect(told()).toEqual([
      ["ben|EU", "DeleteReport"],
      ["ben|NA", "DeleteReport"],
    ]);
    expect(lines[0]).toMatchObject({ level: "warn", fields: { endpointId: id, users: 1 } });
    expect(await stores.presence.read(id)).toBeDefined();
  });

  it("stays with everybody when the registry cannot be read", async () => {
    const { hear, deliver, cameras } = createPlainCameraEvents({
      async cameraOf() {
        throw new Failure("registry-unreachable");
      },
    });
    cameras.delete(id);
    await expect(hear(delivered(cameraRemoved(id, noon, ["ada"])))).rejects.toMatchObject({
      code: "registry-unreachable",
    });
    expect(deliver).not.toHaveBeenCalled();
  });

  it("takes with it all that was kept of it, once nobody has it", async () => {
    const { hear, cameras, stores, presence } = createPlainCameraEvents();
    await presence.report(id, "UNREACHABLE");
    await hear(delivered(motionStarted(id, noon)));
    await stores.marks.write(id, { until: noon + 1_000, because: "no answer came in 2.0 s" });
    cameras.delete(id);
    await hear(delivered(cameraRemoved(id, noon, ["ada"])));
    for (const store of Object.values(stores)) expect(await store.read(id)).toBeUndefined();
  });
});
