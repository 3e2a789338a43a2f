import { connect } from "node:net";
import { ListSignalingChannelsCommand } from "@aws-sdk/client-kinesis-video";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const RUNS = 60;

let world: World;
let channelArn: string;
beforeEach(async () => {
  world = await openWorld({ quotas: "off", noAnswer: { afterMilliseconds: 1 } });
  channelArn = await world.createChannel("front-door");
});
afterEach(closeWorlds);

/** A text with some of its characters changed, doubled or left out. */
const mutated = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom("", '"', "\\", "\u0000", "%", "=", "é", "{", "}}", "9")), {
      minLength: 1,
      maxLength: 5,
    })
    .map((changes) => changes.reduce((result, [at, put]) => result.slice(0, at) + put + result.slice(at + 1), text));

describe("whatever comes in, the service goes on", () => {
  it("after presigned URLs that were tampered with: none of them opens", async () => {
    const url = new URL(
      await presignSignalingUrl({
        endpoint: await world.endpoint(channelArn, "WSS", "MASTER"),
        channelArn,
        credentials: world.service.credentials,
        now: new Date(),
      }),
    );
    const target = `${url.pathname}${url.search}`;
    const targets = mutated(target).filter((text) => text !== target && !/[^!-~]/.test(text) && text.startsWith("/"));
    await fc.assert(
      fc.asyncProperty(targets, async (changed) => {
        const head = `GET ${changed} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
        const keys = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n";
        expect(await talk(head + keys)).toMatch(/^HTTP\/1\.1 (400|403|404) /);
      }),
      { numRuns: RUNS },
    );
  });

  it("after bytes that are no HTTP", async () => {
    const request =
      "POST /listSignalingChannels HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated(request), fc.string()), async (text) => {
        expect(await talk(text)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
      }),
      { numRuns: RUNS },
    );
  });

  afterEach(async () => {
    const reply = await world.control.send(new ListSignalingChannelsCommand({ MaxResults: 1 }));
    expect(reply.$metadata.httpStatusCode).toBe(200);
  });

  /** Sends bytes, says that there are no more, and gives what comes back until the service closes. */
  async function talk(text: string): Promise<string> {
    const socket = connect(Number(new URL(world.service.controlPlaneUrl).port), "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.end(text);
    try {
      for await (const chunk of socket) chunks.push(chunk as Buffer);
    } catch {
      // The service may cut the connection; what came before that counts.
    }
    return Buffer.concat(chunks).toString();
  }
});
