/** Opus's own sampling rate in WebRTC, in samples a second. */
export const SAMPLE_RATE = 48_000;

// C major pentatonic around the fifth octave, in hertz; the last half second rests.
const NOTES = [523.25, 659.26, 783.99, 880, 783.99, 659.26, 587.33, undefined];
const SECONDS_A_NOTE = 0.5;
const LOUDNESS = 0.12;

/** Length of the melody in seconds. */
export const MELODY_SECONDS = NOTES.length * SECONDS_A_NOTE;

/** One round of the melody as 16-bit mono samples: soft notes like a struck glass, quiet, gone before the round ends. */
export function melody(): Int16Array {
  return Int16Array.from({ length: MELODY_SECONDS * SAMPLE_RATE }, (_, sample) => {
    let sum = 0;
    for (const [index, frequency] of NOTES.entries()) {
      const time = sample / SAMPLE_RATE - index * SECONDS_A_NOTE;
      if (frequency !== undefined && time >= 0) sum += struck(frequency, time);
    }
    return Math.round(sum * LOUDNESS * 32_767);
  });
}

/** A note with one overtone, a rise of about 10 ms that does not click, and a decay of a fifth of a second. */
function struck(frequency: number, time: number): number {
  const envelope = (1 - Math.exp(-time / 0.005)) * Math.exp(-time / 0.2);
  const turn = 2 * Math.PI * frequency * time;
  return envelope * (Math.sin(turn) + 0.25 * Math.exp(-time / 0.1) * Math.sin(2 * turn));
}
