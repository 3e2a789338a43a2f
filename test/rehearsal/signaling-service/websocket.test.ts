import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
let clock: ManualClock;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

const offer = { action: "SDP_OFFER", messagePayload: "b2ZmZXI=" };
const candidate = (payload: string) => ({ action: "ICE_CANDIDATE", messagePayload: payload });

describe("the relay between master and viewers", () => {
  it("takes a viewer's message to the master, compact, keys in order, with the viewer's id", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    expect(await master.nextText()).toBe(
      '{"messagePayload":"b2ZmZXI=","messageType":"SDP_OFFER","senderClientId":"viewer-1"}',
    );
  });

  it("takes a master's message to the viewer it names, without a sender's id", async () => {
    const master = await world.connectMaster(channelArn);
    const [one, two] = [await world.connectViewer(channelArn, "one"), await world.connectViewer(channelArn, "two")];
    master.send({ action: "SDP_ANSWER", recipientClientId: "two", messagePayload: "YW5zd2Vy" });
    expect(await two.nextText()).toBe('{"messagePayload":"YW5zd2Vy","messageType":"SDP_ANSWER"}');
    expect(one.unread).toBe(0);
  });

  it("takes the C SDK's spelling of the keys, tabs and unknown keys included", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(
      '{\n\t"action": "SDP_OFFER",\n\t"MessagePayload": "b2ZmZXI=",\n\t"CorrelationId": "1",\n\t"IceServerList": []\n}',
    );
    expect(await master.next()).toEqual({ ...relayed("SDP_OFFER", "b2ZmZXI="), senderClientId: "viewer-1" });
    master.send({ action: "SDP_ANSWER", RecipientClientId: "viewer-1", MessagePayload: "YW5zd2Vy" });
    expect(await viewer.next()).toEqual(relayed("SDP_ANSWER", "YW5zd2Vy"));
  });

  it("ignores whom a viewer names: its messages go to the master", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "one");
    const other = await world.connectViewer(channelArn, "two");
    viewer.send({ ...offer, recipientClientId: "two", senderClientId: "" });
    viewer.send({ ...candidate("Yw=="), recipientClientId: "" });
    expect((await master.next()).senderClientId).toBe("one");
    expect((await master.next()).messageType).toBe("ICE_CANDIDATE");
    expect(other.unread).toBe(0);
  });

  it("relays URL-safe and line-broken base64 and ten thousand characters, untouched", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    for (const payload of ["a-b_c", "YWJj\nZGVm", "A".repeat(10_000)]) {
      viewer.send(candidate(payload));
      expect((await master.next()).messagePayload).toBe(payload);
    }
  });

  it("lets a master send an offer to a viewer", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    master.send({ ...offer, recipientClientId: "viewer-1" });
    expect((await viewer.next()).messageType).toBe("SDP_OFFER");
  });

  it("tells its owner of a message's way, without the payload", async () => {
    await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    const event = await world.event("message-relayed");
    expect(event).toMatchObject({ action: "SDP_OFFER", from: "viewer", clientId: "viewer-1", characters: 8 });
    expect(JSON.stringify(world.events)).not.toContain(offer.messagePayload);
  });
});

