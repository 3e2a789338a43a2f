import { once } from "node:events";
import { connect } from "node:net";

/** A reply as far as a test of many needs it. */
export interface PipelinedReply {
  readonly status: number;
  readonly body: string;
}

/** One connection over which many requests go at once. */
export interface HttpPipeline {
  /** Writes all requests in one piece; resolves when each has its reply, and rejects when the connection ends before. */
  exchange(requests: readonly Buffer[]): Promise<PipelinedReply[]>;
  close(): void;
}

/** Opens a connection to 127.0.0.1. */
export async function openPipeline(port: number): Promise<HttpPipeline> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.setNoDelay(true);
  let unread: Buffer = Buffer.alloc(0);
  let replies: PipelinedReply[] = [];
  let look = () => {};
  let fail = (_: Error) => {};
  socket.on("data", (chunk: Buffer) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    let start = 0;
    for (;;) {
      const reply = readReply(unread, start);
      if (reply === undefined) break;
      start = reply.end;
      replies.push(reply);
    }
    unread = unread.subarray(start);
    look();
  });
  socket.on("error", () => {});
  socket.on("close", () => fail(new Error(`the connection ended after ${replies.length} replies`)));
  return {
    exchange: (requests) =>
      new Promise((resolve, reject) => {
        fail = reject;
        look = () => {
          if (replies.length < requests.length) return;
          const complete = replies;
          replies = [];
          fail = () => {};
          resolve(complete);
        };
        socket.write(Buffer.concat(requests));
      }),
    close: () => socket.destroy(),
  };
}

/** The reply that begins at an offset, once all of it is there. */
function readReply(bytes: Buffer, start: number): (PipelinedReply & { end: number }) | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n", start);
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", start, headEnd);
  const length = Number(/\r\nContent-Length: (\d+)/i.exec(head)?.[1] ?? "0");
  const end = headEnd + 4 + length;
  if (bytes.length < end) return undefined;
  return { status: Number(head.slice(9, 12)), body: bytes.toString("utf8", headEnd + 4, end), end };
}
