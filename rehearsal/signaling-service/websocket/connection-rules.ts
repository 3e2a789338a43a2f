/** How the service treats WebSockets, where the real one's way is not verified or not wanted. */
export interface ConnectionRules {
  /** What becomes of a socket when a newer one takes its place; "leave-open" is the default. */
  readonly takeover: "leave-open" | "close";
  /** Whether a message without a correlation id is acknowledged by an empty frame, as real ones seem to be. */
  readonly emptyFrames: boolean;
}

/**
 * Whether a message that was accepted is acknowledged by an empty text frame. Clients of the real service see such
 * frames, and their sources take them for the answer to a message without a correlation id; the real trigger is not
 * verified.
 */
export function isAcknowledged({ emptyFrames }: ConnectionRules, correlationId: string | undefined): boolean {
  return emptyFrames && correlationId === undefined;
}
