import type { ChannelReport } from "../admin/report.ts";
import { Table } from "./table.tsx";
import { Time } from "./time.tsx";

interface Connection {
  readonly channelName: string;
  readonly role: "master" | "viewer";
  readonly clientId?: string | undefined;
  readonly connectedAt: number;
  readonly replaced: boolean;
}

/** All open WebSockets, of every channel. */
export function ConnectionTable({ channels }: { channels: readonly ChannelReport[] }) {
  return (
    <Table
      title="Connections"
      columns={["Channel", "Role", "Client id", "Since", "State"]}
      rows={channels.flatMap(connectionsOf).map((connection) => (
        <tr key={`${connection.channelName} ${connection.role} ${connection.clientId} ${connection.connectedAt}`}>
          <th scope="row">{connection.channelName}</th>
          <td>{connection.role}</td>
          <td class="client">{connection.clientId}</td>
          <td>
            <Time at={connection.connectedAt} />
          </td>
          <td>
            {connection.replaced ? (
              <span class="chip waiting">replaced by a newer one</span>
            ) : (
              <span class="chip good">gets messages</span>
            )}
          </td>
        </tr>
      ))}
      empty="Nobody is connected: a camera joins its channel as the master, an app as a viewer."
    />
  );
}

function connectionsOf({ channelName, master, viewers, replaced }: ChannelReport): Connection[] {
  return [
    ...(master === null ? [] : [{ channelName, role: "master", replaced: false, ...master } as const]),
    ...viewers.map((viewer) => ({ channelName, role: "viewer", replaced: false, ...viewer }) as const),
    ...replaced.map((connection) => ({ channelName, replaced: true, ...connection })),
  ];
}
