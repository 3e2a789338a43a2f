import { writeEchoOffer } from "../headless-echo/offer.ts";

/**
 * An offer in Alexa's form from a peer that is not there, for views that must be refused before any camera hears of
 * them. Its address is one that is kept for documents (RFC 5737).
 */
export const plainOffer = writeEchoOffer({
  now: new Date(0),
  address: "192.0.2.1",
  ports: { udp: 40_000, tcpPassive: 40_001, rtcpUdp: 40_002, rtcpTcpPassive: 40_003 },
  iceUfrag: "cert",
  icePwd: "certificationCertificat",
  fingerprint: Array.from({ length: 32 }, () => "00").join(":"),
  audioSsrc: 1,
  videoSsrc: 2,
  cname: "user1000000000@host-00000000",
});
