import { once } from "node:events";
import { WebSocket } from "ws";

const VIEWERS = 8;
/** A candidate as it is trickled, wrapped. */
const payload = Buffer.from(
  JSON.stringify({
    candidate: "candidate:1 1 udp 2122260223 203.0.113.7 50000 typ host generation 0 ufrag bnch network-id 1",
    sdpMid: "0",
    sdpMLineIndex: 0,
  }),
).toString("base64");

/** Viewers and a master that sends each message back to the viewer it came from. */
export interface Echoing {
  /** Sends so many messages from all viewers together, each when its last one is back; how long that took, milliseconds. */
  run(messages: number): Promise<number>;
  close(): void;
}

/** Connects the master and the viewers by their URLs, whichever server these lead to. */
export async function connectEchoing(urls: {
  master(): Promise<string>;
  viewer(clientId: string): Promise<string>;
}): Promise<Echoing> {
  const master = await open(await urls.master());
  master.on("message", (data) => {
    const text = String(data);
    const { messageType, senderClientId } = JSON.parse(text);
    master.send(message(messageType, senderClientId));
  });
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, async (_, index) => open(await urls.viewer(`viewer-${index}`))),
  );
  return {
    async run(messages) {
      const startedAt = performance.now();
      await Promise.all(viewers.map((viewer) => trips(viewer, messages / VIEWERS)));
      return performance.now() - startedAt;
    },
    close() {
      for (const socket of [master, ...viewers]) socket.terminate();
    },
  };
}

function trips(viewer: WebSocket, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const onMessage = () => {
      left -= 1;
      if (left > 0) return void viewer.send(message("ICE_CANDIDATE"));
      viewer.off("message", onMessage);
      resolve();
    };
    viewer.on("message", onMessage);
    viewer.send(message("ICE_CANDIDATE"));
  });
}

/** With a correlation id, as without one the service acknowledges by an empty frame, which the relay does not. */
function message(action: string, recipientClientId?: string): string {
  return JSON.stringify({ action, recipientClientId, messagePayload: payload, correlationId: "bench" });
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, "open");
  return socket;
}
