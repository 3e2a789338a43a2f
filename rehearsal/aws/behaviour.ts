/**
 * How a service of AWS, or another server, treats the calls that come in. `refused` cuts the connection, `denied` is
 * IAM's refusal, `slow` answers in ten seconds, `garbage` is HTTP 200 with something that nobody asked for.
 */
export const awsBehaviours = ["ok", "refused", "denied", "slow", "throttled", "garbage", "error"] as const;
/** One of {@link awsBehaviours}. */
export type AwsBehaviour = (typeof awsBehaviours)[number];

/** How long a slow service takes, in milliseconds: longer than any answer to Alexa may. */
export const SLOW_MS = 10_000;
