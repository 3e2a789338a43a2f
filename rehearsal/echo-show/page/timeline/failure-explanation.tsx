import type { ShownFailure } from "../device/device-screen.ts";
import { VoiceIcon } from "../icons.tsx";

interface FailureExplanationProps {
  readonly failure: ShownFailure;
  readonly testid: string;
}

/** Why a view failed: what Alexa said, the type she was told, our code and our sentence. */
export function FailureExplanation({ failure: { alexaSays, type, code, sentence }, testid }: FailureExplanationProps) {
  return (
    <div class="explanation" data-testid={testid}>
      <p class="explanation-says">
        <VoiceIcon />
        <span>
          <span class="heard-only">Alexa said: </span>“{alexaSays}”
        </span>
      </p>
      <p class="explanation-why">
        {type !== undefined && (
          <>
            <span class="heard-only">Alexa was told </span>
            <code>{type}</code>{" "}
          </>
        )}
        {code !== undefined && (
          <>
            <span class="heard-only">with the code </span>
            <code>{code}</code>{" "}
          </>
        )}
        {sentence}
      </p>
    </div>
  );
}
