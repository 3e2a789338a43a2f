import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { cameraCode } from "../../../../../camera/media/index.ts";
import { checkOffer } from "../../../../../protocol/sdp/rules.ts";
import { type Stage, setStage } from "../../../../camera/stage.ts";
import { describeInChromium } from "../../../../chromium/describe-in-chromium.ts";
import { type Answer, openView, type RehearsedView, readBarcode } from "./rehearsed-view.ts";

const showsPicture = `document.querySelector("video").videoWidth > 0`;
const stop = "viewing.stop().then(() => told)";

describeInChromium("a camera viewed in Chromium", (browser) => {
  let stage: Stage;
  let view: RehearsedView | undefined;

  beforeAll(async () => {
    stage = await setStage({ talk: true });
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    await view?.page.close();
    view = undefined;
  });
  // A test ends with a picture or without a connection: a handshake cut short keeps the WebRTC stack of the camera, and
  // so the process, busy for half a minute.
  const open = async (answer?: Answer) => {
    view = await openView(browser(), stage, answer);
    return view;
  };
  const gone = () => stage.events.types().filter((type) => type === "viewer-gone").length;

  it("is asked for with an offer as Alexa writes it", async () => {
    const { start, page, asked } = await open();
    await start();
    await page.waitForFunction(showsPicture);
    const [request] = asked.sessions;
    expect(request).toMatchObject({ deviceId: "tab-1", cameraId: "front-door", phrase: "Alexa, show the front door" });
    expect(request?.offer).toMatch(/^m=audio 1 UDP\/TLS\/RTP\/SAVPF 96 0 8\r$/m);
    expect(request?.offer).toMatch(/^m=video 1 UDP\/TLS\/RTP\/SAVPF 99\r$/m);
    // Without a network the browser has no candidate.
    const unavoidable = "offer-without-candidates";
    expect(checkOffer(request?.offer ?? "").filter(({ rule }) => rule !== unavoidable)).toEqual([]);
  });

  it("plays: the picture is Front Door's and goes on, and the stages it reached are reported", async () => {
    const { start, page, asked } = await open();
    await start();
    await page.waitForFunction(`${showsPicture} && (globalThis.first = ${readBarcode})`);
    await page.waitForFunction(`${readBarcode}?.frameNumber > first.frameNumber`);
    expect(await page.evaluate("first.cameraCode")).toBe(cameraCode("front-door"));
    await asked.until("first-frame");
    expect(asked.reports).toMatchObject([
      { event: "ice-connected", at: expect.any(Number) },
      {
        event: "first-frame",
        at: expect.any(Number),
        connection: {
          dtlsState: "connected",
          tlsVersion: "FEFD",
          codecs: expect.arrayContaining(["video/H264", "audio/opus"]),
          width: 640,
          height: 360,
        },
      },
    ]);
    const [connected, shown] = asked.reports.map((report) => ("at" in report ? report.at : 0));
    expect(connected).toBeLessThan(shown ?? 0);
  });

  it("ends at once when it is stopped, at the server and at the camera, and once however often it is", async () => {
    const { start, page, asked } = await open();
    await start();
    await page.waitForFunction(showsPicture);
    const before = gone();
    const told = await page.evaluate(`viewing.stop().then(() => viewing.stop()).then(() => told)`);
    await stage.events.until("viewer-gone", before + 1);
    expect(stage.events.all.filter((event) => event.type === "viewer-gone").at(-1)).toMatchObject({ reason: "left" });
    expect(told).toEqual(["session", "ended stopped"]);
    expect(asked.order.filter((name) => name.startsWith("delete"))).toEqual(["delete"]);
    expect(await page.evaluate(`document.querySelector("video").srcObject`)).toBeNull();
  });

  it("is ended at the server at once when it is stopped before the answer, and once more when that has come", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { start, page, asked, untilTold } = await open(async (camera, offer) => {
      const answer = await camera(offer);
      await held;
      return answer;
    });
    await start();
    await asked.until("session");
    await untilTold("session");
    expect(await page.evaluate(stop)).toEqual(["session", "ended stopped"]);
    expect(asked.order).toEqual(["session", "delete"]);
    release();
    await asked.until("delete", 2);
    expect(await page.evaluate("told")).toEqual(["session", "ended stopped"]);
  });

  it("is never asked for when it was stopped before the offer was complete", async () => {
    const { start, page, asked } = await open();
    await Promise.all([start(), page.evaluate(stop)]);
    await start();
    await page.waitForFunction(showsPicture);
    expect(asked.sessions).toHaveLength(1);
  });

  it("has failed when no answer comes, without another word to the server", async () => {
    const { start, page, asked, untilTold } = await open(async () => undefined);
    await start();
    await untilTold("ended failed");
    expect(await page.evaluate(stop)).toEqual(["session", "ended failed"]);
    expect(asked.order).toEqual(["session"]);
  });

  it("has failed when the browser cannot use the answer, and reports that", async () => {
    const { start, asked, untilTold } = await open(async (camera, offer) =>
      (await camera(offer)).replace(/^a=fingerprint:.*\r\n/gm, ""),
    );
    await start();
    await untilTold("ended failed");
    await asked.until("failed answer-refused");
    expect(asked.order).toEqual(["session", "failed answer-refused"]);
  });

  it("sends a tone where there is no microphone, and nothing once it is closed", async () => {
    const { start, page, untilTold } = await open();
    await start({ talking: true });
    await untilTold("talk tone");
    await stage.events.until("talk");
    expect(await page.evaluate("viewing.setTalking(false)")).toBe("off");
    expect(await page.evaluate(`viewing.setTalking(true).then(() => told)`)).toEqual(
      expect.arrayContaining(["talk tone", "talk off"]),
    );
  });

  it("sends nothing to a camera without a speaker", async () => {
    const { start, page } = await open();
    await start({ talk: false, talking: true });
    await page.waitForFunction(showsPicture);
    expect(await page.evaluate("viewing.setTalking(true)")).toBe("off");
    expect(await page.evaluate("told")).toEqual(["session"]);
  });

  it("finds nothing missing in this browser", async () => {
    const { page } = await open();
    expect(await page.evaluate("underTest.missingSupport()")).toBeUndefined();
  });

  it("tells a browser without H.264 which one to use", async () => {
    const { page } = await open();
    await page.evaluate(`RTCRtpReceiver.getCapabilities = () => ({ codecs: [{ mimeType: "video/VP8" }] })`);
    expect(await page.evaluate("underTest.missingSupport()")).toMatch(/cannot receive H\.264.*Use Chrome/);
  });
});

describeInChromium("a camera that goes away while it is viewed in Chromium", (browser) => {
  it("is lost at once, and that is reported", async () => {
    const stage = await setStage();
    const view = await openView(browser(), stage);
    try {
      await view.start();
      await view.page.waitForFunction(showsPicture);
      await stage.camera.stop();
      await view.untilTold("ended failed");
      await view.asked.until("failed lost");
      expect(view.asked.order.at(-1)).toBe("failed lost");
    } finally {
      await view.page.close();
      await stage.close();
    }
  });
});

describeInChromium(
  "a camera talked to in a Chromium with a microphone",
  (browser) => {
    it("is sent the microphone", async () => {
      const stage = await setStage({ talk: true });
      const view = await openView(browser(), stage);
      try {
        await view.start();
        await view.page.waitForFunction(showsPicture);
        expect(await view.page.evaluate("viewing.setTalking(true)")).toBe("microphone");
        await stage.events.until("talk");
      } finally {
        await view.page.close();
        await stage.close();
      }
    });
  },
  { fakeMicrophone: true },
);
