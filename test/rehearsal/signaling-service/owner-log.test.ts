import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeEvent } from "../../../cli/describe-event.ts";
import {
  endpointMoves,
  goAway,
  type ServiceEvent,
  unknownOperation,
} from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { postSigned, type SigningOptions, sendRaw, signRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const secretAccessKey = "the-secret-of-a-limited-key";
const temporary = { accessKeyId: "AKIATEMPORARY", secretAccessKey, sessionToken: "token" };
const past = { accessKeyId: "AKIAPAST", secretAccessKey, sessionToken: "token", expiresAt: 0 };
const gardener = { accessKeyId: "AKIAGARDENER", secretAccessKey, channels: ["garden"] };

let world: World;
let channelArn: string;
beforeEach(async () => {
  world = await openWorld({ accessKeys: [temporary, past, gardener] });
  channelArn = await world.createChannel("front-door");
});
afterEach(closeWorlds);

/** The next line of the owner's log about this type of event, without its time and its columns. */
async function line(type: ServiceEvent["type"]): Promise<string> {
  const [, ...rest] = describeEvent(await world.event(type)).split(/ {2,}/);
  return rest.join(" ");
}

describe("the owner's line about a refused signature", () => {
  const list = (options: SigningOptions) => postSigned(world.service, "/listSignalingChannels", "{}", options);
  const unknown = { accessKeyId: "AKIAOTHER", secretAccessKey };

  it.each<[string, SigningOptions]>([
    ["AKIAOTHER is none of this service's keys", { credentials: unknown }],
    ["signed for eu-west-1", { region: "eu-west-1" }],
    ["signed for s3", { signingService: "s3" }],
    ["signed for another", { region: "x".repeat(40) }],
    [
      "AKIATEMPORARY is known: the secret, the Host or the signed text differs",
      { credentials: { ...temporary, secretAccessKey: "wrong" } },
    ],
    [
      "AKIATEMPORARY is known: its session token is missing",
      { credentials: { ...gardener, ...temporary, sessionToken: "" } },
    ],
    [
      "AKIATEMPORARY is known: its session token is another one",
      { credentials: { ...temporary, sessionToken: "other" } },
    ],
    ["AKIAGARDENER is known, and has no session token", { credentials: { ...gardener, sessionToken: "token" } }],
    ["AKIAPAST ended at 1970-01-01T00:00:00.000Z", { credentials: past }],
    ["access key AKIAGARDENER is limited to other channels", { credentials: gardener }],
  ])("says: %s", async (hint, options) => {
    const reply = await list(options);
    expect(await line("refused")).toContain(` (${hint})`);
    expect(reply.text).not.toContain(hint);
  });

  it("does not show what may be a secret in the wrong place", async () => {
    for (const accessKeyId of ["x".repeat(40), secretAccessKey]) {
      await list({ credentials: { accessKeyId, secretAccessKey } });
      expect(await line("refused")).toContain(" (the access key id is none of this service's keys)");
    }
  });

  it("says the same of a handshake", async () => {
    const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
    const url = await presignSignalingUrl({ endpoint, channelArn, credentials: unknown, now: new Date() });
    await expect(world.open(url)).rejects.toMatchObject({ status: 403 });
    expect(await line("refused")).toMatch(/^front-door ConnectAsMaster 403 .* \(AKIAOTHER is none of/);
  });
});

describe("the owner's line about a call at the wrong address", () => {
  const body = () => JSON.stringify({ ChannelARN: channelArn });
  const requestLine = async () => {
    for (;;) {
      const event = await world.event("request");
      if (event.warning !== undefined) return describeEvent(event).split(/ {2,}/).slice(1, -1).join(" ");
    }
  };

  it("says that the control plane has no operations of a channel's endpoint", async () => {
    expect((await postSigned(world.service, "/v1/get-ice-server-config", body())).status).toBe(200);
    expect(await requestLine()).toBe(
      "front-door GetIceServerConfig 200 UnknownOperation: sent to the control plane; use the channel's HTTPS endpoint",
    );
  });

  it("says that a channel's endpoint has no operations of the control plane", async () => {
    const endpoint = await world.endpoint(channelArn, "HTTPS", "MASTER");
    await sendRaw(await signRaw(world.service, `${endpoint}/describeSignalingChannel`, body()));
    expect(await requestLine()).toBe(
      "front-door DescribeSignalingChannel 200 UnknownOperation: sent to a channel's endpoint; use the control plane's",
    );
  });

  it("says that a behaviour answered, or that the endpoint has moved", async () => {
    const endpoint = await world.endpoint(channelArn, "HTTPS", "MASTER");
    world.service.behave(unknownOperation("TagResource"));
    const tag = { ResourceARN: channelArn, Tags: [{ Key: "a", Value: "b" }] };
    await postSigned(world.service, "/TagResource", JSON.stringify(tag));
    expect(await requestLine()).toBe("front-door TagResource 200 a behaviour answered");
    world.service.behave(endpointMoves());
    await sendRaw(await signRaw(world.service, `${endpoint}/v1/get-ice-server-config`, body()));
    expect(await requestLine()).toBe("front-door GetIceServerConfig 200 the endpoint has moved, as a behaviour has it");
  });

  it("says where a call at a WSS endpoint, and a WebSocket anywhere else, belongs", async () => {
    const [https, wss] = [
      await world.endpoint(channelArn, "HTTPS", "MASTER"),
      await world.endpoint(channelArn, "WSS", "MASTER"),
    ];
    await sendRaw(await signRaw(world.service, `${wss.replace("ws", "http")}/v1/get-ice-server-config`, body()));
    expect(await line("refused")).toMatch(
      /^GetIceServerConfig 404 .* \(this is a WSS endpoint: calls go to the .* HTTPS one\)/,
    );
    for (const [endpoint, hint] of [
      [https.replace("http", "ws"), "this is an HTTPS endpoint: WebSockets go to the channel's WSS one"],
      [
        world.service.controlPlaneUrl.replace("http", "ws"),
        "this is the control plane: WebSockets go to a channel's WSS endpoint",
      ],
      [`${wss}/path`, "a WSS endpoint has the path /"],
      [wss.replace(/m-\w+/, "m-00000000"), "no channel has this endpoint"],
    ] as const) {
      const { credentials } = world.service;
      const url = await presignSignalingUrl({ endpoint, channelArn, credentials, now: new Date() });
      await expect(world.open(url)).rejects.toMatchObject({ status: 404 });
      expect(await line("refused")).toContain(`(${hint})`);
    }
  });

  it("names the path of what is no operation, without its query", async () => {
    await sendRaw({ url: `${world.service.controlPlaneUrl}/nowhere?X-Amz-Security-Token=hush`, method: "GET" });
    const refused = await line("refused");
    expect(refused).toContain("(GET /nowhere)");
    expect(refused).not.toContain("hush");
  });
});

describe("the owner's line about a WebSocket", () => {
  it("says which rule a frame breaks, and whose it was", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "x".repeat(10_001) });
    expect(await line("message-dropped")).toBe(
      "front-door a message from viewer viewer-1 dropped: messagePayload is longer than 10000 characters",
    );
    const master = await world.connectMaster(channelArn);
    master.send("hush");
    expect(await line("message-dropped")).toBe(
      "front-door a message from master dropped: The message is not valid JSON",
    );
  });

  it("says that a master's client id counts for nothing", async () => {
    const endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
    const { credentials } = world.service;
    await world.open(await presignSignalingUrl({ endpoint, channelArn, credentials, clientId: "v1", now: new Date() }));
    expect(await line("connected")).toBe(
      "front-door master connected (its X-Amz-ClientId v1 is ignored: viewers use the VIEWER endpoint)",
    );
  });

  it("says for whom a message waits", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    viewer.send({ action: "SDP_OFFER", messagePayload: "b2ZmZXI=" });
    expect(await line("message-queued")).toBe(
      "front-door SDP_OFFER viewer viewer-1 → master waits: no master is connected",
    );
    const master = await world.connectMaster(channelArn);
    master.send({ action: "SDP_ANSWER", recipientClientId: "nobody", messagePayload: "YW5zd2Vy" });
    expect(await line("message-queued")).toBe(
      'front-door SDP_ANSWER master → viewer nobody waits: no viewer "nobody" is connected',
    );
  });

  it("says that a message came by a connection that was replaced", async () => {
    const viewer = await world.connectViewer(channelArn, "viewer-1");
    const older = await world.connectMaster(channelArn);
    await world.connectMaster(channelArn);
    older.send({ action: "SDP_ANSWER", recipientClientId: "viewer-1", messagePayload: "YW5zd2Vy" });
    await viewer.next();
    expect(await line("message-relayed")).toBe(
      "front-door SDP_ANSWER master → viewer viewer-1 (from a replaced connection) 8 characters",
    );
  });

  it("says to how many a notice went", async () => {
    await world.connectMaster(channelArn);
    await world.connectViewer(channelArn, "viewer-1");
    world.service.behave(goAway(), { channelName: "front-door" });
    expect(await line("behaviour-begun")).toBe("front-door go-away sent to 2 connections");
  });
});
