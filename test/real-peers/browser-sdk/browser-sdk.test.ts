import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { checkAnswer } from "../../../protocol/sdp/rules.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { openView } from "../../rehearsal/echo-show/page/echo/rehearsed-view.ts";
import { describeWithPeer } from "../describe-with-peer.ts";
import { findBrowserSdk, noBrowserSdk } from "./find-browser-sdk.ts";
import { createKeeper } from "./keep-started.ts";
import { type SdkPages, serveSdkPages, untilInMotion } from "./sdk-pages.ts";
import { type SecureService, startSecureService } from "./secure-service.ts";
import { type Alexa, startAlexa } from "./start-alexa.ts";
import { startSecureCamera } from "./start-camera.ts";

const missing = findBrowserSdk() === undefined ? noBrowserSdk() : undefined;
describeWithPeer("the official browser SDK", missing, () => {
  const keep = createKeeper();
  let pages: SdkPages;
  let service: SecureService;
  beforeAll(async () => {
    pages = await keep(serveSdkPages());
    service = await keep(startSecureService());
  });
  const trustedPublicKey = () => service.publicKeyHash;

  describeInChromium(
    "the SDK's master in a page",
    (browser) => {
      const keep = createKeeper();
      const camera = { id: "front-door", name: "Front Door", kind: "doorbell", talk: false } as const;
      let alexa: Alexa;
      beforeAll(async () => {
        const page = await pages.open(browser());
        // There is no channel yet: the page reads that from the error's name, and makes one.
        const channelArn = await page.evaluate<string>(`underTest.startMaster(${service.pageSettings(camera.id)})`);
        alexa = await keep(startAlexa(service.signaling, camera, channelArn));
      });

      /** Has Alexa ask for a view; gives the camera's answer, an SDP. */
      async function sendAlexaOffer(offer: string): Promise<string> {
        const reply = await alexa.cloud.initiateSession({ endpointId: camera.id, sessionId: randomUUID(), offer });
        if ("error" in reply) throw new Error(`${reply.error.type}: ${reply.error.message}`);
        return reply.value;
      }

      it("answers an offer that the skill sends through SendAlexaOfferToMaster: frames and sound arrive", async () => {
        const echo = await createHeadlessEcho();
        try {
          await echo.acceptAnswer(await sendAlexaOffer(echo.offer));
          await Promise.all([echo.firstFrame, echo.untilFrames(30), echo.untilAudio(30)]);
        } finally {
          await echo.close();
        }
        expect(service.events.filter(({ type }) => type.startsWith("alexa-offer"))).toMatchObject([
          { type: "alexa-offer-sent", masterConnected: true },
          { type: "alexa-offer-answered" },
        ]);
      });

      it("shows on an Echo's screen the picture that its page draws, in motion", async () => {
        const view = await openView(browser(), { sendAlexaOffer });
        await view.start();
        expect(await untilInMotion(view.page)).toBe(cameraCode(camera.id));
        await view.page.close();
      });
    },
    { fakeMicrophone: true, trustedPublicKey },
  );

  describeInChromium(
    "the SDK's master in a page that trickles, as the SDK's own example does",
    (browser) => {
      const keep = createKeeper();
      const camera = { id: "driveway", name: "Driveway", kind: "camera", talk: true } as const;
      const endpoint = { endpointId: camera.id };
      let alexa: Alexa;
      beforeAll(async () => {
        const page = await pages.open(browser());
        const settings = service.pageSettings(camera.id);
        const channelArn = await page.evaluate<string>(`underTest.startMaster(${settings}, { trickle: true })`);
        alexa = await keep(startAlexa(service.signaling, camera, channelArn));
      });

      /** Has Alexa ask for a view; gives the camera's answer, and what the skill asked of KVS for it. */
      async function ask({ offer }: HeadlessEcho): Promise<{ answer: string; asked: string[] }> {
        const before = service.events.length;
        const reply = await alexa.cloud.initiateSession({ ...endpoint, sessionId: randomUUID(), offer });
        if ("error" in reply) throw new Error(`${reply.error.type}: ${reply.error.message}`);
        const asked = service.events.slice(before).flatMap((event) => {
          if (event.type === "alexa-offer-sent") return ["SendAlexaOfferToMaster"];
          return event.type === "connected" && event.role === "viewer" ? ["ConnectAsViewer"] : [];
        });
        return { answer: reply.value, asked };
      }

      /** The rules that an answer breaks, but for those that speak of where the camera stands: here, on this machine. */
      function broken(answer: string, { offer }: HeadlessEcho) {
        return checkAnswer(answer, offer, camera).filter(({ rule }) => rule !== "only-private-candidates");
      }

      it("is asked as viewer when its answer has no candidates, and gives one that breaks no rule", async () => {
        // No picture is asked for: the page's first session knows this Echo too, and which one's DTLS it hears first is open.
        const echo = await createHeadlessEcho();
        try {
          const { answer, asked } = await ask(echo);
          expect(asked).toEqual(["SendAlexaOfferToMaster", "ConnectAsViewer"]);
          expect(broken(answer, echo)).toEqual([]);
        } finally {
          await echo.close();
        }
      });

      it("is asked as viewer at once the next time, and shows an Echo its picture and sound", async () => {
        const echo = await createHeadlessEcho();
        try {
          const { answer, asked } = await ask(echo);
          expect(asked).toEqual(["ConnectAsViewer"]);
          expect(broken(answer, echo)).toEqual([]);
          await echo.acceptAnswer(answer);
          await Promise.all([echo.firstFrame, echo.untilFrames(30), echo.untilAudio(30)]);
        } finally {
          await echo.close();
        }
      });
    },
    { fakeMicrophone: true, trustedPublicKey },
  );

  describeInChromium(
    "the SDK's viewer in a page",
    (browser) => {
      const keep = createKeeper();
      const camera = { id: "garden", name: "Garden", talk: false };
      let page: Page;
      let settings: string;
      beforeAll(async () => {
        await keep(startSecureCamera(service.signaling, camera));
        settings = service.pageSettings(camera.id);
      });
      beforeEach(async () => {
        page = await pages.open(browser());
      });
      afterEach(() => page.close());

      it("shows the virtual camera's own picture, in motion, after candidates went both ways", async () => {
        await page.evaluate(`underTest.startViewer(${settings}, { clientId: "viewer-1" })`);
        expect(await untilInMotion(page)).toBe(cameraCode(camera.id));
        for (const from of ["viewer", "master"]) {
          const candidate = { type: "message-relayed", action: "ICE_CANDIDATE", from, clientId: "viewer-1" };
          expect(service.events).toContainEqual(expect.objectContaining(candidate));
        }
      });

      it("shows it through the TURN server alone, with the credentials of GetIceServerConfig", async () => {
        const how = JSON.stringify({ clientId: "viewer-2", iceTransportPolicy: "relay" });
        await page.evaluate(`underTest.startViewer(${settings}, ${how})`);
        expect(await untilInMotion(page)).toBe(cameraCode(camera.id));
      });

      it("is told in a status response that its message was too long", async () => {
        expect(await page.evaluate(`underTest.sendLongOffer(${settings}, "viewer-3")`)).toMatchObject({
          correlationId: "too-long",
          statusCode: "400",
          errorType: "InvalidArgumentException",
        });
      });

      it("hears of a refused handshake what every page hears: an error, and the end", async () => {
        const { accessKeyId } = service.signaling.credentials;
        const wrong = JSON.stringify({ accessKeyId, secretAccessKey: "not the secret" });
        const heard = await page.evaluate(`underTest.connectWith(${wrong}, ${settings}, "viewer-4")`);
        expect(heard).toEqual(["error", "close"]);
        const refused = { type: "refused", status: 403, errorType: "AccessDeniedException" };
        expect(service.events).toContainEqual(expect.objectContaining(refused));
      });
    },
    { trustedPublicKey },
  );
});
