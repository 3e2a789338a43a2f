import { afterEach, describe, expect, it } from "@jest/globals";
import { DtlsClient, type RTCDtlsTransport } from "werift";
import { helloPromptly } from "../../../camera/webrtc/prompt-hello.ts";
import { createManualClock } from "../manual-clock.ts";

const ended = new AbortController();
const clients: DtlsClient[] = [];
afterEach(() => {
  // werift goes on repeating until it believes that the next flight has come.
  for (const client of clients.splice(0)) client.dtls.flight = 7;
});

/** A DTLS client whose datagrams are kept, and the moment at which ICE is up for it. */
function start(signal = ended.signal) {
  const sent: Buffer[] = [];
  const wire = {
    type: "test",
    address: ["127.0.0.1", 9] as const,
    send: async (data: Buffer) => void sent.push(data),
    close: async () => {},
  };
  const client = new DtlsClient({ transport: wire as never, srtpProfiles: [7], extendedMasterSecret: true });
  clients.push(client);
  const clock = createManualClock();
  let tell = (_state: string) => {};
  const transport = {
    dtls: client,
    onStateChange: {
      subscribe: (listener: typeof tell) => {
        tell = listener;
      },
    },
  };
  helloPromptly(transport as unknown as RTCDtlsTransport, clock, signal);
  return { sent, client, clock, iceIsUp: () => tell("connecting") };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a camera's ClientHello", () => {
  it("is sent as soon as ICE is up", async () => {
    const { sent, iceIsUp } = start();
    expect(sent).toHaveLength(0);
    iceIsUp();
    await settled();
    expect(sent).toHaveLength(1);
  });

  it("is not sent again when werift would have sent its first", async () => {
    const { sent, client, iceIsUp } = start();
    iceIsUp();
    await settled();
    void client.connect();
    await settled();
    expect(sent).toHaveLength(1);
  });

  it("is repeated, the same, until the viewer answers", async () => {
    const { sent, client, clock, iceIsUp } = start();
    iceIsUp();
    await settled();
    clock.advance(10);
    clock.advance(20);
    await settled();
    expect(sent).toHaveLength(3);
    expect(sent[1]?.equals(sent[0] as Buffer)).toBe(true);
    client.dtls.flight = 3;
    clock.advance(1_000);
    await settled();
    expect(sent).toHaveLength(3);
  });

  it("is not repeated once the session has ended", async () => {
    const ending = new AbortController();
    const { sent, clock, iceIsUp } = start(ending.signal);
    iceIsUp();
    await settled();
    ending.abort();
    clock.advance(1_000);
    await settled();
    expect(sent).toHaveLength(1);
    expect(clock.waiting()).toBe(0);
  });
});
