import { afterEach, describe, expect, it } from "@jest/globals";
import type { BehaviourContext } from "../../camera/index.ts";
import { announceTrickle } from "../../protocol/sdp/announce-trickle.ts";
import { foldCandidates } from "../../protocol/sdp/fold-candidates.ts";
import { checkAnswer } from "../../protocol/sdp/rules.ts";
import { type IceCandidate, unwrapIceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import { unwrapSessionDescription, wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { createManners } from "../../rehearsal/camera-manners.ts";
import { parseManner } from "../../rehearsal/manners/catalogue.ts";
import { type Stage, setStage, type Viewer } from "../camera/stage.ts";

/** A session whose waits are noted and over at once. */
function session() {
  const over = new AbortController();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const about: BehaviourContext = { clientId: "viewer-1", signal: over.signal, wait };
  return { about, waits, over };
}

const found: readonly IceCandidate[] = [
  "candidate:2f 1 udp 2116026367 192.0.2.7 46571 typ host generation 0 ufrag f4d8",
  "candidate:3e 1 udp 2116026367 2001:db8::a:2 51066 typ host generation 0 ufrag f4d8",
  "candidate:4d 1 tcp 1671430143 192.0.2.7 9 typ host tcptype active generation 0 ufrag f4d8",
  "",
].map((candidate) => ({ candidate, sdpMid: "audio0", sdpMLineIndex: 0 }));

/** What a manner makes of the candidates that were found, at most so many of it. */
async function sent(manner: string, about: BehaviourContext, most = 1_000): Promise<IceCandidate[]> {
  async function* candidates() {
    yield* found;
  }
  const trickled: IceCandidate[] = [];
  for await (const candidate of parseManner(manner).candidates?.(candidates(), about) ?? []) {
    trickled.push(candidate);
    if (trickled.length === most) break;
  }
  return trickled;
}

describe("the manner of the C SDK", () => {
  it("takes its time to answer an offer without trickle, and none where trickle is offered", async () => {
    const { about, waits } = session();
    const answer = (manner: string, trickle: boolean) =>
      parseManner(manner).beforeAnswer?.("answer", { ...about, offer: "v=0", trickle });
    expect(await answer("c-sdk", true)).toBe("answer");
    expect(waits).toEqual([]);
    expect(await answer("c-sdk", false)).toBe("answer");
    expect(await answer("c-sdk:seconds=7", false)).toBe("answer");
    expect(waits).toEqual([10_000, 7_000]);
  });

  it("spells every candidate as of mid 0, and does not say that there are no more", async () => {
    const of0 = { sdpMid: "0", sdpMLineIndex: 0 };
    const rest = "typ host raddr 0.0.0.0 rport 0 generation 0 network-cost 999";
    expect(await sent("c-sdk", session().about)).toEqual([
      { candidate: `candidate:0 1 udp 2116026367 192.0.2.7 46571 ${rest}`, ...of0 },
      {
        candidate: `candidate:1 1 udp 2116026367 2001:0DB8:0000:0000:0000:0000:000A:0002 51066 ${rest.replace("0.0.0.0", "::/0")}`,
        ...of0,
      },
    ]);
  });
});

describe("the manner of the browser SDK", () => {
  it("trickles whatever is offered, as Chromium spells it, and does not say that there are no more", async () => {
    expect(parseManner("browser-sdk").trickle).toBe("always");
    const trickled = await sent("browser-sdk", session().about);
    expect(trickled).toHaveLength(3);
    expect(trickled[0]).toEqual({
      candidate: `${found[0]?.candidate} network-id 1`,
      sdpMid: "audio0",
      sdpMLineIndex: 0,
      usernameFragment: "f4d8",
    });
  });
});

describe("the manner that trickles slowly", () => {
  it("waits before each candidate and then says no more", async () => {
    const { about, waits } = session();
    expect(await sent("slow-trickle", about)).toEqual(found.slice(0, 3));
    expect(waits).toEqual([250, 250, 250]);
    await sent("slow-trickle:900", about);
    expect(waits.slice(3)).toEqual([900, 900, 900]);
  });
});

describe("the manner that never ends", () => {
  it("makes candidates up that lead nowhere, one each 100 ms, until the session is over", async () => {
    const { about, waits, over } = session();
    let count = 0;
    const wait = async (milliseconds: number) => {
      waits.push(milliseconds);
      count += 1;
      if (count === 400) over.abort();
    };
    const trickled = await sent("endless-trickle", { ...about, wait });
    expect(trickled.slice(0, 3)).toEqual(found.slice(0, 3));
    const madeUp = trickled.slice(3);
    expect(madeUp).toHaveLength(399);
    for (const { candidate, sdpMid } of madeUp) {
      expect(candidate).toMatch(/^candidate:\d+ 1 udp 1 198\.51\.100\.\d+ \d+ typ host generation 0 ufrag f4d8$/);
      expect(sdpMid).toBe("audio0");
    }
    expect(new Set(madeUp.map(({ candidate }) => candidate)).size).toBe(399);
    expect(new Set(waits)).toEqual(new Set([100]));
  });

  it("goes on in its newest session alone, so that several are no faster than one", async () => {
    const manner = parseManner("endless-trickle");
    async function* candidates() {
      yield* found.slice(0, 1);
    }
    const begin = async () => {
      const iterator = manner.candidates?.(candidates(), session().about)[Symbol.asyncIterator]();
      await iterator?.next();
      await iterator?.next();
      return iterator;
    };
    const [first, second] = [await begin(), await begin()];
    expect(await first?.next()).toMatchObject({ done: true });
    expect(await second?.next()).toMatchObject({ done: false });
  });
});

describe("a camera", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  /** The answer with the candidates that follow it, until there are as many as the camera has. */
  async function wholeAnswer(viewer: Viewer, expected: number): Promise<string> {
    const answer = await viewer.next();
    expect(answer.messageType).toBe("SDP_ANSWER");
    const sdp = unwrapSessionDescription(answer.messagePayload, "answer");
    expect(sdp).not.toMatch(/^a=candidate/m);
    const candidates: IceCandidate[] = [];
    while (candidates.length < expected) {
      candidates.push(unwrapIceCandidate((await viewer.next()).messagePayload) as IceCandidate);
    }
    return foldCandidates(sdp, candidates);
  }

  it.each([
    ["c-sdk", announceTrickle],
    ["browser-sdk", announceTrickle],
    ["browser-sdk", (offer: string) => offer],
    ["slow-trickle:1", (offer: string) => offer],
    ["endless-trickle", (offer: string) => offer],
  ])("with the manner %s shows its picture to who folds its candidates into its answer", async (text, offered) => {
    const manners = createManners(() => parseManner(text));
    stage = await setStage({ behaviour: manners.behaviour });
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", offered(echo.offer)) });
    const answer = await wholeAnswer(viewer, 1);
    const refusals = checkAnswer(answer, echo.offer, { talk: false }).filter(({ severity }) => severity === "refuse");
    expect(refusals).toEqual([]);
    await echo.acceptAnswer(answer);
    await echo.untilFrames(2);
  });

  it("changes its manner for the next offer, while it runs", async () => {
    let manner = parseManner("browser-sdk");
    stage = await setStage({ behaviour: createManners(() => manner).behaviour });
    const echo = await stage.createEcho();
    expect(await stage.sendAlexaOffer(echo.offer, "echo-1")).not.toMatch(/^a=candidate/m);
    manner = parseManner("none");
    expect(await stage.sendAlexaOffer(echo.offer, "echo-2")).toMatch(/^a=candidate/m);
  });

  it("misbehaves on top of its firmware's manner", async () => {
    const manners = createManners(() => parseManner("browser-sdk"));
    const undo = manners.add({
      beforeAnswer: (answer) => answer.replace("s=-", "s=other"),
      async *candidates() {},
    });
    stage = await setStage({ behaviour: manners.behaviour });
    const viewer = await stage.openViewer("viewer-1");
    const echo = await stage.createEcho();
    const offer = () =>
      viewer.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", echo.offer) });
    offer();
    expect(unwrapSessionDescription((await viewer.next()).messagePayload, "answer")).toContain("s=other\r\n");
    // Delivered again an offer is answered again, and what follows the first answer would stand between the two.
    offer();
    expect((await viewer.next()).messageType).toBe("SDP_ANSWER");
    undo();
    const next = await stage.openViewer("viewer-2");
    next.socket.send({ action: "SDP_OFFER", messagePayload: wrapSessionDescription("offer", echo.offer) });
    expect((await next.next()).messageType).toBe("SDP_ANSWER");
    expect((await next.next()).messageType).toBe("ICE_CANDIDATE");
  });
});
