import { readFileSync } from "node:fs";

/** An SDP of test/fixtures; its line ends become LF, which are easier to edit. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8").replaceAll("\r\n", "\n");
}

/** The offer of an Echo Show, with values of our own. */
export const echoOffer = fixture("offers/echo-show.2023.sdp");

/** A camera's answer to it that breaks no rule. */
export const cameraAnswer = fixture("answers/camera.to-echo-show.sdp");

/** The SDP without the lines that the pattern matches. */
export function without(sdp: string, pattern: RegExp): string {
  return sdp
    .split("\n")
    .filter((line) => !pattern.test(line))
    .join("\n");
}

/** Changes one m= section of an SDP, counted from 0, and leaves the rest alone. */
export function inSection(sdp: string, index: number, change: (section: string) => string): string {
  const [session = "", ...sections] = sdp.split(/^(?=m=)/m);
  return [session, ...sections.map((section, place) => (place === index ? change(section) : section))].join("");
}
