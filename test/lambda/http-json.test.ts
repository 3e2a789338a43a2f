import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Connections, createConnections } from "../../lambda/connections.ts";
import { getJson } from "../../lambda/http-get.ts";
import { postForm, postJson } from "../../lambda/http-post.ts";

let server: Server;
let url: URL;
let connections: Connections;
let time = 0;
let sockets = 0;

beforeEach(async () => {
  sockets = 0;
  server = createServer((request, response) => {
    if (request.url === "/json") response.end('{"a":"ä"}');
    else if (request.url === "/echo") void echo(request).then((body) => response.end(body));
    else if (request.url === "/text") response.writeHead(503).end("no JSON");
    else if (request.url === "/redirect") response.writeHead(302, { location: "/json" }).end();
    else if (request.url === "/long") response.end("x".repeat(200_000));
    else if (request.url === "/broken")
      response.writeHead(200, { "content-length": "10" }).write("{", () => request.socket.destroy());
  });
  server.on("connection", () => {
    sockets += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  connections = createConnections(() => time);
});
afterEach(async () => {
  connections.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** What came in, as JSON. */
async function echo(request: IncomingMessage): Promise<string> {
  const { authorization, "content-type": type, "content-length": length } = request.headers;
  return JSON.stringify({ method: request.method, authorization, type, length, body: await text(request) });
}

const calling = (signal = new AbortController().signal) => ({ connections, signal });
const get = (path: string, signal = new AbortController().signal) =>
  getJson(new URL(path, url), { connections, signal });

describe("getting JSON", () => {
  it("gives the status and what was parsed, or nothing for what is no JSON", async () => {
    expect(await get("/json")).toEqual({ status: 200, body: { a: "ä" } });
    expect(await get("/text")).toEqual({ status: 503, body: undefined });
  });

  it("follows no redirect", async () => {
    expect(await get("/redirect")).toEqual({ status: 302, body: undefined });
  });

  it("fails for a reply that is far too long, and for one that breaks off", async () => {
    await expect(get("/long")).rejects.toMatchObject({ message: "the reply is too long" });
    await expect(get("/broken")).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("fails alike for a reply that is far too long and was there at once", async () => {
    const whole = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: 200000\r\n\r\n${"x".repeat(200_000)}`);
    // Nothing comes behind it: what is thrown too late would be nobody's and end the process.
    connections.httpAgent.createConnection = () =>
      new Duplex({
        read() {},
        write(_request, _encoding, done) {
          this.push(whole);
          done();
        },
      });
    await expect(get("/long")).rejects.toMatchObject({ message: "the reply is too long" });
  });

  it("ends with the signal", async () => {
    const controller = new AbortController();
    const reply = get("/hang", controller.signal);
    await once(server, "request");
    controller.abort();
    await expect(reply).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("posting", () => {
  it("sends JSON with its length in bytes, and the headers that it is given", async () => {
    const reply = await postJson(
      new URL("/echo", url),
      { a: "ä" },
      { ...calling(), headers: { authorization: "B c" } },
    );
    const sent = { method: "POST", authorization: "B c", type: "application/json", length: "10", body: '{"a":"ä"}' };
    expect(reply).toEqual({ status: 200, body: sent });
  });

  it("sends a form with what would end a field quoted", async () => {
    const { body } = await postForm(new URL("/echo", url), { code: "a&b=c+d e", client_id: "ü" }, calling());
    const form = "code=a%26b%3Dc%2Bd+e&client_id=%C3%BC";
    expect(body).toMatchObject({ method: "POST", type: "application/x-www-form-urlencoded", body: form });
  });

  it("follows no redirect, and ends with the signal", async () => {
    expect(await postJson(new URL("/redirect", url), {}, calling())).toEqual({ status: 302, body: undefined });
    const controller = new AbortController();
    const reply = postForm(new URL("/hang", url), {}, calling(controller.signal));
    await once(server, "request");
    controller.abort();
    await expect(reply).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("connections", () => {
  it("are kept alive between calls, until they may be dead", async () => {
    await get("/json");
    connections.closeStale();
    await get("/json");
    expect(sockets).toBe(1);
    time += 10_001;
    connections.closeStale();
    await get("/json");
    expect(sockets).toBe(2);
  });
});
