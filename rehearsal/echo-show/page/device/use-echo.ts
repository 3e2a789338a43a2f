import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announcement, couldNotFind, type Speakable, spokenName, understand } from "../../phrases.ts";
import type { Device, EchoShowState } from "../../state.ts";
import { discover } from "../api.ts";
import { playChime } from "../echo/chime.ts";
import { missingSupport } from "../echo/support.ts";
import { startViewing, type Viewing } from "../echo/viewing.ts";
import { awaitTouch } from "./auto-end.ts";
import type { Call } from "./call.ts";
import { discoveryRemark } from "./discovery-remark.ts";
import { useRings } from "./use-rings.ts";

/** How long a remark stays over a picture, in milliseconds. */
const REMARK_OVER_PICTURE = 8_000;

/** The device in this tab: what it does, and what can be asked of it. */
export interface Echo {
  readonly call: Call | undefined;
  /** What Alexa says to something that was no request for a camera. */
  readonly remark: string | undefined;
  /** Whether the skill is being asked for its devices. */
  readonly discovering: boolean;
  /** Does what a phrase asks for. */
  say(phrase: string): void;
  show(device: Device, phrase: string): void;
  /** Ends the view, or takes a failure from the screen. */
  stop(): void;
  setTalking(on: boolean): void;
  discover(): void;
  /** The video element has a picture. */
  onPicture(): void;
}

interface EchoOptions {
  readonly deviceId: string;
  readonly state: EchoShowState | undefined;
  readonly connected: boolean;
  readonly video: RefObject<HTMLVideoElement | null>;
  /** What can be touched. */
  readonly screen: RefObject<HTMLElement | null>;
  /** Tells the person what went wrong with a request of the page's own. */
  readonly onProblem: (sentence: string) => void;
  /** A camera was asked for. */
  readonly onCall: () => void;
}

/** Runs this tab's device: one camera at a time, the last that was asked for. */
export function useEcho({ deviceId, state, connected, video, screen, onProblem, onCall }: EchoOptions): Echo {
  const { devices = [], enabled = true } = state ?? {};
  const [call, setCall] = useState<Call>();
  const [remark, setRemark] = useState<string>();
  const [discovering, setDiscovering] = useState(false);
  const viewing = useRef<Viewing | undefined>(undefined);
  // Counts what was asked for, so that what an earlier view still reports changes nothing.
  const latest = useRef(0);

  const report = (thrown: unknown) => onProblem(thrown instanceof Error ? thrown.message : "Something went wrong.");
  const end = async () => {
    const ending = viewing.current;
    viewing.current = undefined;
    await ending?.stop();
  };

  const start = async (device: Device, phrase: string, talking: boolean, ring?: string) => {
    const number = ++latest.current;
    const change = (changes: Partial<Call>) => {
      if (number === latest.current) setCall((before) => before && { ...before, ...changes });
    };
    onCall();
    setRemark(undefined);
    setCall({ device, talk: "off", hasPicture: false, failed: false, serverLost: false, ring });
    await end();
    if (number !== latest.current || !video.current) return;
    viewing.current = startViewing({
      deviceId,
      device,
      phrase,
      talking,
      video: video.current,
      onSession: (sessionId) => change({ sessionId }),
      onTalk: (talk) => change({ talk }),
      onEnded: (reason, problem) => {
        if (reason === "failed") change({ failed: true, ...(problem === undefined ? {} : { problem }) });
        else if (number === latest.current) setCall(undefined);
      },
    });
  };

  const stop = () => {
    latest.current++;
    setRemark(undefined);
    setCall(undefined);
    void end();
  };

  useRings(state?.rings, ({ id, cameraId }) => {
    const device = devices.find((each) => each.id === cameraId);
    if (device === undefined) return;
    void playChime();
    const words = announcement(device.name);
    if (call?.device.id === device.id && !call.failed) {
      // Who rings again is seen as long as who rang first.
      setCall((before) => before && { ...before, ring: before.ring && id });
    } else if (missingSupport() === undefined) {
      start(device, words, false, id).catch(report);
    }
    setRemark(words);
  });

  const ring = call?.ring;
  useEffect(() => {
    if (ring === undefined || !screen.current) return;
    return awaitTouch({
      screen: screen.current,
      onTouched: () => setCall((before) => before && { ...before, ring: undefined }),
      onOver: stop,
    });
  }, [ring]);

  useEffect(() => {
    // Whatever was shown is none of Alexa's any more.
    if (!enabled) stop();
  }, [enabled]);

  useEffect(() => {
    if (!connected) setCall((before) => before && { ...before, serverLost: true });
  }, [connected]);

  useEffect(() => {
    addEventListener("pagehide", stop);
    return () => removeEventListener("pagehide", stop);
  }, []);

  const overPicture = call?.hasPicture === true;
  useEffect(() => {
    if (remark === undefined || !overPicture) return;
    const timer = setTimeout(() => setRemark(undefined), REMARK_OVER_PICTURE);
    return () => clearTimeout(timer);
  }, [remark, overPicture]);

  const discoverAgain = () => {
    if (discovering) return;
    setRemark(undefined);
    setDiscovering(true);
    const known = devices.length;
    discover()
      .then((reply) => setRemark(discoveryRemark(reply, known)), report)
      .finally(() => setDiscovering(false));
  };

  return {
    call,
    remark,
    discovering,
    stop,
    discover: discoverAgain,
    show: (device, phrase) => void start(device, phrase, false).catch(report),
    say(phrase) {
      const meant = understand(phrase, enabled ? devices : forgotten(state));
      if (meant.do === "stop") return stop();
      if (meant.do === "discover") return discoverAgain();
      if (meant.do === "unknown") return setRemark(meant.alexaSays);
      const device = devices.find(({ id }) => id === meant.device.id);
      if (device === undefined) return setRemark(couldNotFind(spokenName(meant.device.name)));
      start(device, phrase, meant.do === "talk").catch(report);
    },
    setTalking: (on) => void viewing.current?.setTalking(on),
    onPicture: () => setCall((before) => (before?.hasPicture === false ? { ...before, hasPicture: true } : before)),
  };
}

/** The cameras that Alexa knew before the skill was disabled: people go on to call them by their names. */
function forgotten(state: EchoShowState | undefined): Speakable[] {
  return (state?.cameras ?? []).map(({ id, name }) => ({ id, name, talk: true }));
}
