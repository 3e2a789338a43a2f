import type { Finding } from "../../protocol/sdp/rules.ts";

/** What someone who watched a session has seen of it so far: all that the verdicts are made of. */
export interface SessionSeen {
  /**
   * What the skill answered the offer with: nothing yet, the camera's answer, an Alexa.ErrorResponse, or `broken`: it
   * broke the interface, threw, or ran over its time.
   */
  readonly reply: "none" | "answer" | "error" | "broken";
  /** The stable code of the failure that the ErrorResponse tells of, of lambda/failure.ts. */
  readonly failureCode?: string | undefined;
  /** Its sentence, which ends in the name of the rule in brackets where a rule was broken. */
  readonly failureSentence?: string | undefined;
  /** What checkAnswer found; empty also while there is no answer. */
  readonly answerFindings: readonly Finding[];
  /** What the Echo measured, as far as it came. */
  readonly connection?: ConnectionSeen | undefined;
  /** How it failed after the answer, at the Echo. */
  readonly failed?: "answer-refused" | "never-connected" | "no-picture" | "lost" | undefined;
}

/** A connection as the Echo's WebRTC statistics tell of it. */
export interface ConnectionSeen {
  readonly iceConnected: boolean;
  /** RTCTransportStats.dtlsState, such as "connected". */
  readonly dtlsState?: string | undefined;
  /** RTCTransportStats.tlsVersion, four hexadecimal digits, such as "FEFD". */
  readonly tlsVersion?: string | undefined;
  /** The MIME types of what arrives, such as "video/H264"; empty while nothing does. */
  readonly codecs: readonly string[];
  /** The type of the camera's candidate in use, such as "prflx". */
  readonly remoteCandidate?: string | undefined;
}
