/** How the service treats WebSockets, where the real one's way is not verified or not wanted. */
export interface ConnectionRules {
  /** What becomes of a socket when a newer one takes its place; "leave-open" is the default. */
  readonly takeover: "leave-open" | "close";
  /** Whether a message without a correlation id is acknowledged by an empty frame, as real ones seem to be. */
  readonly emptyFrames: boolean;
}
