import { Fragment } from "preact";
import type { ChannelReport } from "../admin/report.ts";
import { Table } from "./table.tsx";
import { Time } from "./time.tsx";

const columns = ["Name and ARN", "Master", "Viewers", "Waiting", "Message TTL", "Created"];

/** All channels of the service. */
export function ChannelTable({ channels }: { channels: readonly ChannelReport[] }) {
  return (
    <Table
      title="Channels"
      columns={columns}
      rows={channels.map((channel) => (
        <tr key={channel.channelArn}>
          <th scope="row">
            {channel.channelName}
            <Arn arn={channel.channelArn} />
          </th>
          <td>{channel.master ? <span class="chip good">connected</span> : <span class="chip">not connected</span>}</td>
          <td>{channel.viewers.length}</td>
          <td>{describeWaiting(channel)}</td>
          <td class="short">{channel.messageTtlSeconds} s</td>
          <td>
            <Time at={channel.creationTime} />
          </td>
        </tr>
      ))}
      empty={
        <>
          No channel yet: create one with{" "}
          <code>
            aws kinesisvideo create-signaling-channel --channel-name front-door --endpoint-url {location.origin}
          </code>
          , and the credentials that the service printed.
        </>
      }
    />
  );
}

/** An ARN that breaks between its parts where it has to. */
function Arn({ arn }: { arn: string }) {
  return (
    <span class="arn">
      {[...arn.matchAll(/[^:/]+[:/]?/g)].map(({ 0: part, index: offset }) => (
        <Fragment key={offset}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

/** What waits in a channel: Alexa's offers for their answers, and messages for someone to connect. */
function describeWaiting({ alexaOffersWaiting, queued }: ChannelReport): string {
  const toViewers = queued.filter(({ from }) => from === "master").length;
  const toMaster = queued.length - toViewers;
  const parts = [
    ...(alexaOffersWaiting === 0 ? [] : [`${count(alexaOffersWaiting, "offer")} for an answer`]),
    ...(toMaster === 0 ? [] : [`${count(toMaster, "message")} for the master`]),
    ...(toViewers === 0 ? [] : [`${count(toViewers, "message")} for viewers`]),
  ];
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
