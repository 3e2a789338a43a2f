import { readFileSync } from "node:fs";
import type { CameraRecord } from "../../../protocol/camera-record.ts";

function text(path: string): string {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), "utf8");
}

/** An Echo Show's offer in the form of 2023, with CRLF. */
export const echoOffer = text("offers/echo-show.2023.sdp");
/** A camera's answer to it that breaks no rule, with CRLF. */
export const cameraAnswer = text("answers/camera.to-echo-show.sdp").replace(/\r?\n/g, "\r\n");

/** A directive of test/fixtures/directives, fresh at each call. */
// biome-ignore lint/suspicious/noExplicitAny: tests take directives apart and break them.
export function directiveFixture(name: string): any {
  return JSON.parse(text(`directives/${name}.json`));
}

/** What must never be written down: every secret of the fixtures. */
export const sentinels = {
  token: directiveFixture("initiate-session.echo-show").directive.endpoint.scope.token as string,
  grantCode: "sentinelGrantCodeRHmkWPq",
  offerIcePassword: "sentinelIcePwd7Zx2mKd1",
  offerFingerprint: "5C:1D:9E:07:B3:62:F8:40",
  answerIcePassword: "cameraAnswerFixture000",
  answerFingerprint: "FF:EE:DD:CC:BB:AA",
  sdp: "a=group:BUNDLE",
  candidate: "203.0.113.",
};

/** A camera for tests of handlers, which never reach its channel. */
export function cameraRecord(change: Partial<CameraRecord> = {}): CameraRecord {
  return {
    id: "front-door",
    name: "Front Door",
    kind: "camera",
    talk: true,
    channelArn: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700000000000",
    owners: ["amzn1.account.OWNER"],
    manufacturer: "Example Cameras",
    model: "EC-1",
    signaling: "auto",
    offerFormat: "json",
    motion: false,
    ...change,
  };
}
