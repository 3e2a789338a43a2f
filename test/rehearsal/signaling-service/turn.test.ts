import { createSocket, type Socket } from "node:dgram";
import { GetIceServerConfigCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { classes, createTurnClient, Message, methods, type TurnProtocol } from "werift";
import { type ManualClock, manualClock } from "./support/manual-clock.ts";
import { allocationError, bindingReply } from "./support/stun.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

let world: World;
let clock: ManualClock;
let channelArn: string;
const clients: TurnProtocol[] = [];
const sockets: Socket[] = [];
beforeEach(async () => {
  clock = manualClock();
  world = await openWorld({ clock });
  channelArn = await world.createChannel("front-door");
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await closeWorlds();
});

interface IceServer {
  readonly Uris: readonly string[];
  readonly Username: string;
  readonly Password: string;
}

async function iceServer() {
  const client = await world.dataPlane(channelArn);
  // The client signs by the real clock, wherever the service's stands.
  client.config.systemClockOffset = clock.now() - Date.now();
  const reply = await client.send(
    new GetIceServerConfigCommand({ ChannelARN: channelArn, ClientId: "ProducerMaster" }),
  );
  expect(reply.IceServerList).toHaveLength(1);
  const [server] = reply.IceServerList ?? [];
  return server as IceServer & { Ttl: number };
}

function portOf(server: IceServer): number {
  return Number(/:(\d+)\?/.exec(server.Uris[0] ?? "")?.[1]);
}

async function allocate({ Uris, Username, Password }: IceServer): Promise<TurnProtocol> {
  const client = await createTurnClient(
    { address: ["127.0.0.1", portOf({ Uris, Username, Password })], username: Username, password: Password },
    { lifetime: 600, interfaceAddresses: { udp4: "127.0.0.1" } },
  );
  clients.push(client);
  return client;
}

const refusal = (server: IceServer, socket?: Socket) =>
  allocationError(portOf(server), server.Username, server.Password, socket);

/** A client that stays: as long as it is open, the system gives its port to no other. */
function openSocket(): Socket {
  const socket = createSocket("udp4");
  sockets.push(socket);
  return socket;
}

const firstData = (client: TurnProtocol) =>
  new Promise<string>((resolve) => client.onData.subscribe((data) => resolve(String(data))));

describe("GetIceServerConfig", () => {
  it("hands out a TURN server with credentials in the real service's form", async () => {
    const server = await iceServer();
    expect(server.Ttl).toBe(300);
    expect(server.Uris).toEqual([expect.stringMatching(/^turn:127\.0\.0\.1:\d+\?transport=udp$/)]);
    const [expiry, name] = server.Username.split(":");
    expect(Number(expiry)).toBe(Math.floor(clock.now() / 1000) + 300);
    expect(Buffer.from(name ?? "", "base64").toString()).toBe(`v1:${channelArn}`);
    expect(Buffer.from(server.Password, "base64")).toHaveLength(32);
  });

  it("names the host that the owner says, which changes nothing else", async () => {
    for (const [turnHost, host] of [
      ["turn.example.com", "turn.example.com"],
      ["192.0.2.1", "192.0.2.1"],
      ["2001:db8::1", "[2001:db8::1]"],
      ["[2001:db8::1]", "[2001:db8::1]"],
    ]) {
      await world.close();
      world = await openWorld({ clock, turnHost: turnHost ?? "" });
      channelArn = await world.createChannel("front-door");
      const server = await iceServer();
      expect(server.Uris).toEqual([`turn:${host}:${portOf(server)}?transport=udp`]);
      expect(await refusal(server)).toBeUndefined();
    }
  });

  it("takes no host that could not stand in a URI", async () => {
    for (const turnHost of [
      "",
      "host:3478",
      "turn:host",
      "a b",
      "a?transport=tcp",
      "-a.example",
      "[1.2.3.4]",
      "[::1",
    ]) {
      await expect(openWorld({ turnHost })).rejects.toThrow("the TURN host must be");
    }
  });

  it("refuses a service that is not TURN", async () => {
    const client = await world.dataPlane(channelArn);
    const refused = client.send(new GetIceServerConfigCommand({ ChannelARN: channelArn, Service: "STUN" as never }));
    await expect(refused).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });
});

describe("the TURN server", () => {
  it("relays between two clients, both ways", async () => {
    const server = await iceServer();
    const [one, two] = [await allocate(server), await allocate(server)];
    const [toOne, toTwo] = [firstData(one), firstData(two)];
    await one.getPermission(two.relayedAddress);
    await two.getPermission(one.relayedAddress);
    await one.sendData(Buffer.from("from one"), two.relayedAddress);
    expect(await toTwo).toBe("from one");
    await two.sendData(Buffer.from("from two"), one.relayedAddress);
    expect(await toOne).toBe("from two");
  });

  it("relays between clients that bound channels", async () => {
    const server = await iceServer();
    const [one, two] = [await allocate(server), await allocate(server)];
    await one.getChannel(two.relayedAddress);
    await two.getChannel(one.relayedAddress);
    const [toOne, toTwo] = [firstData(one), firstData(two)];
    await one.sendData(Buffer.from("from one"), two.relayedAddress);
    expect(await toTwo).toBe("from one");
    await two.sendData(Buffer.from("from two"), one.relayedAddress);
    expect(await toOne).toBe("from two");
  });

  it("keeps an allocation that is refreshed", async () => {
    const server = await iceServer();
    const [one, two] = [await allocate(server), await allocate(server)];
    const refresh = new Message(methods.REFRESH, classes.REQUEST);
    refresh.setAttribute("LIFETIME", 600);
    const [reply] = await one.requestWithRetry(refresh, ["127.0.0.1", portOf(server)]);
    expect(reply.getAttributeValue("LIFETIME")).toBe(600);
    await one.getPermission(two.relayedAddress);
    await two.getPermission(one.relayedAddress);
    const received = firstData(two);
    await one.sendData(Buffer.from("still there"), two.relayedAddress);
    expect(await received).toBe("still there");
  });

  it("takes the credentials it made, and no other password or name", async () => {
    const server = await iceServer();
    expect(await refusal(server)).toBeUndefined();
    expect(await refusal({ ...server, Password: "wrong" })).toBe(401);
    for (const Username of ["someone", "__proto__", server.Username.replace(/^\d/, "9")]) {
      expect(await refusal({ ...server, Username })).toBe(401);
    }
  });

  it("tells whoever asks by STUN where they are seen, with no credentials", async () => {
    const reply = await bindingReply(portOf(await iceServer()));
    expect(reply).toEqual({ address: "127.0.0.1", port: reply.from, from: reply.from });
  });

  it("makes fifty allocations for a channel and no more, whichever credentials ask", async () => {
    const [server, next] = [await iceServer(), await iceServer()];
    for (let made = 0; made < 50; made += 1) {
      expect(await refusal(made % 2 === 0 ? server : next, openSocket())).toBeUndefined();
    }
    clock.advance(1_000);
    expect([await refusal(server), await refusal(await iceServer())]).toEqual([486, 486]);
    channelArn = await world.createChannel("garden");
    expect(await refusal(await iceServer())).toBeUndefined();
  });

  it("gives a client the place of another one that had its port and left", async () => {
    const server = await iceServer();
    const socket = openSocket();
    for (let asked = 0; asked < 60; asked += 1) expect(await refusal(server, socket)).toBeUndefined();
  });

  it("makes more with quotas off", async () => {
    await world.close();
    world = await openWorld({ clock, quotas: "off" });
    channelArn = await world.createChannel("front-door");
    const server = await iceServer();
    for (let made = 0; made < 51; made += 1) expect(await refusal(server, openSocket())).toBeUndefined();
  });

  it("takes no one in after the credentials' five minutes, but keeps whom it has", async () => {
    const server = await iceServer();
    clock.advance(299_000);
    const [one, two] = [await allocate(server), await allocate(server)];
    const other = await iceServer();
    clock.advance(301_000);
    expect(await refusal(other)).toBe(401);
    const received = firstData(two);
    await two.getPermission(one.relayedAddress);
    await one.sendData(Buffer.from("still there"), two.relayedAddress);
    expect(await received).toBe("still there");
  });
});
