/** The two notes of a doorbell in Hz, when each begins, and how long it rings, in seconds. */
const NOTES = [
  { frequency: 659.25, at: 0 },
  { frequency: 523.25, at: 0.45 },
];
const RINGING_SECONDS = 1.4;
const LOUDNESS = 0.35;

/** How long a browser may take to begin with the sound, in milliseconds: one that does not allow it takes for ever. */
const PATIENCE = 300;

/** Rings a doorbell once. In a browser that has not allowed sound yet, or makes none, it stays silent: nothing fails. */
export async function playChime(): Promise<void> {
  try {
    const context = new AudioContext();
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    // Otherwise it would ring whenever somebody touches the page for the first time.
    if (context.state !== "running") return await context.close();
    for (const { frequency, at } of NOTES) strike(context, frequency, context.currentTime + at);
    setTimeout(() => void context.close(), 1_000 * (RINGING_SECONDS + 1));
  } catch {
    // Without sound there is still the announcement.
  }
}

function strike(context: AudioContext, frequency: number, at: number): void {
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + RINGING_SECONDS);
  const tone = new OscillatorNode(context, { type: "triangle", frequency });
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + RINGING_SECONDS);
}
