import { randomUUID } from "node:crypto";
import { cameraCode } from "../../../camera/media/index.ts";
import { canTalk } from "../../../protocol/alexa/can-talk.ts";
import type { DiscoveryEndpoint } from "../../../protocol/alexa/discovery-endpoint.ts";
import { sessionConnectedSchema, sessionDisconnectedSchema } from "../../../protocol/alexa/session-events.ts";
import { checkAnswer } from "../../../protocol/sdp/rules.ts";
import { judge } from "../../view/judge.ts";
import { sessionConnected, sessionDisconnected } from "../directives.ts";
import { type EchoView, openEchoView } from "../echo-view.ts";
import { ensure, expectError, expectEvent } from "../expectations.ts";
import { CheckFailed, type ItemGroup } from "../item.ts";
import { askOfflineCamera } from "../offline-camera.ts";
import { sources } from "../sources.ts";
import type { Tester } from "../tester.ts";

const sends = [
  "Alexa.Discovery.Discover",
  "Alexa.RTCSessionController.InitiateSessionWithOffer",
  "Alexa.RTCSessionController.SessionDisconnected",
] as const;

/** Two seconds of the rehearsal's picture, and one: enough to see that it is there. */
const FRAMES = 30;
const FEW_FRAMES = 15;

/** What becomes of "Alexa, show the front door". */
export const views: ItemGroup = {
  title: "Views",
  items: [
    {
      id: "view-answered",
      title: "InitiateSessionWithOffer is answered by AnswerGeneratedForSession within 6 s",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends,
      check: (tester) =>
        viewing(tester, async ({ answered }, { friendlyName }) => `${friendlyName} in ${answered.milliseconds} ms`),
    },
    {
      id: "answer-by-the-rules",
      title: "The answer is one that Alexa can use: its m-lines, H.264, Opus, fingerprint and candidates",
      source: sources.aboutRtc,
      kind: "automatic",
      sends,
      check: (tester) =>
        viewing(tester, async ({ answer, echo }, camera) => {
          const findings = checkAnswer(answer, echo.offer, { talk: canTalk(camera) });
          const refusing = findings.filter(({ severity }) => severity === "refuse");
          ensure(refusing.length === 0, refusing.map(({ rule, detail }) => `${rule}: ${detail}`).join("; "));
          const warnings = findings.map(({ rule }) => rule);
          return warnings.length === 0 ? undefined : `with warnings: ${warnings.join(", ")}`;
        }),
    },
    {
      id: "picture-in-motion",
      title: "The camera’s own picture arrives at the Echo and moves, with sound",
      source: sources.newRequirements,
      kind: "automatic",
      sends,
      check: (tester) =>
        viewing(tester, async (view, camera) => {
          await view.play(FRAMES);
          return describePicture(tester, view, camera);
        }),
    },
    {
      id: "session-connected",
      title: "SessionConnected is confirmed, as often as it is said",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends: [...sends, "Alexa.RTCSessionController.SessionConnected"],
      check: (tester) =>
        viewing(tester, async ({ sessionId }, { endpointId }) => {
          for (const _ of ["once", "again"]) {
            const answer = await tester.send(sessionConnected({ endpointId, sessionId, token: tester.token() }));
            ensure(
              expectEvent(answer, sessionConnectedSchema).event.payload.sessionId === sessionId,
              "the event SessionConnected names another session",
            );
          }
          return undefined;
        }),
    },
    {
      id: "session-disconnected",
      title: "SessionDisconnected is confirmed, as often as it is said and for a session that nobody knows",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends,
      async check(tester) {
        const { endpointId } = await tester.camera();
        const sessionId = randomUUID();
        for (const _ of ["once", "again"]) {
          const answer = await tester.send(sessionDisconnected({ endpointId, sessionId, token: tester.token() }));
          ensure(
            expectEvent(answer, sessionDisconnectedSchema).event.payload.sessionId === sessionId,
            "the event SessionDisconnected names another session",
          );
        }
        return undefined;
      },
    },
    {
      id: "two-echos",
      title: "Two Echos see one camera at once: two answers, two streams, and the one that leaves ends only its own",
      source: sources.rtcSessionController,
      kind: "automatic",
      sends,
      async check(tester) {
        const camera = await tester.camera();
        const [one, other] = await openTwo(tester, camera);
        try {
          ensure(ufragOf(one.answer) !== ufragOf(other.answer), "both Echos got the same answer");
          await Promise.all([one.play(FEW_FRAMES), other.play(FEW_FRAMES)]);
          await one.end();
          await other.goOn(FEW_FRAMES);
          return describePicture(tester, other, camera);
        } finally {
          await Promise.allSettled([one.end(), other.end()]);
        }
      },
    },
    {
      id: "offline-view",
      title: "A view of a camera without power is answered by ENDPOINT_UNREACHABLE within 6 s",
      source: sources.errorResponse,
      kind: "automatic",
      needs: ["power"],
      sends,
      async check(tester) {
        const { endpointId } = await tester.camera();
        const power = tester.able("power");
        await power.unplug(endpointId);
        try {
          const answer = await askOfflineCamera(tester, endpointId);
          expectError(answer, "ENDPOINT_UNREACHABLE");
          return `after ${(answer.milliseconds / 1_000).toFixed(1)} s`;
        } finally {
          await power.plugIn(endpointId);
        }
      },
    },
    {
      id: "back-online",
      title: "A camera that is plugged in again is seen again",
      source: sources.rtcSessionController,
      kind: "automatic",
      needs: ["power"],
      sends,
      async check(tester) {
        const { endpointId } = await tester.camera();
        const power = tester.able("power");
        await power.unplug(endpointId);
        await power.plugIn(endpointId);
        return viewing(tester, async (view, camera) => {
          await view.play(FEW_FRAMES);
          return describePicture(tester, view, camera);
        });
      },
    },
    {
      id: "echo-show",
      title: "A real Echo Show shows the camera within seconds, by voice and by touch, and stops when it is told to",
      source: sources.debugger,
      kind: "a person must look",
      look: "Say “Alexa, show the front door camera” to an Echo Show, a Fire TV and the Alexa app, for each camera: a moving picture with sound. Say “Alexa, stop”. Open it from the device’s tile. Do it from two Echos at once.",
    },
    {
      id: "talking",
      title: "Talking to a camera with two-way talk is heard at the camera; without it there is no microphone button",
      source: sources.rtcSessionController,
      kind: "a person must look",
      look: "Say “Alexa, talk to the front door” and speak: it is heard at the camera without echo. At a camera without a speaker the Echo Show has no microphone button.",
    },
    {
      id: "long-view",
      title: "A view goes on until Alexa ends it, and for a minute at the least",
      source: sources.rtcSessionController,
      kind: "a person must look",
      look: "Let a view go on: Alexa ends it after about ten minutes. The picture must not stop before.",
    },
  ],
};

