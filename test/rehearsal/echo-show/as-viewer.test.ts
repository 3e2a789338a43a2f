import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { sessionMessagesSchema } from "../../../rehearsal/echo-show/calls.ts";
import type { View } from "../../../rehearsal/echo-show/state.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { ownManner, parseManner } from "../../../rehearsal/manners/catalogue.ts";
import { failWith } from "../../../rehearsal/signaling-service/index.ts";
import type { Stage as ViewStage } from "../../../rehearsal/view/timeline.ts";
import { openTab, type Stage, startStage, type Tab } from "./support.ts";

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

/** Asks for the garden, which answers at once without candidates and trickles them, until the skill's log has told of it. */
async function askForGarden(wanted: (view: View) => boolean): Promise<{ view: View; echo: HeadlessEcho }> {
  const echo = await createHeadlessEcho();
  echos.push(echo);
  const { sessionId } = await tab.startSession("garden", echo.offer);
  const is = (view: View) => view.sessionId === sessionId && wanted(view);
  const { views } = await tab.until((state) => state.views.some(is));
  await tab.call("DELETE", `/sessions/${sessionId}`);
  return { view: views.find(is) as View, echo };
}

const asked: ViewStage[] = ["directiveIn", "account", "registry", "endpointLookup"];
const asViewer: ViewStage[] = ["viewerConnected", "viewerOfferSent", "viewerOfferAtCamera", "viewerAnswer"];

describe("a camera that can only be served by ConnectAsViewer, on the page", () => {
  beforeAll(() => stage.rehearsal.parts.cameras[1]?.setManner(parseManner("browser-sdk")));
  afterAll(() => stage.rehearsal.parts.cameras[1]?.setManner(ownManner));

  it("shows both ways in its first view, and each message of theirs with its secrets masked", async () => {
    const { view, echo } = await askForGarden(({ way }) => way !== undefined);
    expect(view).toMatchObject({ ways: ["alexa-offer", "viewer"], way: "viewer" });
    const stages = [...asked, "offerSent", "offerAtCamera", "viewerBegun", ...asViewer, "answerBack", "answerEvent"];
    expect(Object.keys(view.timeline)).toEqual(stages);
    const reply: unknown = await tab.messagesOf(view.sessionId);
    const messages = sessionMessagesSchema.parse(reply);
    const whatsOf = (at: ViewStage) => messages[at]?.map(({ from, to, what }) => `${from} → ${to}: ${what}`);
    expect(whatsOf("viewerBegun")).toBeUndefined();
    expect(whatsOf("viewerConnected")).toEqual([
      "skill → KVS signaling: ConnectAsViewer (GET /, upgrade to WebSocket)",
      "KVS signaling → skill: HTTP 101",
    ]);
    expect(whatsOf("viewerOfferAtCamera")).toEqual(["KVS signaling → camera: WebSocket SDP_OFFER"]);
    expect(whatsOf("viewerAnswer")).toContain("KVS signaling → skill: WebSocket SDP_ANSWER");
    expect(whatsOf("answerBack")).toContain("KVS signaling → skill: WebSocket ICE_CANDIDATE");
    const text = JSON.stringify(messages);
    expect(text).not.toContain("X-Amz-Signature");
    for (const secret of echo.offer.match(/(?<=a=ice-pwd:|a=ice-ufrag:|a=fingerprint:sha-256 )\S+/g) ?? [])
      expect(text).not.toContain(secret);
    expect(view.answerFindings.filter(({ severity }) => severity === "refuse")).toEqual([]);
  });

  it("shows the viewer's way alone in the next one, which the skill begins with it", async () => {
    const { view } = await askForGarden(({ way }) => way !== undefined);
    expect(view).toMatchObject({ ways: ["viewer"], way: "viewer" });
    expect(Object.keys(view.timeline)).toEqual([...asked, ...asViewer, "answerBack", "answerEvent"]);
  });

  it("shows that the viewer was not let in, where it was not", async () => {
    const letIn = stage.rehearsal.parts.signaling.behave(
      failWith("ClientLimitExceededException", { operation: "ConnectAsViewer" }),
    );
    const { view } = await askForGarden(({ phase, timeline }) => phase === "failed" && timeline.registry !== undefined);
    letIn();
    expect(view).toMatchObject({ ways: ["viewer"], failure: { code: "camera-busy" } });
    expect(view).not.toHaveProperty("way");
    expect(Object.keys(view.timeline)).toEqual(asked);
  });
});
