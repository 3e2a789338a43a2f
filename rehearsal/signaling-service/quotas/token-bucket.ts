/** A rate limit that lets a second's worth through at once and then refills evenly. */
export class TokenBucket {
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
