import type { ChannelReport, QueuedReport } from "../admin/report.ts";
import { Table } from "./table.tsx";

const columns = ["Channel", "From and for whom", "What", "Expires in"];

/** The undelivered messages of all channels, without their payloads. */
export function QueueTable({ channels, readAt }: { channels: readonly ChannelReport[]; readAt: number }) {
  const queued = channels.flatMap((channel) => channel.queued.map((message) => ({ channel, message })));
  return (
    <Table
      title="Queues"
      columns={columns}
      rows={queued.map(({ channel: { channelName, channelArn }, message }, index) => (
        <tr key={`${channelArn} ${index}`}>
          <th scope="row">{channelName}</th>
          <td>
            <Way message={message} />
          </td>
          <td>
            {message.action} <span class="detail">{message.characters.toLocaleString()} characters</span>
          </td>
          <td class="short">{Math.max(0, Math.ceil((message.expiresAt - readAt) / 1000))} s</td>
        </tr>
      ))}
      empty="No message waits for its recipient."
    />
  );
}

function Way({ message: { from, clientId } }: { message: QueuedReport }) {
  const client = <span class="client">{clientId}</span>;
  if (from === "master") return <>master → viewer {client}</>;
  return (
    <>
      {from === "alexa" ? "Alexa" : "viewer"} {client} → master
    </>
  );
}
