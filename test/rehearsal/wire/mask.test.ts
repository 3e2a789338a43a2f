import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { encodeBase64 } from "../../../protocol/signaling/base64.ts";
import { normaliseLineEnds, wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { maskSecrets, presentable } from "../../../rehearsal/wire/mask.ts";
import { cameraAnswer } from "../../protocol/sdp/fixtures.ts";

const SENTINEL = "S3ntinel-0f-a.secret_x";

/** The sentinel as it shows in a text or, at any offset, in base64. */
const traces = [
  SENTINEL,
  ...["", "x", "xx"].map((before) =>
    Buffer.from(before + SENTINEL)
      .toString("base64")
      .slice(4, 24),
  ),
];
const tracesIn = (shown: unknown) => traces.filter((trace) => JSON.stringify(shown).includes(trace));

/** An SDP with a secret in every place that has one, and lines that are none. */
const secretSdp = (secret: string) =>
  [
    "v=0",
    "s=-",
    "m=video 9 UDP/TLS/RTP/SAVPF 99",
    `a=ice-ufrag:${secret}`,
    `a=ice-pwd:${secret}`,
    `a=fingerprint:sha-256 ${secret}`,
    `a=FINGERPRINT:${secret}`,
    `a=candidate:1 1 udp 2130706431 203.0.113.80 40100 typ host generation 0 ufrag ${secret} network-cost 999`,
    `a=ssrc:1234567 cname:${secret} of a camera`,
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${secret}`,
    "a=rtpmap:99 H264/90000",
    "",
  ].join("\r\n");

/** Every way in which a secret is met on the wire. */
const carriers: ((secret: string) => unknown)[] = [
  (secret) => ({ token: secret }),
  (secret) => ({ correlationToken: secret }),
  (secret) => ({ access_token: secret, refresh_token: secret, accessToken: secret, refreshToken: secret }),
  (secret) => ({ grant: { type: "OAuth2.AuthorizationCode", code: secret }, client_secret: secret }),
  (secret) => ({ Authorization: `Bearer ${secret}`, authorization: `AWS4-HMAC-SHA256 Credential=${secret}` }),
  (secret) => ({ "X-Amz-Signature": secret, "X-Amz-Credential": secret, "X-Amz-Security-Token": secret }),
  (secret) => ({ IceServerList: [{ Uris: [], Username: "user", Password: secret }] }),
  (secret) => ({ iceServers: [{ credential: secret }], secretAccessKey: secret, AccessKeyId: secret }),
  (secret) => ({ candidate: `candidate:1 1 udp 1 203.0.113.80 9 typ host ufrag ${secret}`, usernameFragment: secret }),
  (secret) => ({
    messagePayload: encodeBase64(
      JSON.stringify({
        candidate: `candidate:1 1 udp 1 203.0.113.80 9 typ host ufrag ${secret} network-id 1`,
        sdpMid: "0",
        sdpMLineIndex: 0,
        usernameFragment: secret,
      }),
    ),
  }),
  (secret) => ({ token: { value: secret }, code: [secret, { deep: secret }], password: 7 }),
  (secret) => ({
    message: `the token is Atza|${secret}.`,
    other: [`Atzr|${secret}`, `Atc|${secret}`, `Atza%7C${secret}`],
  }),
  (secret) => ({ url: `https://api.amazon.com/auth/o2/tokeninfo?access_token=${secret}&x=1` }),
  (secret) => ({ form: `grant_type=authorization_code&code=${secret}&client_secret=${secret}` }),
  (secret) => ({ url: `wss://host/?X-Amz-Credential=${secret}%2F20250101&X-Amz-Signature=${secret}` }),
  (secret) => ({
    raw: `GET / HTTP/1.1\r\nAuthorization: Basic ${secret} ${secret}\r\nX-Amz-Security-Token: ${secret}\r\n`,
  }),
  (secret) => ({ payload: { offer: { format: "SDP", value: secretSdp(secret) } } }),
  (secret) => ({ value: secretSdp(secret).replaceAll("\r\n", "\n") }),
  (secret) => ({
    cutOff: `{"endpoint":{"scope":{"type":"BearerToken","token": "${secret}"},"grant":{"code":"${secret}`,
  }),
  (secret) => ({ cutOff: JSON.stringify(`{"client_secret":"${secret}"`).slice(0, -1) }),
  (secret) => ({ broken: JSON.stringify({ sdp: secretSdp(secret) }).slice(0, -2) }),
  (secret) => ({ MessagePayload: wrapSessionDescription("offer", secretSdp(secret)) }),
  (secret) => ({ messagePayload: wrapSessionDescription("answer", secretSdp(secret), "sdp") }),
  (secret) => ({
    Answer: encodeBase64(secretSdp(secret)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""),
  }),
  (secret) => ({ Answer: secretSdp(secret) }),
  (secret) => ({ messagePayload: encodeBase64(secret), Answer: secret, MessagePayload: encodeBase64(`"${secret}"`) }),
  (secret) => ({
    messagePayload: encodeBase64(JSON.stringify({ MessagePayload: encodeBase64(secret), token: secret })),
  }),
];

/** Ways to bury a message in another. */
const wrappings: ((inner: unknown) => unknown)[] = [
  (inner) => ({ directive: { header: { name: "InitiateSessionWithOffer" }, payload: inner } }),
  (inner) => [null, inner, 1],
  (inner) => ({ body: JSON.stringify(inner) }),
  (inner) => JSON.stringify(JSON.stringify(inner)),
  (inner) => ({ messagePayload: encodeBase64(JSON.stringify(inner)) }),
];

const secrets = fc.stringMatching(/^[A-Za-z0-9+/_.~-]{8,40}$/).map((random) => `${SENTINEL}${random}`);
const messages = fc
  .tuple(secrets, fc.constantFrom(...carriers), fc.array(fc.constantFrom(...wrappings), { maxLength: 5 }))
  .map(([secret, carry, wrap]) => wrap.reduce<unknown>((inner, outer) => outer(inner), carry(secret)));

describe("a presentable message", () => {
  it.each(carriers.map((carry, index) => [index, carry] as const))("holds no secret: carrier %i", (_index, carry) => {
    expect(tracesIn(carry(SENTINEL))).not.toEqual([]);
    expect(tracesIn(presentable(carry(SENTINEL)))).toEqual([]);
  });

  it("holds no secret however it is buried, and leaves its input as it was", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const before = JSON.stringify(message);
        expect(tracesIn(presentable(message))).toEqual([]);
        expect(JSON.stringify(message)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it("is made of anything that can be JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof JSON.stringify(presentable(value))).toBe("string");
      }),
    );
  });

  it("is readable around what is masked", () => {
    const directive = {
      directive: {
        header: { namespace: "Alexa.RTCSessionController", messageId: "1", correlationToken: "opaque==" },
        endpoint: { scope: { type: "BearerToken", token: "Atza|abc" }, endpointId: "front-door", cookie: {} },
        payload: { sessionId: "session-1", offer: { format: "SDP", value: secretSdp("hidden") } },
      },
    };
    expect(presentable(directive)).toEqual({
      directive: {
        header: { namespace: "Alexa.RTCSessionController", messageId: "1", correlationToken: "•••" },
        endpoint: { scope: { type: "BearerToken", token: "•••" }, endpointId: "front-door", cookie: {} },
        payload: {
          sessionId: "session-1",
          offer: {
            format: "SDP",
            value: secretSdp("•••")
              .replace("cname:••• of a camera", "cname:•••")
              .replace(/a=crypto.*/, "a=crypto:•••"),
          },
        },
      },
    });
  });

  it("masks URLs only where the secret is", () => {
    expect(presentable("https://api.amazon.com/auth/o2/tokeninfo?access_token=abc&x=1")).toBe(
      "https://api.amazon.com/auth/o2/tokeninfo?access_token=•••&x=1",
    );
  });

  it("shows that a secret's field is empty", () => {
    expect(presentable({ token: "", code: null, isToken: true })).toEqual({ token: "", code: null, isToken: true });
  });

  it("does not tell how long a secret is", () => {
    const shown = ["a", "a".repeat(2000)].map((token) =>
      JSON.stringify(presentable({ token, url: `?token=${token}` })),
    );
    expect(shown[0]).toBe(shown[1]);
  });

  it("stays the same when it is masked again", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const once = presentable(message);
        expect(maskSecrets(once)).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it("leaves out what is nested beyond reason", () => {
    const deep = JSON.parse(`${"[".repeat(5_000)}1${"]".repeat(5_000)}`);
    expect(JSON.stringify(presentable(deep)).length).toBeLessThan(200);
  });
});

