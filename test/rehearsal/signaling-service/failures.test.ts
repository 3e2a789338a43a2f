import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import type { Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeEvent } from "../../../cli/describe-event.ts";
import { type Behaviour, unknownOperation } from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { postSigned } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type Refused, type World } from "./support/world.ts";

let world: World;
let clients: Socket[];
beforeEach(async () => {
  clients = [];
  world = await openWorld();
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await closeWorlds();
});

const refusal = (connecting: Promise<unknown>): Promise<Refused> =>
  connecting.then(
    () => Promise.reject(new Error("the connection was taken")),
    (error) => error,
  );

/** The HTTP server inside the service, as node:http tells of it when a request comes in; that one is over. */
async function serverOf({ service }: World): Promise<Server> {
  let over: Promise<Server> | undefined;
  const notice = (message: unknown) => {
    const { server, socket } = message as { server: Server; socket: Socket };
    over = once(socket, "close").then(() => server);
  };
  subscribe("http.server.request.start", notice);
  try {
    await postSigned(service, "/listSignalingChannels", "{}");
  } finally {
    unsubscribe("http.server.request.start", notice);
  }
  if (over === undefined) throw new Error("no server took the request");
  return over;
}

/** Resolves, once so many more connections have come, when all of them are closed on the server's side. */
function closedOf(server: Server, count: number): Promise<void> {
  return new Promise((resolve) => {
    let open = 0;
    server.on("connection", (socket) => {
      open += 1;
      socket.on("close", () => {
        open -= 1;
        count -= 1;
        if (count <= 0 && open === 0) resolve();
      });
    });
  });
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

/** Sends bytes and reads the answer to its end; then closes its own side with more bytes, or without any leaves it open. */
async function sendHalfOpen(bytes: string, more = ""): Promise<string> {
  const client = connect({
    port: Number(new URL(world.service.controlPlaneUrl).port),
    host: "127.0.0.1",
    allowHalfOpen: true,
  });
  clients.push(client);
  client.on("error", () => {});
  client.write(bytes);
  let reply = "";
  client.on("data", (chunk) => {
    reply += chunk;
  });
  await once(client, "end");
  if (more !== "") client.end(more);
  return reply;
}

function upgrade(target: string): string {
  const { host } = new URL(world.service.controlPlaneUrl);
  return `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
}

describe("a refused connection is closed, whatever its client leaves open", () => {
  it.each(["", "and more"])("after a handshake that was denied, with '%s' behind it", async (more) => {
    const server = await serverOf(world);
    const closed = closedOf(server, 20);
    const replies = await Promise.all(Array.from({ length: 20 }, () => sendHalfOpen(upgrade("/m-00000000"), more)));
    for (const reply of replies) expect(reply).toMatch(/^HTTP\/1\.1 403 .*\{"message":".*"\}$/s);
    await closed;
    expect(await connections(server)).toBe(0);
  });

  it("after a handshake that a behaviour answered like another operation", async () => {
    const channelArn = await world.createChannel();
    const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
    const { credentials } = world.service;
    const url = new URL(await presignSignalingUrl({ endpoint, channelArn, credentials, now: new Date() }));
    const server = await serverOf(world);
    const closed = closedOf(server, 1);
    world.service.behave(unknownOperation("ConnectAsMaster"));
    expect(await sendHalfOpen(upgrade(`${url.pathname}${url.search}`))).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
  });

  it("after what is no HTTP", async () => {
    const server = await serverOf(world);
    const closed = closedOf(server, 1);
    expect(await sendHalfOpen("hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    await closed;
    expect(await connections(server)).toBe(0);
  });
});

/** Breaks the service's own code in the middle of a call. */
const broken = (error: unknown): Behaviour => ({
  name: "broken",
  beforeOperation() {
    throw error;
  },
});

describe("a fault of the service", () => {
  it("is InternalFailure to the client, and told to the owner with its name and where it happened", async () => {
    world.service.behave(broken(new RangeError("the shelf is full")));
    const reply = await postSigned(world.service, "/listSignalingChannels", "{}");
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain("shelf");
    const event = await world.event("refused");
    expect(event.fault).toEqual({
      name: "RangeError",
      stack: expect.stringContaining("RangeError: the shelf is full"),
    });
    expect(event.fault?.stack).toMatch(/\n {4}at .*failures\.test\.ts/);
    expect(JSON.parse(JSON.stringify(event)).fault).toEqual(event.fault);
    expect(describeEvent(event)).toContain("RangeError: the shelf is full\n");
    expect(describeEvent(event)).toContain("failures.test.ts");
  });

  it("is told as well when it befalls a handshake", async () => {
    const channelArn = await world.createChannel();
    world.service.behave({
      name: "broken",
      beforeOperation({ operation }) {
        if (operation === "ConnectAsMaster") throw new TypeError("no such thing");
        return undefined;
      },
    });
    expect(await refusal(world.connectMaster(channelArn))).toMatchObject({ status: 500 });
    expect(await world.event("refused")).toMatchObject({ operation: "ConnectAsMaster", fault: { name: "TypeError" } });
  });

  it("never shows the words of a parser, which quote what the client sent", async () => {
    world.service.behave({
      name: "parses",
      beforeOperation: ({ body }) => JSON.parse(String(body.NextToken)),
    });
    await postSigned(world.service, "/listSignalingChannels", '{"NextToken":"hush"}');
    const event = await world.event("refused");
    expect(event.fault?.name).toBe("SyntaxError");
    expect(event.fault?.stack).toMatch(/^SyntaxError\n {4}at .*failures\.test\.ts/s);
    expect(JSON.stringify(event)).not.toContain("hush");
  });

  it("is told even where something was thrown that is no error, without quoting it", async () => {
    world.service.behave(broken("hush"));
    await postSigned(world.service, "/listSignalingChannels", "{}");
    expect((await world.event("refused")).fault).toEqual({ name: "string", stack: "a string was thrown" });
  });

  it("is not what a client's own mistake is called", async () => {
    await postSigned(world.service, "/listSignalingChannels", "[]");
    const event = await world.event("refused");
    expect(event).toMatchObject({ errorType: "SerializationException" });
    expect("fault" in event).toBe(false);
  });
});

describe("a reply that cannot be written", () => {
  /** node:http refuses to write this status. */
  const unwritable: Behaviour = {
    name: "unwritable",
    beforeOperation: () => ({ do: "reply", status: 99, body: {} }),
  };

  it("cuts the connection, and the owner is told why", async () => {
    world.service.behave(unwritable);
    await expect(postSigned(world.service, "/listSignalingChannels", "{}")).rejects.toMatchObject({
      code: "ECONNRESET",
    });
    const event = await world.event("failed");
    expect(event.fault).toEqual({ name: "RangeError", stack: expect.stringContaining("Invalid status code: 99") });
    expect(describeEvent(event)).toContain("Invalid status code: 99");
  });

  it("does not end the service", async () => {
    const remove = world.service.behave(unwritable);
    await expect(postSigned(world.service, "/listSignalingChannels", "{}")).rejects.toThrow();
    remove();
    expect((await postSigned(world.service, "/listSignalingChannels", "{}")).status).toBe(200);
  });

  it("cuts a handshake as well", async () => {
    const channelArn = await world.createChannel();
    // No text can be made of a symbol.
    const error = Symbol("no text") as never;
    world.service.behave({
      name: "unwritable",
      beforeOperation: ({ operation }) => (operation === "ConnectAsMaster" ? { do: "fail", error } : undefined),
    });
    expect(await refusal(world.connectMaster(channelArn))).toMatchObject({ code: "ECONNRESET" });
    expect((await world.event("failed")).fault.name).toBe("TypeError");
  });
});
