import { render } from "preact";
import { useState } from "preact/hooks";
import { BehaviourForm } from "./behaviour-form.tsx";
import { BehaviourTable } from "./behaviour-table.tsx";
import { ChannelTable } from "./channel-table.tsx";
import { ConnectionTable } from "./connection-table.tsx";
import { MessageTable } from "./message-table.tsx";
import { QueueTable } from "./queue-table.tsx";
import { type Reading, useReports } from "./reports.ts";
import { Time } from "./time.tsx";
import { useToken } from "./token.ts";

function Page() {
  const token = useToken();
  const [paused, setPaused] = useState(false);
  const [changes, setChanges] = useState(0);
  const reading = useReports(token, paused, changes);
  const { reports } = reading;
  // Who changes something wants to see it.
  const showChange = () => {
    setPaused(false);
    setChanges(changes + 1);
  };
  return (
    <>
      <header>
        <h1>Signaling service</h1>
        <p class={`state ${reading.state}`} role="status">
          {words[reading.state]}
        </p>
        {reports && (
          <>
            <p class="read">
              Read at <Time at={reports.readAt} />
            </p>
            <button type="button" onClick={() => setPaused(!paused)}>
              {paused ? "Resume" : "Pause"}
            </button>
            <p class="service">
              {reports.service.region} at <code>{reports.service.controlPlaneUrl}</code>, quotas{" "}
              {reports.service.quotas}
            </p>
          </>
        )}
      </header>
      <main>
        <Notice reading={reading} />
        {reports && (
          <>
            <ChannelTable channels={reports.channels} />
            <ConnectionTable channels={reports.channels} />
            <QueueTable channels={reports.channels} readAt={reports.readAt} />
            <BehaviourTable token={token} behaviours={reports.behaviours} onChange={showChange} />
            <BehaviourForm
              token={token}
              catalogue={reports.catalogue}
              channels={reports.channels}
              onChange={showChange}
            />
            <MessageTable messages={reports.messages} />
          </>
        )}
      </main>
    </>
  );
}

const words: Readonly<Record<Reading["state"], string>> = {
  "no-token": "No token",
  reading: "Reading",
  live: "Live",
  paused: "Paused",
  refused: "Refused",
  silent: "No answer",
};

function Notice({ reading: { state } }: { reading: Reading }) {
  switch (state) {
    case "no-token":
      return (
        <p class="notice">
          This page needs the service’s admin token, which stands behind the # of its address. The whole link is printed
          where the service was started: look for <code>KVS_SIGNALING_ADMIN</code> in the output of{" "}
          <code>camera-skill signaling</code>.
        </p>
      );
    case "refused":
      return (
        <p class="notice" role="alert">
          The service answered 401: the token in this page’s address is not its own. It makes a new one when it is
          started without <code>--data</code>; open the link that it printed last.
        </p>
      );
    case "silent":
      return (
        <p class="notice" role="alert">
          The service does not answer. Is it still running? This page goes on asking, and shows what it read last.
        </p>
      );
    default:
      return null;
  }
}

const root = document.getElementById("page");
if (root) render(<Page />, root);
