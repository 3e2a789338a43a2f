import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import { doorbellPressed } from "../../../protocol/camera-events/build-entries.ts";
import { createPlainCameraEvents, delivered, id, noon } from "./support.ts";

describe("those who have a camera", () => {
  it("are told although one of them cannot be, and the event fails for that one alone", async () => {
    const { hear, told, gateway, failed, lines } = createPlainCameraEvents();
    gateway.outcome = async (to) => {
      if (to === "ada|NA") throw new Failure("event-undelivered", { detail: "HTTP 503" });
      return "delivered";
    };
    const press = delivered(doorbellPressed(id, noon));
    await expect(hear(press)).rejects.toMatchObject({
      message: expect.stringMatching(/^event-undelivered: .*1 of 3\)$/),
    });
    expect(told()).toEqual([
      ["ben|EU", "DoorbellPress"],
      ["ben|NA", "DoorbellPress"],
    ]);
    expect(failed).toEqual(["event-undelivered"]);
    expect(lines.at(-1)).toMatchObject({
      level: "error",
      message: "camera event failed",
      fields: { endpointId: id, event: "Doorbell Pressed", code: "event-undelivered" },
    });
    gateway.outcome = async () => "delivered";
    await hear(press);
    expect(told()).toEqual([["ada|NA", "DoorbellPress"]]);
  });

  it("are told although it cannot be read what one of them granted", async () => {
    const { dependencies } = createPlainCameraEvents();
    const { hear, told } = createPlainCameraEvents({
      rights: {
        async of(userId) {
          if (userId === "ada") throw new Failure("state-unreachable");
          return dependencies.rights.of(userId);
        },
      },
    });
    await expect(hear(delivered(doorbellPressed(id, noon)))).rejects.toMatchObject({ code: "event-undelivered" });
    expect(told()).toHaveLength(2);
  });

  it("and have disabled the skill, or never enabled it, are no failure", async () => {
    const { hear, told, gateway, grants, lines } = createPlainCameraEvents();
    grants.delete("ada");
    gateway.outcome = async (to) => (to === "ben|EU" ? "nobody" : "delivered");
    await hear(delivered(doorbellPressed(id, noon)));
    expect(told()).toEqual([["ben|NA", "DoorbellPress"]]);
    expect(lines).toMatchObject([{ fields: { told: 1, grantGone: 1, left: 0 } }]);
  });

  it("are never named in the log", async () => {
    const { hear, gateway, lines } = createPlainCameraEvents();
    gateway.outcome = async () => {
      throw new Error("ada|NA");
    };
    await expect(hear(delivered(doorbellPressed(id, noon)))).rejects.toThrow();
    expect(JSON.stringify(lines)).not.toMatch(/ada|ben/);
  });
});
