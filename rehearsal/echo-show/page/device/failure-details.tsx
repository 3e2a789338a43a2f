import { BackIcon } from "../icons.tsx";
import type { ShownFailure } from "./device-screen.ts";

interface FailureDetailsProps {
  readonly failure: ShownFailure;
  readonly onBack: () => void;
}

/** What the developer learns where the owner hears only Alexa. */
export function FailureDetails({ failure: { type, code, sentence }, onBack }: FailureDetailsProps) {
  return (
    <div class="failure-details">
      {(type ?? code) !== undefined && (
        <dl>
          {type !== undefined && (
            <div>
              <dt>Alexa was told</dt>
              <dd>
                <code data-testid="failure-type">{type}</code>
              </dd>
            </div>
          )}
          {code !== undefined && (
            <div>
              <dt>Code</dt>
              <dd>
                <code data-testid="failure-code">{code}</code>
              </dd>
            </div>
          )}
        </dl>
      )}
      <p data-testid="failure-sentence">{sentence}</p>
      <button type="button" class="glass-button" data-takes-focus onClick={onBack}>
        <BackIcon />
        Back to the cameras
      </button>
    </div>
  );
}
