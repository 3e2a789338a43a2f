import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A plain TCP connection to the service, and what came over it. */
export interface RawSocket {
  readonly socket: Socket;
  write(bytes: string | Uint8Array): void;
  /** All that came so far, once it is matched; rejects when the connection ends before that. */
  until(pattern: RegExp): Promise<string>;
  /** All that came until the connection was closed, in whichever way. */
  end(): Promise<string>;
}

/** Opens one; it is closed when the service stops. */
export async function openRawSocket(port: number): Promise<RawSocket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  return {
    socket,
    write: (bytes) => void socket.write(bytes),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text)) return;
          socket.off("data", look);
          resolve(text);
        };
        socket.on("data", look);
        closed.then(() => reject(new Error(`the connection ended after ${JSON.stringify(text)}`)));
        look();
      }),
    end: async () => {
      await closed;
      return text;
    },
  };
}
