/** A rate limit that lets a second's worth through at once and then refills evenly. */
class TokenBucket {
  readonly #perSecond: number;
  #tokens: number;
  #refilledAt: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#tokens = perSecond;
    this.#refilledAt = now;
  }

  /** Takes one token; false when there is none. */
  take(now: number): boolean {
    const elapsedSeconds = Math.max(0, now - this.#refilledAt) / 1000;
    this.#tokens = Math.min(this.#perSecond, this.#tokens + elapsedSeconds * this.#perSecond);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Counts one more of a kind, of which there may be so many a second; false when that is one too many. */
export type RateLimiter = (kind: string, perSecond: number) => boolean;

/** Limits several kinds, each with a bucket that is made when it is first needed. */
export function rateLimiter(now: () => number): RateLimiter {
  const buckets = new Map<string, TokenBucket>();
  return (kind, perSecond) => {
    const bucket = buckets.get(kind) ?? new TokenBucket(perSecond, now());
    buckets.set(kind, bucket);
    return bucket.take(now());
  };
}
