import type { RTCDtlsTransport } from "werift";

/** A DTLS server's HelloVerifyRequest. Source: RFC 6347 section 4.3.2. */
const HELLO_VERIFY_REQUEST = 3;
/** The client's second ClientHello, which answers it. Source: RFC 6347 section 4.2.4. */
const SECOND_CLIENT_HELLO = 3;

/**
 * Lets a DTLS client live through a HelloVerifyRequest that comes twice, as it does when the first answer took longer
 * than the half second after which the ClientHello is repeated: werift 0.25.2 ends the connection then, where RFC 6347
 * section 4.2.4 has it left alone. Has to be called before the handshake starts.
 */
export function tolerateRepeatedHello(transport: RTCDtlsTransport): void {
  transport.onStateChange.subscribe((state) => {
    if (state !== "connecting") return;
    // werift makes the DTLS socket right after it says that it connects.
    queueMicrotask(() => {
      const socket = transport.dtls;
      if (socket === undefined) return;
      const handle = socket.onHandleHandshakes;
      socket.onHandleHandshakes = (handshakes) => {
        const answered = socket.dtls.flight >= SECOND_CLIENT_HELLO;
        return handle(handshakes.filter(({ msg_type: type }) => !(answered && type === HELLO_VERIFY_REQUEST)));
      };
    });
  });
}
