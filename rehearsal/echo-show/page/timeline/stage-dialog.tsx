import { useEffect, useRef, useState } from "preact/hooks";
import { explainStage } from "../../../view/stage-explanations.ts";
import { type Stage, stageNames } from "../../../view/timeline.ts";
import type { WireMessage } from "../../../wire/message.ts";
import type { View } from "../../state.ts";
import { sessionMessages } from "../api.ts";
import { CloseIcon, OutwardIcon } from "../icons.tsx";
import { FailureExplanation } from "./failure-explanation.tsx";
import { Message } from "./message.tsx";
import { failedStage } from "./stage-bars.ts";

interface StageDialogProps {
  readonly view: View;
  readonly stage: Stage;
  readonly onClose: () => void;
}

/** What crossed the wire at a stage, with what it is and where Amazon describes it. */
export function StageDialog({ view, stage, onClose }: StageDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { messages, problem } = useMessages(view, stage);
  useEffect(() => dialog.current?.showModal(), []);
  const { sentence, link } = explainStage(stage, view.way ?? view.ways.at(-1) ?? "alexa-offer");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes by the backdrop; the keyboard has Escape and the button.
    <dialog
      ref={dialog}
      class="stage-dialog"
      data-testid="stage-dialog"
      aria-labelledby="stage-dialog-title"
      closedby="any"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="stage-dialog-frame">
        <header>
          <div>
            <h2 id="stage-dialog-title">{stageNames[stage]}</h2>
            <p>{sentence}</p>
            <a href={link.url} target="_blank" rel="noopener">
              {link.title}
              <OutwardIcon />
              <span class="heard-only"> (in a new tab)</span>
            </a>
          </div>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach what scrolls. */}
        <section class="messages" aria-label="Messages" tabIndex={0}>
          {view.failure && failedStage(view) === stage && (
            <div class="failed-here">
              <h3>The view failed here:</h3>
              <FailureExplanation failure={view.failure} testid="stage-failure" />
            </div>
          )}
          {problem !== undefined && <p role="alert">{problem}</p>}
          {messages?.length === 0 && <p>Nothing crossed the wire here in this view.</p>}
          {messages?.map((message, index) => (
            <Message key={`${message.at}-${index}`} message={message} startedAt={view.startedAt} />
          ))}
        </section>
      </div>
    </dialog>
  );
}

function useMessages({ sessionId, phase, messages: known }: View, stage: Stage) {
  const [messages, setMessages] = useState<readonly WireMessage[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let current = true;
    sessionMessages(sessionId).then(
      (byStage) => current && setMessages(byStage[stage] ?? []),
      (error: Error) => current && setProblem(error.message),
    );
    return () => {
      current = false;
    };
  }, [sessionId, stage, phase, known.length]);
  return { messages, problem };
}
