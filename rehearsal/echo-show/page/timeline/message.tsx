import type { WireMessage } from "../../../wire/message.ts";
import { formatDuration } from "../units.ts";
import { formatBody } from "./message-body.ts";

interface MessageProps {
  readonly message: WireMessage;
  /** When its view began, in epoch milliseconds; absent for a message that belongs to no view. */
  readonly startedAt?: number;
}

/** One message as it crossed the wire. */
export function Message({ message, startedAt }: MessageProps) {
  const { from, to, what, at, body } = message;
  return (
    <article class="message">
      <header>
        <span class="message-way">
          {from} → {to}
        </span>
        <h3>{what}</h3>
        {startedAt !== undefined && <span class="message-at">{formatDuration(Math.max(0, at - startedAt))}</span>}
      </header>
      <div class="message-body">
        {formatBody(body).map(({ kind, text }, index) => (
          // The parts of a message never change their places.
          <pre key={index} class={kind === "text" ? "message-text" : "message-json"}>
            {text}
          </pre>
        ))}
      </div>
    </article>
  );
}
