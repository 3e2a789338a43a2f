import { useEffect, useState } from "preact/hooks";
import { explainStage } from "../../../view/stage-explanations.ts";
import { type Stage, stageNames } from "../../../view/timeline.ts";
import type { WireMessage } from "../../../wire/message.ts";
import type { View } from "../../state.ts";
import { sessionMessages } from "../api.ts";
import { FailureExplanation } from "./failure-explanation.tsx";
import { Message } from "./message.tsx";
import { MessageDialog } from "./message-dialog.tsx";
import { failedStage } from "./stage-bars.ts";

interface StageDialogProps {
  readonly view: View;
  readonly stage: Stage;
  readonly onClose: () => void;
}

/** What crossed the wire at a stage, with what it is and where Amazon describes it. */
export function StageDialog({ view, stage, onClose }: StageDialogProps) {
  const { messages, problem } = useMessages(view, stage);
  const { sentence, link } = explainStage(stage, view.way ?? view.ways.at(-1) ?? "alexa-offer");
  return (
    <MessageDialog title={stageNames[stage]} sentence={sentence} link={link} testid="stage-dialog" onClose={onClose}>
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
    </MessageDialog>
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
