import { useState } from "preact/hooks";
import type { End, MessageReport } from "../admin/report.ts";
import { Table } from "./table.tsx";
import { Time } from "./time.tsx";

const columns = ["Time", "Channel", "From → to", "Action", "Outcome"];

/** The latest messages, requests and behaviours, newest first; of one channel, if the reader likes. */
export function MessageTable({ messages }: { messages: readonly MessageReport[] }) {
  const [wanted, setWanted] = useState("");
  const names = new Set(messages.flatMap(({ channelName = "" }) => (channelName === "" ? [] : [channelName])));
  // A channel that was chosen stays choosable when its last message has gone from the list.
  if (wanted !== "") names.add(wanted);
  const shown = messages.filter(({ channelName }) => wanted === "" || channelName === wanted);
  return (
    <Table
      title="Messages"
      columns={columns}
      rows={shown.map((message) => (
        <tr key={message.id}>
          <td>
            <Time at={message.at} fractions />
          </td>
          <td class="name">{message.channelName}</td>
          <td class="name">
            <EndName end={message.from} />→ <EndName end={message.to} />
          </td>
          <td class="action">
            {message.action} <span class="detail">{describeLength(message)}</span>
          </td>
          <td class="outcome-cell">
            <span class={`chip ${tones[message.outcome]}`}>{message.outcome}</span>{" "}
            <span class="detail">{describeOutcome(message)}</span>
          </td>
        </tr>
      ))}
      empty={
        wanted === "" ? "No message yet: requests and signaling messages show up here." : `No message of ${wanted}.`
      }
      controls={
        <label class="filter">
          Channel{" "}
          <select value={wanted} onChange={(event) => setWanted(event.currentTarget.value)}>
            <option value="">all</option>
            {[...names].sort().map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      }
    />
  );
}

function EndName({ end: { who, clientId } }: { end: End }) {
  return (
    <>
      {who} {clientId === undefined ? null : <span class="client">{clientId} </span>}
    </>
  );
}

function describeLength({ characters }: MessageReport): string | undefined {
  return characters === undefined ? undefined : `${characters.toLocaleString()} characters`;
}

function describeOutcome({ detail, milliseconds }: MessageReport): string {
  const after = milliseconds === undefined ? [] : [`after ${milliseconds.toFixed(1)}\u00a0ms`];
  return [...(detail === undefined ? [] : [detail]), ...after].join(" ");
}

const tones: Readonly<Record<MessageReport["outcome"], "good" | "waiting" | "bad" | "plain">> = {
  relayed: "good",
  queued: "waiting",
  expired: "bad",
  dropped: "bad",
  sent: "plain",
  answered: "good",
  unanswered: "bad",
  replied: "good",
  warned: "waiting",
  refused: "bad",
  failed: "bad",
  connected: "good",
  replaced: "waiting",
  disconnected: "plain",
  "put in": "waiting",
  "taken out": "plain",
};