/** Opens a view, does something with it, and ends it. */
async function viewing<Value>(
  tester: Tester,
  look: (view: EchoView, camera: DiscoveryEndpoint) => Promise<Value>,
): Promise<Value> {
  const camera = await tester.camera();
  const view = await openEchoView(tester, camera);
  try {
    return await look(view, camera);
  } finally {
    await view.end();
  }
}

async function openTwo(tester: Tester, camera: DiscoveryEndpoint): Promise<[EchoView, EchoView]> {
  const opening = [openEchoView(tester, camera), openEchoView(tester, camera)] as const;
  try {
    return await Promise.all(opening);
  } catch (error) {
    for (const each of opening) await each.then((view) => view.end()).catch(() => {});
    throw error;
  }
}

/** Says what arrived. Where frames carry a barcode they have to be this camera's, and in order. */
function describePicture(tester: Tester, { echo }: EchoView, { endpointId, friendlyName }: DiscoveryEndpoint): string {
  const received = echo.received();
  ensure(received.audioPackets > 0, `no sound of ${friendlyName} arrived`);
  if (!tester.picture.barcode) return `${received.videoFrames} frames arrived; whose they are, a person must see`;
  const { ok, problem, video } = judge(received, { cameraCode: cameraCode(endpointId), frames: FEW_FRAMES });
  if (!ok) throw new CheckFailed(problem ?? "the picture is not as it should be");
  return `${received.videoFrames} frames, ${friendlyName}'s own from ${video?.barcode.first} to ${video?.barcode.last}`;
}

function ufragOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}
