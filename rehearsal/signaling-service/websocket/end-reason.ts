/** Which of its limits a connection has met: what they are, `ConnectionLife` has. */
export type LifeLimit = "idle" | "too-old" | "go-away";

/** Why the service itself ended a connection. */
export type EndReason = LifeLimit | "replaced" | "channel-deleted" | "reads-nothing";
