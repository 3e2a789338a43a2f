import { afterEach, describe, expect, it } from "@jest/globals";
import { RTCPeerConnection } from "werift";
import { tolerateRepeatedHello } from "../../../camera/webrtc/repeated-hello.ts";

const open: RTCPeerConnection[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});

function peer(): RTCPeerConnection {
  const connection = new RTCPeerConnection({ iceUseIpv6: false, iceAdditionalHostAddresses: ["127.0.0.1"] });
  open.push(connection);
  return connection;
}

/** Makes a DTLS side say everything twice, as one does whose first answer seemed to be lost. */
function sayTwice(connection: RTCPeerConnection): void {
  const [transport] = connection.dtlsTransports;
  transport?.onStateChange.subscribe((state) => {
    if (state !== "connecting") return;
    queueMicrotask(() => {
      const wire = transport.dtls?.transport;
      if (wire === undefined) return;
      const send = wire.send.bind(wire);
      const sendTwice = async (data: Buffer) => {
        await send(data);
        await send(data);
      };
      Object.assign(wire, { send: sendTwice });
    });
  });
}

function settled(connection: RTCPeerConnection): Promise<string> {
  return new Promise((resolve) => {
    connection.dtlsTransports[0]?.onStateChange.subscribe((state) => {
      if (state === "connected" || state === "failed" || state === "closed") resolve(state);
    });
  });
}

describe("a camera's DTLS handshake", () => {
  it("lives through a HelloVerifyRequest that comes twice", async () => {
    const echo = peer();
    const camera = peer();
    echo.createDataChannel("any");
    await echo.setLocalDescription(await echo.createOffer());
    await camera.setRemoteDescription(echo.localDescription ?? { type: "offer", sdp: "" });
    sayTwice(echo);
    for (const transport of camera.dtlsTransports) tolerateRepeatedHello(transport);
    const ends = Promise.all([settled(echo), settled(camera)]);
    await camera.setLocalDescription(await camera.createAnswer());
    await echo.setRemoteDescription(camera.localDescription ?? { type: "answer", sdp: "" });
    expect(await ends).toEqual(["connected", "connected"]);
  });
});
