import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { sendRaw, signRaw } from "./support/raw-http.ts";
import { openRawSocket, type RawSocket } from "./support/raw-socket.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let client: RawSocket;
beforeEach(async () => {
  world = await openWorld();
  client = await openRawSocket(world.service.port);
});
afterEach(closeWorlds);

/** The head of a signed call, which says nothing of how its body comes. */
async function signedHead(body: string, more: readonly string[]): Promise<string> {
  const { headers } = await signRaw(world.service, `${world.service.controlPlaneUrl}/listSignalingChannels`, body);
  const lines = [...Object.entries(headers).map((pair) => pair.join(": ")), ...more];
  return `POST /listSignalingChannels HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}
const ok = /^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"ChannelInfoList":\[\]\}$/;

describe("HTTP/1.1 as AWS speaks it", () => {
  it("takes a body in chunks", async () => {
    client.write(await signedHead('{"MaxResults":1}', ["Transfer-Encoding: chunked"]));
    client.write('8\r\n{"MaxRes\r\n');
    client.write('8\r\nults":1}\r\n0\r\n\r\n');
    await client.until(ok);
  });

  it("asks for the body of a client that waits to be asked", async () => {
    client.write(await signedHead("{}", ["Expect: 100-continue", "Content-Length: 2"]));
    expect(await client.until(/\r\n\r\n$/)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    client.write("{}");
    expect(await client.until(/\}$/)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it("answers calls that were sent without waiting, in their order", async () => {
    const heads = [await signedHead("{}", ["Content-Length: 2"]), await signedHead("[]", ["Content-Length: 2"])];
    client.write(`${heads[0]}{}${heads[1]}[]${heads[0]}{}`);
    const text = await client.until(/(HTTP[\s\S]*){3}\}$/);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400", "HTTP/1.1 200"]);
    expect(new Set(text.match(/x-amzn-RequestId: \S+/g)).size).toBe(3);
    expect(text).not.toMatch(/transfer-encoding/i);
  });

  it("keeps the connection for the next call, unless the client wants it closed", async () => {
    const body = ["Content-Length: 2"];
    client.write(`${await signedHead("{}", body)}{}`);
    await client.until(ok);
    client.write(`${await signedHead("{}", [...body, "Connection: close"])}{}`);
    const text = await client.end();
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
  });

  it("answers HEAD with headers alone", async () => {
    const url = `${world.service.controlPlaneUrl}/listSignalingChannels`;
    const signed = await signRaw(world.service, url, "", { method: "HEAD" });
    const reply = await sendRaw(signed);
    expect(reply).toMatchObject({ status: 404, text: "" });
    expect(Number(reply.headers["content-length"])).toBeGreaterThan(0);
  });

  it("denies a GET without a signature, as any call", async () => {
    const reply = await sendRaw({ url: `${world.service.controlPlaneUrl}/`, method: "GET" });
    expect(reply).toMatchObject({ status: 403, text: '{"message":"Missing Authentication Token"}' });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^MissingAuthenticationTokenException:/);
  });

  it("does not take a client for a WebSocket that would rather speak HTTP/2, as Java's", async () => {
    const signed = await signRaw(world.service, `${world.service.controlPlaneUrl}/listSignalingChannels`, "{}");
    const upgrading = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAEAAEAA" };
    const reply = await sendRaw({ ...signed, headers: { ...signed.headers, ...upgrading } });
    // Node.js from 24.9 on lets it be answered as what it is.
    if (reply.status !== 200) expect(reply).toMatchObject({ status: 400, text: expect.stringContaining("HTTP/1.1") });
  });

  it("knows no HTTP/2, not even from clients that know of no other", async () => {
    client.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    expect(await client.end()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it.each([
    ["a length that is none", "Content-Length: two"],
    ["two lengths", "Content-Length: 2\r\nContent-Length: 3"],
    ["a length beside chunks", "Content-Length: 2\r\nTransfer-Encoding: chunked"],
  ])("refuses %s, which proxies read in different ways", async (_, lines) => {
    client.write(`${await signedHead("{}", [lines])}{}`);
    expect(await client.end()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it("refuses headers without end", async () => {
    client.write(await signedHead("{}", [`X-Long: ${"x".repeat(40_000)}`]));
    expect(await client.end()).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("goes on when a client leaves in the middle of its body", async () => {
    client.write(`${await signedHead("{}", ["Content-Length: 2"])}{`);
    client.socket.resetAndDestroy();
    await client.end();
    await expect(world.createChannel()).resolves.toMatch(/^arn:/);
    expect(world.events.filter(({ type }) => type === "failed" || type === "refused")).toEqual([]);
  });
});
