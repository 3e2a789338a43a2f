import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { View } from "../../../rehearsal/echo-show/state.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { stagesOf } from "../../../rehearsal/view/ways.ts";
import { happened, openTab, type Stage, startStage, type Tab } from "./support.ts";

const documentedStages = stagesOf({}, { ways: ["alexa-offer"] });

let stage: Stage;
let tab: Tab;
const echos: HeadlessEcho[] = [];

beforeAll(async () => {
  stage = await startStage();
  tab = await openTab(stage, "kitchen");
});
afterEach(async () => {
  await Promise.all(echos.splice(0).map((echo) => echo.close()));
});
afterAll(async () => {
  tab.close();
  await stage.stop();
});

const viewOf = async (sessionId: string, wanted: (view: View) => boolean = () => true): Promise<View> => {
  const is = (view: View) => view.sessionId === sessionId && wanted(view);
  const { views } = await tab.until((state) => state.views.some(is));
  return views.find(is) as View;
};

/** Makes an Echo that is closed after the test. */
async function makeEcho(): Promise<HeadlessEcho> {
  const echo = await createHeadlessEcho();
  echos.push(echo);
  return echo;
}

/** Plays a camera as the page does: offer, answer, reports. */
async function play(cameraId: string, from = tab): Promise<{ echo: HeadlessEcho; sessionId: string }> {
  const echo = await makeEcho();
  const { sessionId, answer = "" } = await from.startSession(cameraId, echo.offer);
  await echo.acceptAnswer(answer);
  await tab.call("POST", `/sessions/${sessionId}/reports`, { event: "ice-connected", at: await echo.iceConnected });
  const connection = { dtlsState: "connected", tlsVersion: "FEFD", codecs: ["video/H264", "audio/opus"] };
  const report = { event: "first-frame", at: await echo.firstFrame, connection };
  await tab.call("POST", `/sessions/${sessionId}/reports`, report);
  return { echo, sessionId };
}

