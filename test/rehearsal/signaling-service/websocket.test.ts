import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openFrontDoor } from "./support/front-door.ts";
import { closeWorlds, type World } from "./support/world.ts";

let world: World;
let channelArn: string;
beforeEach(async () => {
  ({ world, channelArn } = await openFrontDoor());
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

  it.each([...faults, ["no JSON", "hello", ""], ["a list", [1], ""]] as [string, string | object, string][])(
    "ignores %s without a correlation id, and goes on",
    async (_, message) => {
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
    },
  );

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

  it("ignores an empty frame without a word to anyone, its owner included", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send("");
    viewer.send({ ...offer, correlationId: "c-4" });
    expect((await master.next()).messageType).toBe("SDP_OFFER");
    expect(world.events.some((event) => event.type === "message-dropped")).toBe(false);
    expect(viewer.emptyFrames).toBe(0);
  });

  it("takes a message in several fragments, as the C SDK may send it", async () => {
    const master = await world.connectMaster(channelArn);
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const text = JSON.stringify(offer);
    viewer.socket.send(text.slice(0, 9), { fin: false });
    viewer.socket.send(text.slice(9, 20), { fin: false });
    viewer.socket.send(text.slice(20), { fin: true });
    expect((await master.next()).messagePayload).toBe(offer.messagePayload);
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

function relayed(messageType: string, messagePayload: string) {
  return { messagePayload, messageType };
}
