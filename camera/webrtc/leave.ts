import { setImmediate } from "node:timers/promises";
import type { RTCDtlsTransport, RTCPeerConnection } from "werift";

/** Record type and alert of DTLS's farewell. Source: RFC 5246 §7.2.1, record layout RFC 6347 §4.1. */
const ALERT = 21;
const CLOSE_NOTIFY = Buffer.from([1, 0]);
const RECORD_HEADER_BYTES = 13;

/**
 * Closes a peer connection and tells the other side, which would else notice only when its connectivity checks fail,
 * after half a minute. werift 0.25.2 closes without a word, so the alert is made here.
 */
export async function leave(connection: RTCPeerConnection): Promise<void> {
  await Promise.allSettled(connection.dtlsTransports.map(sendCloseNotify));
  // A datagram leaves the process a turn of the event loop later; a socket closed before loses it.
  await setImmediate();
  await connection.close();
}

async function sendCloseNotify({ dtls, state }: RTCDtlsTransport): Promise<void> {
  if (dtls === undefined || state !== "connected") return;
  const { major, minor } = dtls.dtls.version;
  dtls.dtls.recordSequenceNumber += 1;
  const { epoch, recordSequenceNumber: sequenceNumber } = dtls.dtls;
  const version = (major << 8) | minor;
  const sealed = dtls.cipher.cipher.encrypt(dtls.sessionType, CLOSE_NOTIFY, {
    type: ALERT,
    version,
    epoch,
    sequenceNumber,
  });
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  header.writeUInt8(ALERT, 0);
  header.writeUInt16BE(version, 1);
  header.writeUInt16BE(epoch, 3);
  header.writeUIntBE(sequenceNumber, 5, 6);
  header.writeUInt16BE(sealed.length, 11);
  await dtls.transport.send(Buffer.concat([header, sealed]));
}
