import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createHeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { happened, openTab, type Stage, startStage, type Tab } from "./support.ts";

let stage: Stage;
let tab: Tab;

beforeAll(async () => {
  stage = await startStage();
  tab = await openTab(stage, "kitchen");
});
afterEach(() => stage.rehearsal.giveManners(["none"]));
afterAll(async () => {
  tab.close();
  await stage.stop();
});

const mannerOf = async (id: string, wanted: string) =>
  (await tab.until(({ cameras }) => cameras.some((each) => each.id === id && each.manner.textForm === wanted))).cameras;

describe("whose firmware a camera has", () => {
  it("is ours at first, and there are others to choose from", async () => {
    const { cameras, manners } = await tab.until(() => true);
    expect(cameras.map(({ id, manner }) => [id, manner.name])).toEqual([
      ["front-door", "none"],
      ["garden", "none"],
    ]);
    expect(manners.map(({ name }) => name)).toEqual([
      "none",
      "c-sdk",
      "browser-sdk",
      "slow-trickle",
      "endless-trickle",
    ]);
  });

  it("is chosen on the page, for one camera alone", async () => {
    expect((await tab.call("PUT", "/cameras/garden/manner", { manner: "c-sdk:seconds=7" })).status).toBe(204);
    const [frontDoor, garden] = await mannerOf("garden", "c-sdk:seconds=7");
    expect(garden?.manner).toMatchObject({ name: "c-sdk", sentence: expect.stringContaining("7 s") });
    expect(frontDoor?.manner.name).toBe("none");
  });

  it("is seen on every page when a command changes it, and stays when the camera is unplugged", async () => {
    stage.rehearsal.giveManners(["browser-sdk@garden"]);
    await mannerOf("garden", "browser-sdk");
    const gone = happened(stage, "viewer-gone");
    await view("garden");
    await gone;
    await tab.call("PUT", "/failures/camera-unplugged", { on: true });
    await tab.call("PUT", "/failures/camera-unplugged", { on: false });
    await mannerOf("garden", "browser-sdk");
    await view("garden");
  });

  it.each([
    ["/cameras/garden/manner", {}, 400, "give a manner, such as c-sdk, or none"],
    [
      "/cameras/garden/manner",
      { manner: "brwser-sdk" },
      400,
      'there is no manner "brwser-sdk"; did you mean browser-sdk?',
    ],
    ["/cameras/garden/manner", { manner: "none@front-door" }, 400, "none@front-door: a camera has no place here"],
    ["/cameras/attic/manner", { manner: "none" }, 404, 'there is no camera "attic"'],
  ])("is not changed by PUT %s %j", async (path, body, status, error) => {
    const response = await tab.call("PUT", path, body);
    expect([response.status, await response.json()]).toEqual([status, { error }]);
    expect(stage.rehearsal.manners().every(({ manner }) => manner.name === "none")).toBe(true);
  });
});

/** Views a camera until it moves. */
async function view(cameraId: "front-door" | "garden"): Promise<void> {
  const echo = await createHeadlessEcho();
  const { sessionId, answer = "" } = await tab.startSession(cameraId, echo.offer);
  await echo.acceptAnswer(answer);
  await echo.untilFrames(2);
  await echo.close();
  await tab.call("DELETE", `/sessions/${sessionId}`);
}
