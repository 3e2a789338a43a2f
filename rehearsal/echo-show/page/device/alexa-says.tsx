import type { ComponentChildren } from "preact";
import { VoiceIcon } from "../icons.tsx";

interface AlexaSaysProps {
  readonly words: string | undefined;
  /** Whether it has the whole screen; otherwise it lies over what is shown. */
  readonly whole: boolean;
  readonly children: ComponentChildren;
}

/** What Alexa says. The element is always there: screen readers announce only what changes inside one they know. */
export function AlexaSays({ words, whole, children }: AlexaSaysProps) {
  return (
    <div class={`speech ${words === undefined ? "speech-silent" : whole ? "speech-whole" : "speech-caption"}`}>
      <div class="speech-line">
        {words !== undefined && <VoiceIcon />}
        <p role="status" data-testid="alexa-says">
          {words}
        </p>
      </div>
      {children}
    </div>
  );
}
