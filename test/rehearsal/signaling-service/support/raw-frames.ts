import { openRawSocket } from "./raw-socket.ts";

/** A text frame as a client sends it, masked. Source: RFC 6455, section 5.2. */
export function clientFrame(payload: Buffer): Buffer {
  const mask = Buffer.from([0x12, 0x34, 0x56, 0x78]);
  const short = payload.length < 126;
  const head = Buffer.alloc(short ? 2 : 4);
  head[0] = 0x81;
  head[1] = 0x80 | (short ? payload.length : 126);
  if (!short) head.writeUInt16BE(payload.length, 2);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

/** Shakes hands at a presigned URL, sends bytes instead of frames, and waits until the service closes the connection. */
export async function sendInsteadOfFrames(url: string, bytes: Buffer): Promise<void> {
  const { host, port, pathname, search } = new URL(url);
  const client = await openRawSocket(Number(port));
  const lines = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
  ];
  client.write(`${lines.join("\r\n")}\r\n\r\n`);
  await client.until(/^HTTP\/1\.1 101 [\s\S]*\r\n\r\n/);
  client.socket.end(bytes);
  await client.end();
}
