/** Sizes of Opus packets, in bytes: what silence takes, and what loud speech takes at the bit rates of Echo devices. */
const SILENCE = 8;
const LOUD = 100;
/** After this long without a packet nobody talks, in milliseconds. */
const HUSH = 200;
/** How much of the level the newest packet makes. */
const WEIGHT = 0.2;

/** What is heard from a viewer. */
export interface TalkMeter {
  /** Counts one audio packet by its payload's size in bytes. */
  heard(bytes: number): void;
  packets(): number;
  /** 0 for silence, 1 for loud. */
  level(): number;
}

/**
 * Measures talk without decoding it: with variable bit rate an Opus packet of speech is many times the size of one of
 * silence, so sizes give a rough level. Devices that send at a constant bit rate look equally loud all the time.
 */
export function createTalkMeter(now: () => number): TalkMeter {
  let packets = 0;
  let average = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    heard(bytes) {
      packets += 1;
      average += WEIGHT * (bytes - average);
      lastAt = now();
    },
    packets: () => packets,
    level: () => {
      if (now() - lastAt > HUSH) return 0;
      return Math.min(1, Math.max(0, (average - SILENCE) / (LOUD - SILENCE)));
    },
  };
}
