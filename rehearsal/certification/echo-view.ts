import { randomUUID } from "node:crypto";
import type { DiscoveryEndpoint } from "../../protocol/alexa/discovery-endpoint.ts";
import { answerGeneratedForSessionSchema } from "../../protocol/alexa/session-events.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../headless-echo/index.ts";
import { initiateSession, sessionDisconnected } from "./directives.ts";
import { expectEvent } from "./expectations.ts";
import { CheckFailed, NotRunHere } from "./item.ts";
import { limitTime } from "./limit-time.ts";
import type { Answer, Tester } from "./tester.ts";

/** A view by a headless Echo. */
export interface EchoView {
  readonly sessionId: string;
  readonly echo: HeadlessEcho;
  /** The camera's answer, an SDP. */
  readonly answer: string;
  readonly answered: Answer;
  /**
   * Takes the answer, and resolves when so many frames have arrived.
   * @throws {CheckFailed} when they do not, or {NotRunHere} where no media can be expected to come through.
   */
  play(frames: number): Promise<void>;
  /**
   * Resolves when so many more frames have arrived.
   * @throws {CheckFailed} when they do not.
   */
  goOn(frames: number): Promise<void>;
  /** The Echo leaves, once: the camera is told by DTLS, and the skill by SessionDisconnected. */
  end(): Promise<void>;
}

/** How long connecting may take, and how long a second's frames may take after that, in milliseconds. */
const CONNECTING_MS = 10_000;
const PLAYING_MS = 10_000;

/**
 * Views a camera as an Echo does, with a real offer.
 * @throws {CheckFailed} when no answer comes.
 */
export async function openEchoView(tester: Tester, camera: DiscoveryEndpoint): Promise<EchoView> {
  const echo = await createHeadlessEcho();
  const session = { endpointId: camera.endpointId, token: tester.token(), sessionId: randomUUID() };
  const name = camera.friendlyName;
  let ended = false;
  try {
    const answered = await tester.send(initiateSession({ ...session, offer: echo.offer }));
    const { value: answer } = expectEvent(answered, answerGeneratedForSessionSchema).event.payload.answer;
    const arrived = (frames: number) =>
      limitTime(PLAYING_MS, tester.signal, () => echo.untilFrames(frames)).catch(() => {
        throw new CheckFailed(`only ${echo.received().videoFrames} of ${frames} frames of ${name} arrived`);
      });
    return {
      sessionId: session.sessionId,
      echo,
      answer,
      answered,
      async play(frames) {
        await accept(echo, answer, name);
        await connect(echo, tester);
        await arrived(frames);
      },
      goOn: (frames) => arrived(echo.received().videoFrames + frames),
      async end() {
        if (ended) return;
        ended = true;
        await echo.close();
        // A run that was given up sends nothing more.
        if (!tester.signal.aborted) await tester.send(sessionDisconnected(session));
      },
    };
  } catch (error) {
    await echo.close();
    throw error;
  }
}

async function accept(echo: HeadlessEcho, answer: string, name: string): Promise<void> {
  // What the WebRTC stack says may quote the answer.
  await echo.acceptAnswer(answer).catch(() => {
    throw new CheckFailed(`the Echo could not use ${name}'s answer`);
  });
}

async function connect(echo: HeadlessEcho, { picture, signal }: Tester): Promise<void> {
  await limitTime(CONNECTING_MS, signal, () => echo.iceConnected).catch(() => {
    if (picture.reachable) throw new CheckFailed("the answer came and no connection came of it");
    throw new NotRunHere(
      "no media came through to this machine; Alexa's media gateway is on the internet, so look at a real Echo Show",
    );
  });
}
