import type { RefObject } from "preact";
import type { Device } from "../../state.ts";
import { MicrophoneIcon, StopIcon } from "../icons.tsx";
import type { DeviceScreen } from "./device-screen.ts";
import { Proof } from "./proof.tsx";
import type { Echo } from "./use-echo.ts";

interface PictureProps {
  readonly echo: Echo;
  readonly screen: DeviceScreen;
  /** Whether there is an answer, and a connection is being made of it. */
  readonly connecting: boolean;
  readonly devices: readonly Device[];
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** The live picture with what lies over it. The video element outlives every view: the sound plays through it too. */
export function Picture({ echo, screen, connecting, devices, video }: PictureProps) {
  const { call } = echo;
  const playing = screen.kind === "playing";
  const shown = call !== undefined && (playing || screen.kind === "calling");
  const onPicture = () => {
    if (video.current && video.current.videoWidth > 0) echo.onPicture();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a live camera has no captions. */}
      <video
        ref={video}
        class={playing ? "video" : "video video-hidden"}
        data-testid="video"
        aria-label={playing && call ? `Live picture of ${call.device.name}` : "No picture"}
        autoPlay
        playsInline
        onPlaying={onPicture}
        onResize={onPicture}
      />
      {shown && call && (
        <div class="overlay">
          {playing ? (
            <div class="overlay-strip">
              <span class="overlay-name">{call.device.name}</span>
              {call.ring !== undefined && <span class="overlay-note">live for 15 s, touch to stay</span>}
              <Proof video={video} devices={devices} />
            </div>
          ) : (
            <div class="calling">
              <span class="calling-ring" />
              <span class="calling-name">{call.device.name}</span>
              <span>{connecting ? "Connecting…" : "Asking for the camera…"}</span>
            </div>
          )}
          <div class="overlay-actions">
            {playing && call.device.talk && <TalkButton echo={echo} />}
            <button type="button" class="round-button" data-testid="stop" data-takes-focus onClick={echo.stop}>
              <StopIcon />
              Stop
            </button>
          </div>
        </div>
      )}
    </>
  );
}

function TalkButton({ echo: { call, setTalking } }: { readonly echo: Echo }) {
  const talk = call?.talk ?? "off";
  return (
    <>
      <button
        type="button"
        class="round-button round-button-talk"
        data-testid="talk"
        aria-pressed={talk !== "off"}
        onClick={() => setTalking(talk === "off")}
      >
        <MicrophoneIcon />
        Talk
      </button>
      <span class="talk-source" role="status">
        {talk === "tone" && "Sending a tone: no microphone here"}
        {talk === "microphone" && "Sending your microphone"}
      </span>
    </>
  );
}
