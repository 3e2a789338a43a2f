/** A track of sound, and how to end it. */
export interface Tone {
  readonly track: MediaStreamTrack;
  readonly sound: "tone";
  stop(): void;
}

/** The notes in Hz, how long each sounds, and the silence after it, in seconds. */
const NOTES = [523.25, 659.25];
const NOTE_SECONDS = 0.35;
const SILENCE_SECONDS = 0.25;
const LOUDNESS = 0.3;

/**
 * Starts a soft tone for a browser without a microphone: two notes in turn, with silence between them, so that a level
 * drawn of it moves. The camera draws it by the size of Opus packets, which only silence makes small.
 * @throws {Error} when the browser makes no sound at all.
 */
export function startTone(): Tone {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const source = new AudioBufferSourceNode(context, { buffer: notes(context), loop: true });
  source.connect(output);
  source.start();
  void context.resume();
  const [track] = output.stream.getAudioTracks();
  if (track === undefined) throw new Error("the tone has no track");
  return {
    track,
    sound: "tone",
    stop() {
      track.stop();
      void context.close();
    },
  };
}

function notes(context: AudioContext): AudioBuffer {
  const { sampleRate } = context;
  const sounding = Math.round(NOTE_SECONDS * sampleRate);
  const length = sounding + Math.round(SILENCE_SECONDS * sampleRate);
  const buffer = context.createBuffer(1, length * NOTES.length, sampleRate);
  const samples = buffer.getChannelData(0);
  for (const [place, frequency] of NOTES.entries()) {
    for (let index = 0; index < sounding; index++) {
      const swell = Math.sin((Math.PI * index) / sounding) ** 2;
      samples[place * length + index] = LOUDNESS * swell * Math.sin((2 * Math.PI * frequency * index) / sampleRate);
    }
  }
  return buffer;
}
