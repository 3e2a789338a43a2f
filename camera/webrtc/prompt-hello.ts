import { DtlsClient, type RTCDtlsTransport } from "werift";
import type { Clock } from "../clock.ts";

/**
 * When a ClientHello that has no answer yet is sent again, in milliseconds after it was sent first; werift's own next
 * one comes after 500. A viewer learns of the path by a reply that went out just before, and may not listen at once.
 * Source: RFC 6347 section 4.2.4.1, which allows short timers where round trips are short.
 */
const REPEATS = [5, 15, 40, 100, 250];

/** The client's flight that the first ClientHello is; the next one is 3. Source: RFC 6347 section 4.2.4. */
const FIRST_FLIGHT = 1;

/**
 * Lets the DTLS client say hello as soon as ICE is up: werift 0.25.2 waits 100 ms, which is half the time from an answer
 * to its picture. Has to be called before the handshake starts; `ended` calls repetitions off. A DTLS server only
 * listens and is left as it is.
 */
export function helloPromptly(transport: RTCDtlsTransport, clock: Clock, ended: AbortSignal): void {
  transport.onStateChange.subscribe((state) => {
    if (state !== "connecting") return;
    // werift makes the DTLS socket right after it says that it connects.
    queueMicrotask(() => {
      const client = transport.dtls;
      if (!(client instanceof DtlsClient)) return;
      const sayAgain = rememberHello(client);
      const handshake = client.connect();
      // A failure is werift's to report: 100 ms later it asks for the handshake that is under way already.
      handshake.catch(() => {});
      client.connect = () => handshake;
      for (const after of REPEATS) {
        ended.addEventListener("abort", clock.after(after, sayAgain), { once: true });
      }
    });
  });
}

/** Keeps the first datagram that the client sends; the returned function sends it again while it has no answer. */
function rememberHello(client: DtlsClient): () => void {
  const { transport } = client;
  const send = transport.send.bind(transport);
  let hello: Buffer | undefined;
  const remember = async (data: Buffer) => {
    hello ??= data;
    await send(data);
  };
  Object.assign(transport, { send: remember });
  return () => {
    if (hello !== undefined && client.dtls.flight === FIRST_FLIGHT) send(hello).catch(() => {});
  };
}
