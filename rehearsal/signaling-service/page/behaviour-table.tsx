import type { BehaviourInForceReport } from "../admin/report.ts";
import { takeBehaviourOut } from "./owner.ts";
import { Table } from "./table.tsx";

const columns = ["Behaviour", "Where", "End it"];

interface BehaviourTableProps {
  readonly token: string;
  readonly behaviours: readonly BehaviourInForceReport[];
  /** Called when one was taken out. */
  readonly onChange: () => void;
}

/** How the service misbehaves on purpose now. */
export function BehaviourTable({ token, behaviours, onChange }: BehaviourTableProps) {
  return (
    <Table
      title="Behaviours"
      columns={columns}
      rows={behaviours.map(({ id, behaviour, channelName }) => (
        <tr key={id}>
          <th scope="row">
            <code>{behaviour}</code>
          </th>
          <td>{channelName ?? "all channels"}</td>
          <td>
            <button
              type="button"
              aria-label={`Remove ${behaviour}${channelName === undefined ? "" : ` on ${channelName}`}`}
              onClick={() => takeBehaviourOut(token, id).then(onChange)}
            >
              Remove
            </button>
          </td>
        </tr>
      ))}
      empty="The service does as AWS does. Put a behaviour in to see what its clients make of a failure."
    />
  );
}