describe("the server of the Echo Show page", () => {
  it("knows the devices that the skill discovered, and how they are", async () => {
    const { devices } = await tab.until((state) => state.devices.every(({ health }) => health === "OK"));
    expect(devices).toMatchObject([
      { id: "front-door", name: "Front Door", kind: "doorbell", talk: true, health: "OK", motion: false },
      { id: "garden", name: "Garden", kind: "camera", talk: false, health: "OK", motion: false },
    ]);
  });

  it("notes every stage of a view, its margin, and five verdicts that pass", async () => {
    const { sessionId } = await play("front-door");
    const view = await viewOf(sessionId, ({ timeline }) => Object.keys(timeline).length === documentedStages.length);
    expect(Object.keys(view.timeline)).toEqual(documentedStages);
    expect(view).toMatchObject({
      phase: "playing",
      camera: { name: "Front Door" },
      marginMilliseconds: expect.any(Number),
    });
    expect(view.marginMilliseconds).toBeGreaterThan(0);
    expect(view.verdicts.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["DTLS", "passed"],
      ["SDP", "passed"],
      // The offer names RTCP candidates beside rtcp-mux as Alexa's do, and the camera answers with private addresses.
      ["candidates", expect.stringMatching(/passed|warned/)],
      ["codecs", "passed"],
      ["JSON", "passed"],
    ]);
    await tab.call("DELETE", `/sessions/${sessionId}`);
    expect(await viewOf(sessionId, ({ phase }) => phase === "ended")).not.toHaveProperty("failure");
  });

  it("keeps what crossed the wire at each stage, with every secret masked", async () => {
    // The first view of an environment asks for everything; others remember the account and the endpoint.
    const { echo, sessionId } = await play("garden");
    const view = await viewOf(sessionId, ({ timeline }) => Object.keys(timeline).length === documentedStages.length);
    await tab.call("DELETE", `/sessions/${sessionId}`);
    const messages = await tab.messagesOf(sessionId);
    expect(Object.keys(messages)).toEqual(expect.arrayContaining([...view.messages]));
    const whats = Object.values(messages).flatMap((all) => all.map(({ from, to, what }) => `${from} → ${to}: ${what}`));
    expect(whats).toEqual(
      expect.arrayContaining([
        "Alexa → skill: InitiateSessionWithOffer",
        "cameras.json → skill: the camera's record",
        expect.stringMatching(/^skill → KVS control plane: GetSignalingChannelEndpoint/),
        expect.stringMatching(/^skill → KVS signaling: SendAlexaOfferToMaster/),
        "KVS signaling → camera: WebSocket SDP_OFFER",
        "camera → KVS signaling: WebSocket SDP_ANSWER",
        "KVS signaling → skill: HTTP 200",
        "skill → Alexa: AnswerGeneratedForSession",
        "Alexa → skill: SessionConnected",
        "skill → Alexa: SessionDisconnected",
      ]),
    );
    const text = JSON.stringify(messages);
    const secrets = echo.offer.match(/(?<=a=ice-pwd:|a=ice-ufrag:|a=fingerprint:sha-256 )\S+/g) ?? [];
    expect(secrets).toHaveLength(6);
    for (const secret of [...secrets, "Atza|", stage.rehearsal.parts.token.current()])
      expect(text).not.toContain(secret);
    expect(text).toContain("a=mid:video0");
  });

  it("ends at the camera what a tab that is closed has left, and no other tab's view", async () => {
    const hall = await openTab(stage, "hall");
    const [left, kept] = [await play("garden", hall), await play("garden")];
    hall.close();
    await viewOf(left.sessionId, ({ phase }) => phase === "ended");
    expect((await viewOf(kept.sessionId)).phase).toBe("playing");
    await tab.call("DELETE", `/sessions/${kept.sessionId}`);
  });

  it("says why when the browser could make nothing of the answer", async () => {
    const echo = await makeEcho();
    const { sessionId } = await tab.startSession("garden", echo.offer);
    await tab.call("POST", `/sessions/${sessionId}/reports`, { event: "failed", reason: "never-connected" });
    const view = await viewOf(sessionId, ({ phase }) => phase === "failed");
    expect(view.failure?.sentence).toMatch(/no connection came of it/);
    expect(view.failure?.alexaSays).toMatch(/Garden/);
  });

  it("tells what the skill says of an offer that is none", async () => {
    const { sessionId, answer } = await tab.startSession("garden", "hello");
    expect(answer).toBeUndefined();
    const { failure, offerFindings } = await viewOf(sessionId, ({ phase }) => phase === "failed");
    expect(failure).toMatchObject({ type: "INVALID_VALUE", code: "offer-not-sdp" });
    expect(offerFindings).toMatchObject([{ rule: "offer-not-sdp" }]);
  });

  it("stays ended when it is stopped before the skill has answered, whatever the answer is", async () => {
    await tab.call("PUT", "/failures/answers-slowly", { on: true });
    const asking = tab.startSession("garden", (await makeEcho()).offer);
    const { views } = await tab.until((state) => state.views[0]?.phase === "asking");
    const sessionId = views[0]?.sessionId as string;
    await tab.call("DELETE", `/sessions/${sessionId}`);
    expect(await asking).toEqual({ sessionId });
    // What another tab hears first is how things are now.
    const hall = await openTab(stage, "hall");
    const now = await hall.until(() => true);
    hall.close();
    expect(now.views.find((view) => view.sessionId === sessionId)?.phase).toBe("ended");
    await tab.call("PUT", "/failures/answers-slowly", { on: false });
    const { sessionId: next } = await play("garden");
    await tab.call("DELETE", `/sessions/${next}`);
  });

  it("listens to nothing any more once its views are over", async () => {
    const { happenings } = stage.rehearsal.parts;
    await tab.until((state) => state.views.every(({ phase }) => phase === "ended" || phase === "failed"));
    const names = ["camera", "service", "traffic", "login", "dialogue", "ledger"] as const;
    expect(names.map((name) => happenings.listenerCount(name))).toEqual(names.map(() => 0));
  });

  it("lets the camera hear of a stop at once", async () => {
    const { echo, sessionId } = await play("front-door");
    const gone = happened(stage, "viewer-gone");
    await echo.close();
    // It was told: by itself it would notice only after half a minute, longer than is waited for it.
    expect(await gone).toMatchObject({ reason: "left" });
    await tab.call("DELETE", `/sessions/${sessionId}`);
  });

  it("calls a camera offline, in its health too, from the second view in a row that found nobody", async () => {
    const { views } = await tab.until(({ views }) => views.every(({ phase }) => phase !== "playing"));
    expect(views.length).toBeGreaterThan(0);
    const healthOf = async (wanted: string) =>
      tab.until(({ devices }) => devices.find(({ id }) => id === "garden")?.health === wanted);
    /** What the skill remembers of a camera is in one process; a call beside another one starts a second. */
    const undisturbed = () => tab.call("POST", "/discoveries");
    const codes: (string | undefined)[] = [];
    await tab.call("PUT", "/failures/answers-null", { on: true });
    for (let time = 0; time < 2; time += 1) {
      await undisturbed();
      const { sessionId } = await tab.startSession("garden", (await makeEcho()).offer);
      codes.push((await viewOf(sessionId, ({ phase }) => phase === "failed")).failure?.code);
    }
    expect(codes).toEqual(["answer-empty", "camera-offline"]);
    await healthOf("UNREACHABLE");
    await tab.call("PUT", "/failures/answers-null", { on: false });
    await undisturbed();
    const { sessionId } = await play("garden");
    await healthOf("OK");
    await tab.call("DELETE", `/sessions/${sessionId}`);
  });

  it("keeps the latest ten views, newest first", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 11; index += 1) ids.unshift((await tab.startSession("garden", "hello")).sessionId);
    const { views } = await tab.until((state) => state.views[0]?.sessionId === ids[0]);
    expect(views.map(({ sessionId }) => sessionId)).toEqual(ids.slice(0, 10));
  });
});
