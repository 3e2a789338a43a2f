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
