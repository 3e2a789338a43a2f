import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import { checkAnswer } from "../../protocol/sdp/rules.ts";
import { clockSkew, failWith } from "../../rehearsal/signaling-service/index.ts";
import { candidatesOf, folded, trickled } from "./signaling/viewer/support/trickled.ts";
import { fakeDate, fakeDeadlines, pass } from "./support/fake-deadline.ts";
import { echoOffer } from "./support/fixtures.ts";
import { heldToFailure } from "./support/held-to-failure.ts";
import { owner } from "./support/rehearsed-skill.ts";
import { HEAD_START_MS, nullAtOnce, sdpOf, tricklingCameras } from "./support/trickling-cameras.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

const { firmware, offers, skill, output, ...cameras } = tricklingCameras();
const { behave, beginView, connectivity, forgetSeen, secrets, seen, sessionId, view, viewAndPass } = cameras;

describe("a camera in auto that answers the documented way within 2.0 s", () => {
  beforeEach(async () => {
    firmware.needsTrickle = false;
    // The account, the endpoint and the connections are known from then on.
    await view("auto");
    await view("alexa-offer");
    forgetSeen();
  });

  it("causes one call to KVS and no connection", async () => {
    sdpOf(await view("auto"));
    expect(seen()).toEqual(["SendAlexaOfferToMaster"]);
  });

  it("leaves no timer running that one in alexa-offer would not", async () => {
    fakeDeadlines();
    const left: number[] = [];
    for (const endpointId of ["alexa-offer", "auto"]) {
      const before = jest.getTimerCount();
      sdpOf(await view(endpointId));
      left.push(jest.getTimerCount() - before);
    }
    expect(left[1]).toBe(left[0]);
  });

  it("is logged and counted as answered that way", async () => {
    await view("auto");
    expect(output().logged("view")).toMatchObject([{ outcome: "answered", way: "alexa-offer", attempts: 1 }]);
    const [metrics] = output()
      .lines()
      .filter((line) => "ViewAnswerTime" in line);
    expect(metrics).not.toHaveProperty("ViewerWayAnswer");
  });
});

describe("a camera in auto that answers only when it may trickle", () => {
  it("gives Alexa a whole answer at its first view, asked as viewer 2.0 s after the offer", async () => {
    const event = await viewAndPass("auto");
    expect(candidatesOf(sdpOf(event))).toEqual(folded(trickled(1), trickled(2)));
    expect(checkAnswer(sdpOf(event), echoOffer).filter(({ severity }) => severity === "refuse")).toEqual([]);
    expect(offers).toEqual([
      { clientId: `${sessionId()}.1`, trickle: false },
      { clientId: `${sessionId()}.2`, trickle: true },
    ]);
    expect(seen().filter((call) => call !== "SendAlexaOfferToMaster")).toEqual([
      "GetSignalingChannelEndpoint",
      "ConnectAsViewer",
    ]);
  });

  it("is not asked as viewer a millisecond before", async () => {
    const { event } = await beginView("auto");
    await pass(HEAD_START_MS - 1);
    expect(seen()).not.toContain("ConnectAsViewer");
    await pass(1);
    sdpOf(await event);
    expect(seen()).toContain("ConnectAsViewer");
  });

  it("goes as viewer at once from the second view on", async () => {
    await viewAndPass("auto");
    forgetSeen();
    for (let views = 0; views < 2; views += 1) sdpOf(await view("auto"));
    // Nothing came by SendAlexaOfferToMaster, whose offers announce no trickle.
    expect(offers.map(({ trickle }) => trickle)).toEqual([true, true]);
    expect(seen().filter((call) => call === "ConnectAsViewer")).toHaveLength(2);
  });

  it("is tried the documented way again after 24 hours", async () => {
    await viewAndPass("auto");
    firmware.needsTrickle = false;
    forgetSeen();
    const marked = Date.now();
    for (const later of [DAY_MS - 60_000, DAY_MS + 60_000]) {
      fakeDate(marked + later);
      // The service's own clock does not stand on Date.
      const end = skill().service.behave(clockSkew(later));
      // The token of before has expired.
      sdpOf(await view("auto", skill().login.issueToken({ userId: owner })));
      end();
    }
    expect(offers.map(({ trickle }) => trickle)).toEqual([true, false]);
  });

  it("has the stages of both ways in its log line, in order, and no secret in any", async () => {
    const event = await viewAndPass("auto");
    const [line] = output().logged("view");
    expect(line).toMatchObject({ outcome: "answered", way: "viewer", attempts: 2 });
    const { stages } = line as { stages: Record<string, number> };
    expect(Object.keys(stages)).toEqual([
      "account",
      "registry",
      "endpointLookup",
      "offerSent",
      "viewerBegun",
      "viewerConnected",
      "viewerOfferSent",
      "viewerAnswer",
      "answerBack",
      "answerEvent",
    ]);
    expect(Object.values(stages)).toEqual(Object.values(stages).toSorted((a, b) => a - b));
    expect(sdpOf(event)).toContain("a=candidate:");
    for (const secret of secrets()) expect(output().text()).not.toContain(secret);
  });

  it("has a line that says what was found out, and a count beside the one time of all views", async () => {
    await viewAndPass("auto");
    const learned = output()
      .lines()
      .filter(({ message }) => String(message).includes("viewer only"));
    expect(learned).toMatchObject([{ level: "INFO", endpointId: "auto", because: "no answer came in 2.0 s" }]);
    const [metrics, ...more] = output()
      .lines()
      .filter((line) => "ViewAnswerTime" in line);
    expect(more).toEqual([]);
    expect(metrics).toMatchObject({ ViewerWayAnswer: 1 });
  });

  it("is asked as viewer at once when KVS comes back with null, and is OK in its state report", async () => {
    behave(nullAtOnce);
    sdpOf(await view("auto"));
    expect(await connectivity("auto")).toBe("OK");
  });
});

describe("signaling", () => {
  it("alexa-offer never goes as viewer, however late the answer is", async () => {
    const event = await viewAndPass("alexa-offer", 4_800);
    heldToFailure("answer-late", event, output(), secrets());
    expect(seen()).not.toContain("ConnectAsViewer");
    expect(offers).toHaveLength(1);
  });

  it("viewer never calls SendAlexaOfferToMaster, not even at first", async () => {
    expect(candidatesOf(sdpOf(await view("viewer")))).toEqual(folded(trickled(1), trickled(2)));
    expect(seen()).toEqual(["GetSignalingChannelEndpoint", "ConnectAsViewer"]);
    const { stages, ...line } = output().logged("view")[0] as { stages: object };
    expect(line).toMatchObject({ outcome: "answered", way: "viewer", attempts: 1 });
    expect(Object.keys(stages)).toEqual([
      "account",
      "registry",
      "endpointLookup",
      "viewerConnected",
      "viewerOfferSent",
      "viewerAnswer",
      "answerBack",
      "answerEvent",
    ]);
  });

  it("viewer ends with the lookup's failure, though its code is loaded at the same time", async () => {
    behave(failWith("AccessDeniedException", { operation: "GetSignalingChannelEndpoint" }));
    heldToFailure("kvs-denied", await view("viewer"), output(), secrets());
    expect(seen()).toEqual(["GetSignalingChannelEndpoint"]);
  });
});
