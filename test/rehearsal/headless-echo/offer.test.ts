import { afterEach, describe, expect, it } from "@jest/globals";
import { checkOffer } from "../../../protocol/sdp/rules.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import { echoOffer } from "../../protocol/sdp/fixtures.ts";

let echo: HeadlessEcho | undefined;
afterEach(async () => {
  await echo?.close();
  echo = undefined;
});

/** An offer with its values blanked: what is left is its shape. */
function shapeOf(offer: string): string[] {
  return offer
    .replaceAll("\r\n", "\n")
    .trimEnd()
    .split("\n")
    .map((line) =>
      line
        .replace(/^o=- (\d{10}) \1 /, "o=- SECONDS SECONDS ")
        .replace(
          /^(a=candidate:.*) \d+\.\d+\.\d+\.\d+ (\d+) /,
          (_, head, port) => `${head} ADDRESS ${port === "9" ? 9 : "PORT"} `,
        )
        .replace(/^a=ssrc:\d+ cname:user\d{10}@host-[0-9a-f]{8}$/, "a=ssrc:SSRC cname:CNAME")
        .replace(/^a=ice-ufrag:\S{4}$/, "a=ice-ufrag:UFRAG")
        .replace(/^a=ice-pwd:\S{22}$/, "a=ice-pwd:PWD")
        .replace(/^a=fingerprint:sha-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/, "a=fingerprint:sha-256 HASH"),
    );
}

describe("the offer of the headless Echo", () => {
  it("has the shape of an Echo Show's, line for line", async () => {
    echo = await createHeadlessEcho();
    expect(shapeOf(echo.offer)).toEqual(shapeOf(echoOffer));
    expect(shapeOf(echo.offer).join(" ")).toMatch(/SECONDS.*ADDRESS.*CNAME.*UFRAG.*PWD.*HASH/);
    expect(echo.offer).toMatch(/\r\n$/);
  });

  it("says the same in both sections, and when it was made", async () => {
    echo = await createHeadlessEcho({ address: "127.0.0.1", now: () => new Date("2023-12-12T00:00:00.900Z") });
    const [, audio = "", video = ""] = echo.offer.split(/^(?=m=)/m);
    const values = (section: string) =>
      [...section.matchAll(/^a=(?:candidate|ice-|fingerprint).*$/gm)].map(([line]) => line).sort();
    expect(values(video)).toEqual(values(audio));
    expect(echo.offer).toContain("o=- 3911328000 3911328000 IN IP4 0.0.0.0");
    expect(echo.offer).toContain(" 127.0.0.1 ");
  });

  it("is one that the camera may answer", async () => {
    echo = await createHeadlessEcho();
    expect(checkOffer(echo.offer).filter(({ severity }) => severity === "refuse")).toEqual([]);
  });

  it("is not made for an address that is not this machine's", async () => {
    await expect(createHeadlessEcho({ address: "203.0.113.1" })).rejects.toThrow("cannot listen on 203.0.113.1");
  });
});

describe("a headless Echo that is closed before it was answered", () => {
  it("says that nothing came", async () => {
    echo = await createHeadlessEcho();
    const told = Promise.all(
      [echo.iceConnected, echo.firstFrame, echo.untilFrames(1), echo.untilAudio(1)].map((promise) =>
        expect(promise).rejects.toThrow("the connection ended before it came"),
      ),
    );
    await echo.close();
    await told;
    expect(echo.received()).toEqual({ videoFrames: 0, keyframes: 0, audioPackets: 0, barcodes: [] });
  });
});
