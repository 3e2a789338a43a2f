/** Every rule of an Alexa offer and its answer, and why it exists, in one sentence. */
export const ruleExplanations = {
  "offer-not-sdp": "The offer must begin with v=0 and have at least one m= line, or no camera can read it.",
  "answer-not-sdp": "The answer must begin with v=0 and have at least one m= line, or Alexa cannot read it.",
  "offer-too-large": "A signaling channel carries at most 10,000 base64 characters in one message.",
  "media-lines-mismatch":
    "An answer has the offer's m= lines in number, order, kind and mid (RFC 3264 section 6): the two sides pair them by place.",
  "no-fingerprint": "Without a certificate fingerprint the DTLS handshake cannot be trusted, and there is no media.",
  "no-ufrag": "Without ice-ufrag and ice-pwd no connectivity check can be made.",
  "answer-without-candidates":
    "Alexa takes no candidates after the answer, so an answer without any can never connect.",
  "h264-not-accepted": "H.264 is the only video codec Alexa offers: without it the screen stays black.",
  "trickle-announced":
    "Alexa does not trickle: a camera that reads trickle in the offer answers before it has candidates, and what it sends later is lost.",
  "component-2-with-rtcp-mux":
    "With rtcp-mux the candidates of component 2 are never used; Alexa offers them all the same.",
  "rtcp-mux-missing": "The offer multiplexes RTP and RTCP and the answer does not, so RTCP may have no way through.",
  "rejected-media-without-mid": "A refused section without its mid cannot be told apart in a BUNDLE.",
  "mid-missing": "The offer names its sections by mid and the answer leaves the name out; BUNDLE routes by it.",
  "bundle-differs": "The offer puts its sections on one transport (BUNDLE) and the answer groups them otherwise.",
  "setup-not-active": "An answer should take the active DTLS role (RFC 8842 section 5.3), which saves a round trip.",
  "setup-actpass-in-answer": "An answer must not say actpass: it must choose active or passive (RFC 5763 section 5).",
  "setup-not-actpass": "An offer should leave the DTLS role open with actpass (RFC 5763 section 5).",
  "offer-without-candidates":
    "An offer without candidates connects only if the camera's own candidates can be reached from outside.",
  "only-private-candidates":
    "Alexa's media gateway is on the internet: private addresses reach it only by way of checks the camera makes outwards.",
  "only-ipv6-candidates": "Alexa's offers hold IPv4 candidates alone, which IPv6 addresses cannot be paired with.",
  "only-tcp-candidates": "Few cameras and servers make TCP candidates work; there should be one for UDP.",
  "mdns-candidates": "A name in .local that hides an address is unknown outside its own network.",
  "candidates-missing-in-a-section": "Amazon's page asks for candidates with each track, even when they are bundled.",
  "h264-not-offered": "The offer has no H.264, which is what cameras send; Alexa's own offers always have it.",
  "h264-profile-unusual": "Echo devices are known to play Constrained Baseline; other H.264 profiles are untried.",
  "h264-level-high": "A level above 3.1 means more than 1280x720, which small Echo Shows fail to play.",
  "opus-not-accepted": "Opus is the audio codec that works both ways with Alexa; talk-back in PCMU decodes to silence.",
  "audio-rejected":
    "A camera without a microphone should send silence: with refused audio Alexa's sessions fail now and then.",
  "audio-sendrecv-without-talk": "A camera that plays no audio must answer sendonly, or Alexa treats it as two-way.",
  "media-not-sent": "The answer says that the camera sends nothing in this section.",
  "direction-conflicts": "The answer's direction is not one that the offer's allows (RFC 3264 section 6.1).",
  "codec-not-offered": "The answer names a codec that the offer does not have.",
  "payload-type-changed": "The answer gives a codec another payload type than the offer; not every receiver follows.",
} as const satisfies Readonly<Record<string, string>>;

export type RuleName = keyof typeof ruleExplanations;
