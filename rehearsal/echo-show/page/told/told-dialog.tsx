import { useEffect, useState } from "preact/hooks";
import type { WireMessage } from "../../../wire/message.ts";
import type { ToldEvent } from "../../state.ts";
import { toldMessage } from "../api.ts";
import { Message } from "../timeline/message.tsx";
import { MessageDialog } from "../timeline/message-dialog.tsx";
import { explainTold } from "./explain-told.ts";

interface ToldDialogProps {
  readonly event: ToldEvent;
  readonly onClose: () => void;
}

/** An event as the gateway took it, with what it is and where Amazon describes it. */
export function ToldDialog({ event: { id, name }, onClose }: ToldDialogProps) {
  const [message, setMessage] = useState<WireMessage>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let current = true;
    toldMessage(id).then(
      (loaded) => current && setMessage(loaded),
      (error: Error) => current && setProblem(error.message),
    );
    return () => {
      current = false;
    };
  }, [id]);
  return (
    <MessageDialog title={name} {...explainTold(name)} testid="told-dialog" onClose={onClose}>
      {problem !== undefined && <p role="alert">{problem}</p>}
      {message && <Message message={message} />}
    </MessageDialog>
  );
}
