import { describe, expect, it } from "@jest/globals";
import { CatalogueRefusal } from "../../../lambda/cameras/catalogue.ts";
import { Failure } from "../../../lambda/failure.ts";
import { createPlainCameraEvents, everybody, noon, objectEvent } from "./support.ts";

describe("a picture", () => {
  const snapshots = ({ event }: { event: object }) => JSON.stringify(event).includes("SnapshotProvider");

  it("that is a camera's first makes it announced anew, and the next ones do not", async () => {
    const { hear, told, sent } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(sent.every(snapshots)).toBe(true);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(told()).toEqual([]);
  });

  it("that is gone makes it announced without", async () => {
    const { hear, told, sent } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "front-door.jpg"));
    told();
    await hear(objectEvent("Object Deleted", "front-door.jpg"));
    expect(sent.some(snapshots)).toBe(false);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
  });

  it("is announced again to who could not be told, though it is kept by then", async () => {
    const { hear, told, gateway } = createPlainCameraEvents();
    const first = objectEvent("Object Created", "front-door.jpg");
    gateway.outcome = async () => {
      throw new Failure("event-undelivered");
    };
    await expect(hear(first)).rejects.toMatchObject({ code: "event-undelivered" });
    gateway.outcome = async () => "delivered";
    await hear(first);
    expect(told()).toEqual(everybody("AddOrUpdateReport"));
  });

  it.each(["notes.txt", "front-door.png", "folder/front-door.jpg", ".jpg"])("is not %s", async (key) => {
    const { hear, deliver, lines } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", key));
    expect(deliver).not.toHaveBeenCalled();
    expect(lines).toMatchObject([{ level: "warn" }]);
  });

  it("of a camera that is not in the registry is nobody's", async () => {
    const { hear, deliver } = createPlainCameraEvents();
    await hear(objectEvent("Object Created", "back-door.jpg"));
    expect(deliver).not.toHaveBeenCalled();
  });

  it("of another bucket is foreign", async () => {
    const { hear } = createPlainCameraEvents();
    await expect(hear(objectEvent("Object Created", "front-door.jpg", "others"))).rejects.toMatchObject({
      code: "event-foreign",
    });
    const without = createPlainCameraEvents({ pictures: undefined as never });
    await expect(without.hear(objectEvent("Object Created", "front-door.jpg"))).rejects.toMatchObject({
      code: "event-foreign",
    });
  });

  it("is left to discovery where the registry is a file", async () => {
    const { hear, deliver } = createPlainCameraEvents({ pictures: { bucket: "pictures" } });
    await hear(objectEvent("Object Created", "front-door.jpg"));
    expect(deliver).not.toHaveBeenCalled();
  });

  it("is tried again when others keep writing the camera", async () => {
    const setPictured = async () => {
      throw new CatalogueRefusal("contended");
    };
    const kept = { catalogue: { setPictured }, objects: { takenAt: async () => noon } };
    const { hear } = createPlainCameraEvents({ pictures: { bucket: "pictures", kept } });
    await expect(hear(objectEvent("Object Created", "front-door.jpg"))).rejects.toMatchObject({
      code: "registry-unreachable",
    });
  });
});
