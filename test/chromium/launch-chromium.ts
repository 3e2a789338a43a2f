import { type Browser, chromium } from "playwright-core";
import { networkAddress } from "../../camera/loopback.ts";
import { findChromium } from "./find-chromium.ts";

/** What a test wants of its browser. */
export interface ChromiumOptions {
  /** A microphone that beeps, and leave to use it. Without it there is none. */
  readonly fakeMicrophone?: boolean;
  /**
   * The base64 SHA-256 of a public key: a server's certificate that has it is taken as valid, whoever issued it. Asked
   * for when the browser is started.
   */
  readonly trustedPublicKey?: () => string;
}

const flags = [
  "--disable-gpu",
  "--disable-sync",
  // A test presses nothing before a video plays.
  "--autoplay-policy=no-user-gesture-required",
];

const microphoneFlags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** On a machine without a network Chromium connects to nothing unless it may use loopback, and its address is no secret. */
const loopbackFlags = ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"];

/**
 * Starts Chromium without a window, as people have it otherwise: host addresses are hidden behind mDNS names.
 * @throws {Error} when none is found.
 */
export async function launchChromium({
  fakeMicrophone = false,
  trustedPublicKey,
}: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(noChromium());
  return chromium.launch({
    executablePath,
    args: [
      ...flags,
      ...(fakeMicrophone ? microphoneFlags : []),
      ...(networkAddress() === undefined ? loopbackFlags : []),
      ...(trustedPublicKey === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trustedPublicKey()}`]),
    ],
  });
}

/** What to do about a machine without Chromium. */
export function noChromium(): string {
  return process.env.CHROMIUM
    ? `CHROMIUM names ${process.env.CHROMIUM}, which cannot be run`
    : "no Chromium was found: apt-get install chromium, or set CHROMIUM to the path of one";
}
