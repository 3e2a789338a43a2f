import { describe, expect, it } from "@jest/globals";
import { judgeAccountLinking, judgeManifest } from "../../../../rehearsal/deploy-targets/smapi/index.ts";
import { accountLinking, functionArn, skillJson } from "./skill-package.ts";

const smartHome = { protocolVersion: "3" };

describe("Judging a manifest", () => {
  it("finds nothing in a right one, with its endpoints and without", () => {
    expect(judgeManifest(skillJson())).toEqual([]);
    const endpoint = { uri: functionArn };
    const subscriptions = [{ eventName: "SKILL_ENABLED" }];
    const apis = { smartHome: { ...smartHome, endpoint, regions: { EU: { endpoint } } } };
    expect(judgeManifest(skillJson({ apis, events: { endpoint, subscriptions } }))).toEqual([]);
  });

  it("takes what extends a definition of the specification", () => {
    const interfaces = [
      { type: "AUDIO_PLAYER" },
      { type: "ALEXA_PRESENTATION_APL", supportedViewports: [{ mode: "HUB", shape: "ROUND" }] },
    ];
    const authorizedClients = [{ authenticationProvider: "LWA", applications: [{ clientId: "a" }] }];
    expect(judgeManifest(skillJson({ apis: { smartHome, custom: { interfaces } }, authorizedClients }))).toEqual([]);
  });

  it("says where an unknown key stands and which there are", () => {
    expect(judgeManifest(skillJson({ apis: { smartHome: { ...smartHome, enpoint: {} } } }))).toEqual([
      '/manifest/apis/smartHome: SMAPI knows no "enpoint" here; the keys are "regions", "endpoint", "protocolVersion", "supportedControls"',
    ]);
  });

  it("says which values are allowed, and of many the closest", () => {
    expect(judgeManifest(skillJson({ apis: { smartHome: { protocolVersion: 3 } } }))).toEqual([
      '/manifest/apis/smartHome/protocolVersion: 3 is not allowed; allowed are "2", "2.0", "3", "3.0"',
    ]);
    const [permission] = judgeManifest(skillJson({ permissions: [{ name: "alexa::async_events:write" }] }));
    expect(permission).toMatch(/^\/manifest\/permissions\/0\/name: .* allowed are 40, .* "alexa::async_event:write"/);
  });

  it("refuses an https endpoint of a smart-home skill, and one without a uri", () => {
    expect(judgeManifest(skillJson({ apis: { smartHome: { ...smartHome, endpoint: { uri: "https://a" } } } }))).toEqual(
      ['/manifest/apis/smartHome/endpoint/uri: "https://a" must begin with "arn"'],
    );
    expect(judgeManifest(skillJson({ apis: { smartHome: { ...smartHome, endpoint: {} } } }))).toEqual([
      '/manifest/apis/smartHome/endpoint: "uri" is missing',
    ]);
  });

  it("refuses events without an endpoint", () => {
    const events = { subscriptions: [{ eventName: "SKILL_ENABLED" }] };
    expect(judgeManifest(skillJson({ events }))).toEqual(['/manifest/events: "endpoint" is missing']);
  });

  it("refuses texts that are too long without repeating them", () => {
    const locales = { "en-US": { name: "Camera", summary: "a".repeat(161) } };
    expect(judgeManifest(skillJson({ publishingInformation: { locales } }))).toEqual([
      "/manifest/publishingInformation/locales/en-US/summary: the text has 161 characters; at most 160 are allowed",
    ]);
  });

  it("wants privacy information for each locale that is published", () => {
    const locales = { "en-US": { name: "Camera" }, "de-DE": { name: "Kamera" } };
    expect(judgeManifest(skillJson({ publishingInformation: { locales } }))).toEqual([
      '/manifest/privacyAndCompliance/locales: "de-DE" is missing, which is published',
    ]);
  });

  it("refuses countries where the skill is available worldwide", () => {
    const publishingInformation = { locales: { "en-US": { name: "Camera" } }, isAvailableWorldwide: true };
    const named = { ...publishingInformation, distributionCountries: ["US"] };
    expect(judgeManifest(skillJson({ publishingInformation: named }))).toEqual([
      '/manifest/publishingInformation/distributionCountries: countries may be given only where "isAvailableWorldwide" is false',
    ]);
    const none = { ...publishingInformation, distributionCountries: [] };
    expect(judgeManifest(skillJson({ publishingInformation: none }))).toEqual([]);
  });

  it("refuses what is no manifest at all", () => {
    expect(judgeManifest(undefined)).toEqual(["the document: it must be an object, and is nothing"]);
    expect(judgeManifest({})).toEqual(['the document: "manifest" is missing']);
    expect(judgeManifest(skillJson().manifest)).toContainEqual(expect.stringContaining('knows no "apis" here'));
    expect(judgeManifest({ manifest: {} })).toHaveLength(2);
    expect(judgeManifest(skillJson({ publishingInformation: { locales: { english: { name: "Camera" } } } }))).toContain(
      '/manifest/publishingInformation/locales: "english" is no locale; they look like "en-US"',
    );
  });
});

describe("Judging account linking", () => {
  it("finds nothing in a right document", () => {
    expect(judgeAccountLinking(accountLinking())).toEqual([]);
  });

  it("wants the outer object", () => {
    expect(judgeAccountLinking(accountLinking().accountLinkingRequest)[0]).toMatch(
      /^the document: SMAPI knows no "type" here; the keys are "accountLinkingRequest"$/,
    );
    expect(judgeAccountLinking({})).toEqual(['the document: "accountLinkingRequest" is missing']);
  });

  it("says which schemes there are", () => {
    expect(judgeAccountLinking(accountLinking({ accessTokenScheme: "BASIC" }))).toEqual([
      '/accountLinkingRequest/accessTokenScheme: "BASIC" is not allowed; allowed are "HTTP_BASIC", "REQUEST_BODY_CREDENTIALS"',
    ]);
  });

  it("wants all that a code is exchanged with, and https", () => {
    expect(
      judgeAccountLinking(accountLinking({ clientSecret: undefined, accessTokenUrl: "http://example.com/token" })),
    ).toEqual([
      '/accountLinkingRequest: "clientSecret" is missing',
      "/accountLinkingRequest/accessTokenUrl: it must be an https URL",
    ]);
  });

  it("never shows the secret", () => {
    const findings = judgeAccountLinking(accountLinking({ clientSecret: 1234567, type: "AUTH" })).join();
    expect(findings).toContain("/accountLinkingRequest/clientSecret: it must be a string, and is a number");
    expect(findings).not.toContain("1234567");
  });
});
