import { afterEach, describe, expect, it } from "@jest/globals";
import { createHappenings } from "../../../rehearsal/happenings.ts";
import { type FollowedView, followView } from "../../../rehearsal/view/follow-view.ts";
import type { Ledger } from "../../../rehearsal/view/ledger.ts";

const startedAt = 1_700_000_000_000;
const sessionId = "8f2a4c1e";
const happenings = createHappenings();
let view: FollowedView;

const follow = (onStage = () => {}) => {
  view = followView({ sessionId, startedAt, happenings, onStage });
  return view;
};
afterEach(() => view.stop());

const offerSent = (clientId: string, at: number) =>
  happenings.emit("service", {
    type: "alexa-offer-sent",
    channelName: "garden",
    clientId,
    masterConnected: true,
    duplicate: false,
    at,
  });
const ledger: Ledger = {
  message: "view",
  sessionId,
  outcome: "answered",
  startedAt: startedAt + 2,
  stages: { account: 0.5, registry: 1, endpointLookup: 20, offerSent: 21, answerBack: 50, answerEvent: 51 },
};

describe("a view that is followed", () => {
  it("knows when its offer was sent before the skill says so, and then takes the skill's word", () => {
    follow();
    offerSent(`${sessionId}.1`, startedAt + 30);
    expect(view.timeline()).toEqual({ offerSent: 30 });
    happenings.emit("ledger", ledger);
    expect(view.timeline()).toEqual({
      directiveIn: 2,
      account: 2.5,
      registry: 3,
      endpointLookup: 22,
      offerSent: 23,
      answerBack: 52,
    });
  });

  it("takes nothing of another session for its own", async () => {
    follow();
    offerSent(`${sessionId}0.1`, startedAt + 30);
    offerSent(sessionId, startedAt + 30);
    happenings.emit("camera", { type: "offer", clientId: "other.1", trickle: false, at: startedAt + 40 });
    happenings.emit("ledger", { ...ledger, sessionId: "other" });
    expect(view.timeline()).toEqual({});
  });

  it("gives its stages in the order in which views go, whenever they were noted", () => {
    follow();
    view.mark("firstFrame", startedAt + 300);
    happenings.emit("camera", { type: "offer", clientId: `${sessionId}.1`, trickle: false, at: startedAt + 40 });
    expect(Object.keys(view.timeline())).toEqual(["offerAtCamera", "firstFrame"]);
  });

  const viewerId = `${sessionId}.2`;
  const handshake = (clientId: string, at: number) =>
    happenings.emit("traffic", {
      kind: "request",
      at,
      channelName: "garden",
      id: 1,
      operation: "ConnectAsViewer",
      line: "GET /, upgrade to WebSocket",
      body: { "X-Amz-ClientId": clientId },
    });
  const relayed = (action: "SDP_OFFER" | "SDP_ANSWER" | "ICE_CANDIDATE", from: "viewer" | "master", at: number) =>
    happenings.emit("service", {
      type: "message-relayed",
      channelName: "garden",
      action,
      from,
      clientId: viewerId,
      characters: 900,
      at,
    });

  it("knows by which ways its offer goes, from the moment that each is begun", () => {
    follow();
    expect(view.waysTaken()).toEqual({ ways: [] });
    offerSent(`${sessionId}.1`, startedAt + 30);
    expect(view.waysTaken()).toEqual({ ways: ["alexa-offer"] });
    handshake("other.2", startedAt + 2_000);
    expect(view.waysTaken()).toEqual({ ways: ["alexa-offer"] });
    handshake(viewerId, startedAt + 2_030);
    expect(view.waysTaken()).toEqual({ ways: ["alexa-offer", "viewer"] });
    happenings.emit("ledger", { ...ledger, way: "viewer" });
    expect(view.waysTaken()).toEqual({ ways: ["alexa-offer", "viewer"], way: "viewer" });
  });

  it("goes one way where the skill's log tells of no other", () => {
    follow();
    happenings.emit("ledger", { ...ledger, way: "alexa-offer" });
    expect(view.waysTaken()).toEqual({ ways: ["alexa-offer"], way: "alexa-offer" });
  });

  it("notes the viewer's stages as the service sees them, and its offer at the camera apart from Alexa's", () => {
    follow();
    offerSent(`${sessionId}.1`, startedAt + 30);
    happenings.emit("camera", { type: "offer", clientId: `${sessionId}.1`, trickle: false, at: startedAt + 40 });
    handshake(viewerId, startedAt + 2_030);
    const peer = { channelName: "garden", role: "viewer", clientId: viewerId } as const;
    happenings.emit("service", { type: "connected", ...peer, at: startedAt + 2_035 });
    relayed("SDP_OFFER", "viewer", startedAt + 2_036);
    happenings.emit("camera", { type: "offer", clientId: viewerId, trickle: true, at: startedAt + 2_037 });
    relayed("ICE_CANDIDATE", "master", startedAt + 2_040);
    relayed("SDP_ANSWER", "master", startedAt + 2_050);
    expect(view.timeline()).toEqual({
      offerSent: 30,
      offerAtCamera: 40,
      viewerBegun: 2_030,
      viewerConnected: 2_035,
      viewerOfferSent: 2_036,
      viewerOfferAtCamera: 2_037,
      viewerAnswer: 2_050,
    });
    const stages = {
      ...ledger.stages,
      viewerBegun: 2_028,
      viewerConnected: 2_034,
      viewerOfferSent: 2_035,
      viewerAnswer: 2_049,
    };
    happenings.emit("ledger", { ...ledger, stages });
    expect(view.timeline()).toMatchObject({
      viewerBegun: 2_030,
      viewerConnected: 2_036,
      viewerOfferSent: 2_037,
      viewerAnswer: 2_051,
    });
  });

  it("takes the second attempt's times, as the skill's log does", () => {
    follow();
    handshake(viewerId, startedAt + 10);
    const offerAtCamera = (clientId: string, at: number) =>
      happenings.emit("camera", { type: "offer", clientId, trickle: true, at });
    offerAtCamera(viewerId, startedAt + 20);
    handshake(`${sessionId}.3`, startedAt + 30);
    offerAtCamera(`${sessionId}.3`, startedAt + 40);
    expect(view.timeline()).toEqual({ viewerOfferAtCamera: 40 });
  });

  it("tells of each stage, and of no more once it is stopped", () => {
    const told: number[] = [];
    follow(() => told.push(Object.keys(view.timeline()).length));
    offerSent(`${sessionId}.1`, startedAt + 30);
    view.stop();
    offerSent(`${sessionId}.1`, startedAt + 30);
    expect(told).toEqual([1]);
  });

  it("resolves with the skill's ledger, also one that came before it was asked for", async () => {
    follow();
    happenings.emit("ledger", ledger);
    expect(await view.ledger()).toEqual(ledger);
  });

  it("has no ledger when it is stopped before one came", async () => {
    follow();
    const waiting = view.ledger();
    view.stop();
    expect(await waiting).toBeUndefined();
  });
});
