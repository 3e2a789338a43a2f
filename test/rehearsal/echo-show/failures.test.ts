import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { View } from "../../../rehearsal/echo-show/state.ts";
import { createHeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { openTab, type Stage, startStage, type Tab } from "./support.ts";

let stage: Stage;
let tab: Tab;

beforeAll(async () => {
  stage = await startStage();
  tab = await openTab(stage, "kitchen");
});
afterEach(async () => {
  const { failures } = await tab.until(() => true);
  for (const { name } of failures) await tab.call("PUT", `/failures/${name}`, { on: false });
  await tab.call("PUT", "/failing-camera", { cameraId: null });
});
afterAll(async () => {
  tab.close();
  await stage.stop();
});

async function view(cameraId: string): Promise<View> {
  const echo = await createHeadlessEcho();
  const { sessionId, answer } = await tab.startSession(cameraId, echo.offer);
  if (answer !== undefined) {
    // A camera keeps a place for whoever it has answered until that one leaves, and has ten.
    await echo.acceptAnswer(answer);
    await echo.firstFrame;
  }
  await echo.close();
  const is = (each: View) => each.sessionId === sessionId && each.phase !== "asking";
  const state = await tab.until(({ views }) => views.some(is));
  await tab.call("DELETE", `/sessions/${sessionId}`);
  return state.views.find(is) as View;
}

/** A view that goes well, so that the next failure isn't the second in a row, which has a code of its own. */
async function viewWell(cameraId: string): Promise<void> {
  const seen = await view(cameraId);
  expect([seen.phase, seen.failure]).toEqual(["connecting", undefined]);
}

describe("what can be made to go wrong", () => {
  // Where no answer came, the code depends on what that environment of the function remembers of the camera.
  it.each([
    ["camera-unplugged", "ENDPOINT_UNREACHABLE", /^(answer-empty|answer-late|camera-offline)$/],
    ["answers-slowly", "ENDPOINT_UNREACHABLE", /^(answer-late|camera-offline)$/],
    ["answers-null", "ENDPOINT_UNREACHABLE", /^(answer-empty|camera-offline)$/],
    ["answers-garbage", "ENDPOINT_UNREACHABLE", /^answer-unreadable$/],
    ["aws-throttles", "RATE_LIMIT_EXCEEDED", /^kvs-throttled$/],
    ["token-expired", "EXPIRED_AUTHORIZATION_CREDENTIAL", /^token-expired$/],
    ["someone-elses-account", "NO_SUCH_ENDPOINT", /^camera-not-found$/],
  ])("%s: Alexa is told %s, by our code, and all is well once it is over", async (name, type, code) => {
    await viewWell("front-door");
    await tab.call("PUT", `/failures/${name}`, { on: true });
    const failed = await view("front-door");
    expect(failed.failure).toMatchObject({ type, code: expect.stringMatching(code) });
    expect(failed.failure?.alexaSays).not.toBe("");
    await tab.call("PUT", `/failures/${name}`, { on: false });
    await viewWell("front-door");
  });

  it("answers-without-candidates: Alexa is told so, the answer is judged, and what the camera sent is shown", async () => {
    await viewWell("front-door");
    await tab.call("PUT", "/failures/answers-without-candidates", { on: true });
    const bare = await view("front-door");
    expect(bare.failure).toMatchObject({ type: "ENDPOINT_UNREACHABLE", code: "answer-without-candidates" });
    expect(bare.answerFindings).toMatchObject([{ rule: "answer-without-candidates", severity: "refuse" }]);
    expect(bare.verdicts.find(({ name }) => name === "candidates")?.outcome).toBe("failed");
    expect(bare.verdicts.find(({ name }) => name === "codecs")?.outcome).not.toBe("pending");
    const { answerBack: [frame] = [] } = await tab.messagesOf(bare.sessionId);
    expect(frame?.what).toBe("WebSocket SDP_ANSWER");
    expect(JSON.stringify(frame?.body)).toContain("m=video");
    expect(JSON.stringify(frame?.body)).not.toContain("a=candidate");
    await tab.call("PUT", "/failures/answers-without-candidates", { on: false });

    await tab.call("PUT", "/failures/answers-garbage", { on: true });
    const garbage = await view("front-door");
    expect(garbage.answerFindings).toMatchObject([{ rule: "answer-not-sdp", severity: "refuse" }]);
  });

  it("keeps KVS's refusal where the view came to its end", async () => {
    await tab.call("PUT", "/failures/aws-throttles", { on: true });
    const { sessionId, timeline } = await view("front-door");
    expect(Object.keys(timeline)).toContain("offerSent");
    expect(timeline).not.toHaveProperty("offerAtCamera");
    const { offerAtCamera = [] } = await tab.messagesOf(sessionId);
    expect(offerAtCamera.map(({ what }) => what)).toEqual(["HTTP 400 ClientLimitExceededException"]);
  });

  it("does not show a camera's record to someone who has none", async () => {
    await tab.call("PUT", "/failures/someone-elses-account", { on: true });
    const { sessionId, timeline } = await view("front-door");
    expect(Object.keys(timeline)).toEqual(["directiveIn", "account"]);
    expect(await tab.messagesOf(sessionId)).not.toHaveProperty("registry");
  });

  it("goes wrong at the chosen camera alone, and moves with the choice", async () => {
    await tab.call("PUT", "/failing-camera", { cameraId: "garden" });
    await tab.call("PUT", "/failures/answers-garbage", { on: true });
    await viewWell("front-door");
    expect((await view("garden")).failure?.code).toBe("answer-unreadable");
    await tab.call("PUT", "/failing-camera", { cameraId: "front-door" });
    await viewWell("garden");
    expect((await view("front-door")).failure?.code).toBe("answer-unreadable");
  });

  it("keeps the devices that Alexa knows when the skill shows none to somebody else", async () => {
    await tab.call("PUT", "/failures/someone-elses-account", { on: true });
    await tab.call("POST", "/discoveries");
    expect((await tab.until(() => true)).devices).toHaveLength(2);
  });

  it("says why the skill refuses to discover with a token that has run out", async () => {
    await tab.call("PUT", "/failures/token-expired", { on: true });
    await tab.call("POST", "/discoveries");
    const { discoveryFailure } = await tab.until(
      (state) => state.discoveryFailure !== undefined && state.devices.every(({ health }) => health === "UNKNOWN"),
    );
    expect(discoveryFailure).toMatch(/^token-expired: /);
    await tab.call("PUT", "/failures/token-expired", { on: false });
    await tab.call("POST", "/discoveries");
    await tab.until(
      ({ discoveryFailure, devices }) => !discoveryFailure && devices.every(({ health }) => health !== "UNKNOWN"),
    );
  });
});