describe("messages that the service does not take", () => {
  const faults: [string, string | object, string][] = [
    [
      "a payload over 10,000 characters",
      { action: "SDP_OFFER", messagePayload: "A".repeat(10_001) },
      "messagePayload is longer than 10000 characters",
    ],
    ["a payload that is no base64", { action: "SDP_OFFER", messagePayload: "{}" }, "messagePayload is not base64"],
    [
      "an empty payload",
      { action: "SDP_OFFER", messagePayload: "" },
      "messagePayload must be at least 1 characters long",
    ],
    ["no payload", { action: "SDP_OFFER" }, "messagePayload is missing: it must be a string"],
    [
      "an unknown action",
      { action: "HELLO", messagePayload: "YQ==" },
      "action must be one of SDP_OFFER, SDP_ANSWER, ICE_CANDIDATE",
    ],
  ];

  it.each(faults)("answers %s with a STATUS_RESPONSE when it has a correlation id", async (_, message, fault) => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ ...(message as object), correlationId: "c-1" });
    const { messageType, statusResponse } = (await viewer.next()) as {
      messageType: string;
      statusResponse: { description: string };
    };
    expect(messageType).toBe("STATUS_RESPONSE");
    expect(statusResponse).toMatchObject({
      correlationId: "c-1",
      errorType: "InvalidArgumentException",
      statusCode: "400",
    });
    expect(statusResponse.description).toContain(fault);
  });

  it.each([...faults, ["no JSON", "hello", ""], ["an empty frame", "", ""], ["a list", [1], ""]] as [
    string,
    string | object,
    string,
  ][])("ignores %s without a correlation id, and goes on", async (_, message) => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(message);
    expect(await world.event("message-dropped")).toMatchObject({
      reason: "malformed",
      from: "viewer",
      clientId: "viewer-1",
    });
    viewer.send(offer);
    expect((await master.next()).messageType).toBe("SDP_OFFER");
    expect(viewer.unread).toBe(0);
  });

  it("ignores a binary frame", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.socket.send(Buffer.from(JSON.stringify(offer)));
    expect(await world.event("message-dropped")).toMatchObject({ reason: "malformed" });
  });

  it("wants a master to name a viewer", async () => {
    const master = await world.connectMaster(channelArn);
    master.send({ action: "SDP_ANSWER", messagePayload: "YQ==" });
    expect(await world.event("message-dropped")).toMatchObject({ reason: "malformed", from: "master" });
    master.send({ action: "SDP_ANSWER", messagePayload: "YQ==", recipientClientId: "", correlationId: "c-2" });
    expect(await master.next()).toMatchObject({ statusResponse: { correlationId: "c-2", statusCode: "400" } });
  });

  it("says nothing about a message that went well, correlated or not", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ ...offer, correlationId: "c-3" });
    await master.next();
    master.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    expect((await viewer.next()).messageType).toBe("SDP_ANSWER");
  });

  it("cuts a connection that sends a frame far too long, and no other", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const code = new Promise((resolve) => viewer.socket.once("close", resolve));
    viewer.send("x".repeat(200_000));
    expect(await code).toBe(1009);
    const next = await world.connectViewer(channelArn, "viewer-2");
    next.send(offer);
    expect((await master.next()).senderClientId).toBe("viewer-2");
  });
});

describe("messages for someone who is not there", () => {
  it("wait for the master, in order, and are delivered once", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send(offer);
    viewer.send(candidate("YQ=="));
    viewer.send(candidate("Yg=="));
    for (let count = 0; count < 3; count += 1) await world.event("message-queued");
    const master = await world.connectMaster(channelArn);
    const received = [await master.next(), await master.next(), await master.next()];
    expect(received.map((message) => message.messagePayload)).toEqual(["b2ZmZXI=", "YQ==", "Yg=="]);
    await master.close();
    const next = await world.connectMaster(channelArn);
    viewer.send(candidate("Yw=="));
    expect((await next.next()).messagePayload).toBe("Yw==");
  });

  it("wait for a viewer that has not come yet", async () => {
    const master = await world.connectMaster(channelArn);
    master.send({ action: "SDP_ANSWER", recipientClientId: "late", messagePayload: "YW5zd2Vy" });
    await world.event("message-queued");
    expect((await (await world.connectViewer(channelArn, "late")).next()).messagePayload).toBe("YW5zd2Vy");
  });

  it("are replaced by a newer offer of the same viewer, but candidates and others' offers stay", async () => {
    const one = await world.connectViewer(channelArn, "one");
    const two = await world.connectViewer(channelArn, "two");
    one.send({ ...offer, messagePayload: "b2xk" });
    await world.event("message-queued");
    two.send({ ...offer, messagePayload: "dHdv" });
    await world.event("message-queued");
    one.send(candidate("YQ=="));
    await world.event("message-queued");
    one.send({ ...offer, messagePayload: "bmV3" });
    expect(await world.event("message-queued")).toMatchObject({ replacesOlder: true, clientId: "one" });
    const master = await world.connectMaster(channelArn);
    const received = [await master.next(), await master.next(), await master.next()];
    expect(received.map((message) => message.messagePayload)).toEqual(["dHdv", "YQ==", "bmV3"]);
  });

  it("expire after the channel's time to live", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ ...offer, messagePayload: "b2xk" });
    await world.event("message-queued");
    clock.advance(59_999);
    viewer.send(candidate("YQ=="));
    await world.event("message-queued");
    clock.advance(1);
    const master = await world.connectMaster(channelArn);
    expect((await master.next()).messagePayload).toBe("YQ==");
    expect(await world.event("message-expired")).toMatchObject({ action: "SDP_OFFER", clientId: "viewer-1" });
    expect(master.unread).toBe(0);
  });

  it("are kept up to a limit, so that one peer cannot fill the memory", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    for (let count = 0; count < 1001; count += 1) viewer.send(candidate("YQ=="));
    expect(await world.event("message-dropped")).toMatchObject({ reason: "queue-full", clientId: "viewer-1" });
  });
});

function relayed(messageType: string, messagePayload: string) {
  return { messagePayload, messageType };
}
