import { afterEach, describe, expect, it } from "@jest/globals";
import { cameraCode } from "../../camera/media/index.ts";
import { parseSdp } from "../../protocol/sdp/parsing.ts";
import { checkAnswer } from "../../protocol/sdp/rules.ts";
import { decodeBase64 } from "../../protocol/signaling/base64.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { echoOffer } from "../protocol/sdp/fixtures.ts";
import { type Stage, setStage } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.close());

describe("a camera that Alexa asks for its picture", () => {
  it("shows its own picture, with sound, until the viewer leaves", async () => {
    stage = await setStage();
    const echo = await stage.createEcho();
    const answer = await stage.sendAlexaOffer(echo.offer, "echo-1");
    expect(checkAnswer(answer, echo.offer, { talk: false }).filter(({ severity }) => severity === "refuse")).toEqual(
      [],
    );
    await echo.acceptAnswer(answer);
    await echo.untilFrames(30);
    await echo.untilAudio(50);
    const { barcodes, keyframes } = echo.received();
    expect(new Set(barcodes.map((barcode) => barcode.cameraCode))).toEqual(new Set([cameraCode("front-door")]));
    expect(barcodes.slice(0, 30).map(({ frameNumber }) => frameNumber)).toEqual([...Array(30).keys()]);
    expect(keyframes).toBe(1);
    expect(stage.camera.viewers()).toEqual(["echo-1"]);

    await echo.close();
    await expect(stage.events.until("viewer-gone")).resolves.toMatchObject({ clientId: "echo-1", reason: "left" });
    expect(stage.camera.viewers()).toEqual([]);
    expect(stage.events.types()).toEqual(["connected", "offer", "answered", "viewer-connected", "viewer-gone"]);
  });

  it("serves two viewers at once, and one goes on when the other leaves", async () => {
    stage = await setStage();
    const [one, other] = await Promise.all([stage.watch("echo-1"), stage.watch("echo-2")]);
    expect(stage.camera.viewers().sort()).toEqual(["echo-1", "echo-2"]);
    await one.close();
    await stage.events.until("viewer-gone");
    await other.untilFrames(other.received().videoFrames + 10);
    expect(stage.camera.viewers()).toEqual(["echo-2"]);
  });

  it.each(["PLI", "FIR"] as const)("sends a keyframe when the viewer asks for one with %s", async (kind) => {
    stage = await setStage();
    const echo = await stage.watch("echo-1");
    await echo.untilFrames(6);
    echo.requestKeyframe(kind);
    await stage.events.until("keyframe-requested");
    await echo.untilFrames(echo.received().videoFrames + 8);
    expect(echo.received().keyframes).toBe(2);
  });

  it("hears the viewer when it has a loudspeaker", async () => {
    stage = await setStage({ talk: true });
    const echo = await stage.createEcho({ talk: true });
    const answer = await stage.sendAlexaOffer(echo.offer, "echo-1");
    expect(parseSdp(answer)?.media.map(({ direction }) => direction)).toEqual(["sendrecv", "sendonly"]);
    await echo.acceptAnswer(answer);
    await stage.events.until("talk");
    await echo.untilAudio(50);
    await echo.close();
    const gone = await stage.events.until("viewer-gone");
    expect(gone.talkPackets).toBeGreaterThan(10);
  });

  it("answers an offer of bare SDP with bare SDP", async () => {
    stage = await setStage();
    const echo = await stage.createEcho();
    const answer = await stage.sendPayload(wrapSessionDescription("offer", echo.offer, "sdp"), "echo-1");
    expect(decodeBase64(answer ?? "")).toMatch(/^v=0\r\n/);
    await echo.acceptAnswer(decodeBase64(answer ?? "") ?? "");
    await echo.untilFrames(1);
  });

  it("sends the same answer when the same offer is delivered again, and makes a new session of another offer", async () => {
    stage = await setStage();
    const echo = await stage.createEcho();
    const first = await stage.sendAlexaOffer(echo.offer, "echo-1");
    expect(await stage.sendAlexaOffer(echo.offer, "echo-1")).toBe(first);
    const another = await stage.watch("echo-1");
    await another.untilFrames(2);
    expect(stage.events.all.filter(({ type }) => type === "viewer-gone")).toMatchObject([{ reason: "replaced" }]);
    expect(stage.camera.viewers()).toEqual(["echo-1"]);
  });

  it("connects to a viewer that asked under two client ids in the session that it chose, and in no other", async () => {
    stage = await setStage();
    const echo = await stage.createEcho();
    await stage.sendAlexaOffer(echo.offer, "first-way");
    const answer = await stage.sendAlexaOffer(echo.offer, "second-way");
    await echo.acceptAnswer(answer);
    await echo.untilFrames(10);
    const connected = stage.events.all.flatMap((event) => (event.type === "viewer-connected" ? [event.clientId] : []));
    expect(connected).toEqual(["second-way"]);
  });

  it("tells its viewers when it stops", async () => {
    stage = await setStage();
    const echo = await stage.watch("echo-1");
    const told = expect(echo.untilFrames(1_000)).rejects.toThrow("the connection ended");
    await stage.camera.stop();
    await told;
  });
});

describe("the camera's answer to the offer of an Echo Show", () => {
  it("keeps its lines, takes Opus and H.264 and holds the candidates in both sections", async () => {
    stage = await setStage();
    const answer = await stage.sendAlexaOffer(echoOffer, "echo-1");
    expect(checkAnswer(answer, echoOffer, { talk: false }).filter(({ severity }) => severity === "refuse")).toEqual([]);
    const parsed = parseSdp(answer);
    expect(parsed?.bundles).toEqual([["audio0", "video0"]]);
    expect(parsed?.announcesTrickle).toBe(false);
    expect(parsed?.media).toMatchObject([
      {
        kind: "audio",
        mid: "audio0",
        direction: "sendonly",
        setup: "active",
        codecs: [{ payloadType: 96, name: "opus" }],
      },
      {
        kind: "video",
        mid: "video0",
        direction: "sendonly",
        setup: "active",
        codecs: [{ payloadType: 99, name: "h264", parameters: expect.stringContaining("packetization-mode=1") }],
      },
    ]);
    const [audio, video] = parsed?.media ?? [];
    expect(audio?.candidates.length).toBeGreaterThan(0);
    expect(video?.candidates).toEqual(audio?.candidates);
    expect(answer.match(/^a=end-of-candidates/gm)).toHaveLength(2);
  });
});
