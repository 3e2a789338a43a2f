import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/**
 * The least that a signaling service can be: it reads each frame's JSON and hands it on in the service's form, from
 * viewers to the one master and from the master to the viewer that it names. The path is the role, `/m` or `/v/<id>`.
 */
export async function startBareRelay(): Promise<string> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  const viewers = new Map<string, WebSocket>();
  let master: WebSocket | undefined;
  server.on("connection", (socket, request) => {
    const [, role, clientId = ""] = (request.url ?? "").split("/");
    if (role === "m") master = socket;
    else viewers.set(clientId, socket);
    socket.on("message", (data) => {
      const { action, recipientClientId, messagePayload } = JSON.parse(String(data));
      const relayed = { messagePayload, messageType: action };
      if (role === "m") viewers.get(recipientClientId)?.send(JSON.stringify(relayed));
      else master?.send(JSON.stringify({ ...relayed, senderClientId: clientId }));
    });
  });
  await once(server, "listening");
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
