import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { directiveSchemas } from "../../../protocol/alexa/directives.ts";
import { parseDirective, replyContextOf } from "../../../protocol/alexa/parse-directive.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests take directives apart and break them.
function fixture(name: string): any {
  return JSON.parse(readFileSync(new URL(`../../fixtures/directives/${name}.json`, import.meta.url), "utf8"));
}

describe("a directive", () => {
  it.each([
    ["discover.linked-user", "Alexa.Discovery.Discover"],
    ["accept-grant.linked-user", "Alexa.Authorization.AcceptGrant"],
    ["report-state.camera", "Alexa.ReportState"],
    ["initiate-session.echo-show", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
    ["initiate-session.extra-keys", "Alexa.RTCSessionController.InitiateSessionWithOffer"],
    ["session-connected.echo-show", "Alexa.RTCSessionController.SessionConnected"],
    ["session-disconnected.echo-show", "Alexa.RTCSessionController.SessionDisconnected"],
  ])("%s is read as %s", (name, key) => {
    expect(Object.keys(directiveSchemas)).toContain(key);
    expect(parseDirective(fixture(name))).toMatchObject({ outcome: "directive", key });
  });

  it.each([
    ["no cookie", undefined],
    ["an odd cookie", { nested: { a: 1 } }],
    ["a cookie that is text", "x"],
  ])("is read with %s", (_name, cookie) => {
    const envelope = fixture("initiate-session.echo-show");
    envelope.directive.endpoint.cookie = cookie;
    expect(parseDirective(envelope).outcome).toBe("directive");
  });

  it("is unknown when no handler has its name", () => {
    expect(parseDirective(fixture("set-volume.unknown"))).toEqual({ outcome: "unknown" });
  });

  it.each([
    ["initiate-session.bare-token", "directive.endpoint.scope"],
    ["initiate-session.bare-sdp", "directive.payload.offer"],
    ["accept-grant.without-code", "directive.payload.grant.code"],
  ])("%s is malformed at %s", (name, field) => {
    expect(parseDirective(fixture(name))).toEqual({ outcome: "malformed", field });
  });

  it("is read or refused without an exception, whatever comes in", () => {
    fc.assert(
      fc.property(fc.anything(), (envelope) => {
        expect(["malformed", "unknown"]).toContain(parseDirective(envelope).outcome);
        replyContextOf(envelope);
      }),
    );
  });
});

describe("what a reply needs", () => {
  it("is saved out of a malformed directive", () => {
    expect(replyContextOf(fixture("initiate-session.without-offer"))).toEqual({
      correlationToken: fixture("initiate-session.echo-show").directive.header.correlationToken,
      endpointId: "front-door",
      acceptGrant: false,
    });
    expect(replyContextOf(fixture("accept-grant.bare-code"))).toEqual({ acceptGrant: true });
  });

  it("leaves out an endpoint's id that would make the reply illegal", () => {
    const envelope = fixture("report-state.camera");
    envelope.directive.endpoint.endpointId = "a/b";
    expect(replyContextOf(envelope)).not.toHaveProperty("endpointId");
  });
});
