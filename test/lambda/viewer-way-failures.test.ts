import { describe, expect, it, jest } from "@jest/globals";
import { failWith } from "../../rehearsal/signaling-service/index.ts";
import { pass } from "./support/fake-deadline.ts";
import { heldToFailure } from "./support/held-to-failure.ts";
import { errorOf } from "./support/rehearsed-skill.ts";
import { nullAtOnce, sdpOf, tricklingCameras } from "./support/trickling-cameras.ts";

const { firmware, output, ...cameras } = tricklingCameras();
const { behave, beginView, connectivity, forgetSeen, secrets, seen, view, viewAndPass } = cameras;

describe("a view that both ways fail", () => {
  it("is answer-late at first and camera-offline then, and the camera is UNREACHABLE", async () => {
    firmware.answers = false;
    heldToFailure("answer-late", await viewAndPass("auto", 5_300), output(), secrets());
    expect(seen()).toContain("ConnectAsViewer");
    expect(await connectivity("auto")).toBe("UNREACHABLE");
    heldToFailure("camera-offline", await viewAndPass("auto", 5_300), output(), secrets());
  });

  it("is over 4.6 s after an environment's first invocation", async () => {
    firmware.answers = false;
    const { event } = await beginView("auto");
    const done = jest.fn();
    event.then(done);
    await pass(4_599);
    expect(done).not.toHaveBeenCalled();
    await pass(1);
    expect(errorOf(await event)?.type).toBe("ENDPOINT_UNREACHABLE");
  });

  it("is kvs-denied when the role may not connect as viewer and the documented way brought nothing", async () => {
    behave(nullAtOnce);
    behave(failWith("AccessDeniedException", { operation: "ConnectAsViewer" }));
    heldToFailure("kvs-denied", await view("auto"), output(), secrets());
    expect(output().logged("neither way brought an answer")).toMatchObject([
      { documented: "answer-empty", viewer: "kvs-denied" },
    ]);
    // Nothing is known of the camera by that.
    expect(await connectivity("auto")).toBe("OK");
  });

  it("leaves no mark", async () => {
    firmware.answers = false;
    await viewAndPass("auto", 5_300);
    firmware.needsTrickle = false;
    firmware.answers = true;
    forgetSeen();
    sdpOf(await view("auto"));
    expect(seen()).toEqual(["SendAlexaOfferToMaster"]);
  });
});