describe("a KVS payload", () => {
  const description = { type: "answer", sdp: normaliseLineEnds(cameraAnswer) };

  it.each(["messagePayload", "MessagePayload", "Answer"])("in %s is opened to the JSON in it", (key) => {
    const payload = wrapSessionDescription("answer", cameraAnswer);
    expect(presentable({ [key]: payload })).toEqual({ [key]: maskSecrets(description) });
  });

  it("is opened to the SDP in it, or to a candidate", () => {
    expect(presentable({ Answer: encodeBase64(`\uFEFF${cameraAnswer}`) })).toEqual({
      Answer: maskSecrets(cameraAnswer.trim()),
    });
    const candidate = { candidate: "candidate:1 1 udp 1 203.0.113.80 9 typ host", sdpMid: "0", sdpMLineIndex: 0 };
    expect(presentable({ messagePayload: encodeBase64(JSON.stringify(candidate)) })).toEqual({
      messagePayload: candidate,
    });
  });

  it("that some clients send as null stays null", () => {
    expect(presentable({ Answer: null })).toEqual({ Answer: null });
    expect(presentable({ messagePayload: encodeBase64("null") })).toEqual({ messagePayload: null });
  });

  it("that cannot be read is noted with its length", () => {
    expect(presentable({ Answer: "" })).toEqual({ Answer: "" });
    expect(presentable({ Answer: "%%%" })).toEqual({ Answer: "unreadable, 3 characters" });
    expect(presentable({ messagePayload: encodeBase64("neither JSON nor SDP") })).toEqual({
      messagePayload: "unreadable, 28 characters",
    });
  });

  it("is left alone where a field of its name holds something else", () => {
    const event = { payload: { answer: { format: "SDP", value: "v=0\r\n" } } };
    expect(presentable(event)).toEqual(event);
  });
});
