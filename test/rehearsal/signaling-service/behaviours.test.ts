import { DeleteSignalingChannelCommand, DescribeSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  answerAtOnce,
  answerNull,
  clockSkew,
  delay,
  endpointMoves,
  failWith,
  hang,
  InvalidBehaviour,
  resetConnection,
  unknownOperation,
} from "../../../rehearsal/signaling-service/index.ts";
import { openFrontDoor } from "./support/front-door.ts";
import type { ManualClock } from "./support/manual-clock.ts";
import { closeWorlds, type World } from "./support/world.ts";

const ANSWER = "YW5zd2Vy";

let world: World;
let clock: ManualClock;
let channelArn: string;
beforeEach(async () => {
  ({ world, clock, channelArn } = await openFrontDoor());
});
afterEach(closeWorlds);

/** Connects a master that answers each offer at once. */
async function answeringMaster(arn = channelArn, payload = ANSWER): Promise<void> {
  (await world.connectMaster(arn)).answerOffers(payload);
}

const describeChannel = () => world.control.send(new DescribeSignalingChannelCommand({ ChannelARN: channelArn }));

/** Resolves when an operation is called: put in before the behaviour that then stands in the call's way. */
function called(operation: string): Promise<void> {
  return new Promise((resolve) => {
    world.service.behave({
      name: "notice",
      beforeOperation: (call) => void (call.operation === operation && resolve()),
    });
  });
}

describe("behaviours that spoil a call", () => {
  it.each([
    ["ClientLimitExceededException", 400],
    ["NotAuthorizedException", 401],
    ["AccessDeniedException", 401],
    ["ResourceNotFoundException", 404],
    ["ResourceInUseException", 400],
    ["InternalFailure", 500],
    ["ServiceUnavailable", 503],
  ] as const)("fail-with: %s comes with status %d, as the SDK reads it", async (name, status) => {
    world.service.behave(failWith(name, { operation: "SendAlexaOfferToMaster", message: "As asked for." }));
    await expect(world.offer(channelArn, "echo-1")).rejects.toMatchObject({
      name,
      message: "As asked for.",
      $metadata: { httpStatusCode: status },
    });
    expect((await describeChannel()).ChannelInfo?.ChannelName).toBe("front-door");
  });

  it("fail-with: takes another status, and fails every operation when none is named", async () => {
    world.service.behave(failWith("AccessDeniedException", { status: 403 }));
    await expect(describeChannel()).rejects.toMatchObject({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("fail-with: refuses handshakes too", async () => {
    world.service.behave(failWith("AccessDeniedException", { operation: "ConnectAsMaster", status: 403 }));
    await expect(world.connectMaster(channelArn)).rejects.toMatchObject({
      status: 403,
      errorType: "AccessDeniedException",
    });
    await world.connectViewer(channelArn, "viewer-1");
  });

  it.each([
    ["ExpiredTokenException", 403],
    ["UnrecognizedClientException", 403],
    ["MissingAuthenticationTokenException", 403],
  ] as const)("fail-with: %s comes as the front end has it", async (name, status) => {
    world.service.behave(failWith(name, { operation: "DescribeSignalingChannel" }));
    world.service.behave(failWith(name, { operation: "ConnectAsMaster" }));
    await expect(describeChannel()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    await expect(world.connectMaster(channelArn)).rejects.toMatchObject({
      status,
      errorType: name,
      body: '{"message":"This failure was asked for."}',
    });
  });

  it("a failure may be asked for in plain data, of a call and of a handshake", async () => {
    const fail = { do: "fail", error: "VersionMismatchException", message: "No such version." } as const;
    world.service.behave({
      name: "all but endpoints",
      beforeOperation: ({ operation }) =>
        operation === "GetSignalingChannelEndpoint" ? undefined : structuredClone(fail),
    });
    await expect(describeChannel()).rejects.toMatchObject({
      name: fail.error,
      message: fail.message,
      $metadata: { httpStatusCode: 400 },
    });
    await expect(world.connectMaster(channelArn)).rejects.toMatchObject({ status: 400, errorType: fail.error });
  });

  it("reset-connection: the reply breaks off in its middle", async () => {
    world.service.behave(resetConnection("SendAlexaOfferToMaster"));
    await expect(world.offer(channelArn, "echo-1")).rejects.toThrow(/aborted/);
  });

  it("reset-connection: breaks off a handshake", async () => {
    world.service.behave(resetConnection("ConnectAsMaster"));
    await expect(world.connectMaster(channelArn)).rejects.toThrow();
  });

  it("hang: the call is never answered, and the service stops all the same", async () => {
    const asked = called("DescribeSignalingChannel");
    world.service.behave(hang("DescribeSignalingChannel"));
    const outcome = describeChannel().then(
      () => "answered",
      () => "cut",
    );
    await asked;
    await world.service.stop();
    expect(await outcome).toBe("cut");
  });

  it("delay: the call is carried out that much later", async () => {
    await answeringMaster();
    const begun = called("DescribeSignalingChannel");
    world.service.behave(delay(700, "DescribeSignalingChannel"));
    const reply = describeChannel();
    await begun;
    clock.advance(700);
    await reply;
    expect((await eventOf("DescribeSignalingChannel")).milliseconds).toBe(700);
  });

  it("delay: nothing is carried out for a client that has gone meanwhile", async () => {
    const asked = called("SendAlexaOfferToMaster");
    world.service.behave(delay(700, "SendAlexaOfferToMaster"));
    const patience = new AbortController();
    const client = await world.dataPlane(channelArn);
    const input = { ChannelARN: channelArn, SenderClientId: "echo-1", MessagePayload: "b2ZmZXI=" };
    const offer = client.send(new SendAlexaOfferToMasterCommand(input), { abortSignal: patience.signal });
    await asked;
    patience.abort();
    await expect(offer).rejects.toThrow();
    await describeChannel();
    clock.advance(700);
    expect(world.events.filter(({ type }) => type.startsWith("alexa-offer"))).toEqual([]);
  });

  it("delay: a channel that is deleted meanwhile is not found", async () => {
    const asked = called("SendAlexaOfferToMaster");
    world.service.behave(delay(700, "SendAlexaOfferToMaster"));
    const offer = world.offer(channelArn, "echo-1");
    await asked;
    await world.control.send(new DeleteSignalingChannelCommand({ ChannelARN: channelArn }));
    clock.advance(700);
    await expect(offer).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("hide no mistake of the client", async () => {
    world.service.behave(answerAtOnce("YW5zd2Vy"));
    await expect(world.offer(channelArn, "echo-1", "A".repeat(10_001))).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
  });

  it("unknown-operation: HTTP 200 with a body that holds no answer", async () => {
    world.service.behave(unknownOperation());
    const reply = await world.offer(channelArn, "echo-1");
    expect(reply.$metadata.httpStatusCode).toBe(200);
    expect(reply.Answer).toBeUndefined();
  });

  it("endpoint-moves: the old endpoint answers UnknownOperation, the new one works, and all comes back", async () => {
    await answeringMaster();
    const before = await world.dataPlane(channelArn);
    const send = (client: typeof before, clientId: string) =>
      client.send(
        new SendAlexaOfferToMasterCommand({ ChannelARN: channelArn, SenderClientId: clientId, MessagePayload: "YQ==" }),
      );
    expect((await send(before, "echo-1")).Answer).toBe(ANSWER);
    const old = await world.endpoint(channelArn, "HTTPS", "MASTER");
    const remove = world.service.behave(endpointMoves());
    const stale = await send(before, "echo-2");
    expect(stale.$metadata.httpStatusCode).toBe(200);
    expect(stale.Answer).toBeUndefined();
    expect(await world.endpoint(channelArn, "HTTPS", "MASTER")).not.toBe(old);
    expect((await send(await world.dataPlane(channelArn), "echo-3")).Answer).toBe(ANSWER);
    remove();
    expect(await world.endpoint(channelArn, "HTTPS", "MASTER")).toBe(old);
    expect((await send(before, "echo-4")).Answer).toBe(ANSWER);
  });

  it("endpoint-moves: or the old endpoint answers 404; WebSockets stay where they are", async () => {
    const before = await world.dataPlane(channelArn);
    world.service.behave(endpointMoves("not-found"));
    const command = new SendAlexaOfferToMasterCommand({
      ChannelARN: channelArn,
      SenderClientId: "e",
      MessagePayload: "YQ==",
    });
    await expect(before.send(command)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await world.connectMaster(channelArn);
  });

  async function eventOf(operation: string) {
    for (;;) {
      const event = await world.event("request");
      if (event.operation === operation) return event;
    }
  }
});

describe("putting behaviours in", () => {
  it.each([
    ["is not a number", Number.NaN],
    ["never ends", Number.POSITIVE_INFINITY],
    ["is more than ten years", 10_000_000_000_000],
    ["is more than ten years back", -10_000_000_000_000],
  ])("refuses a clock-skew that %s", async (_, milliseconds) => {
    expect(() => world.service.behave(clockSkew(milliseconds))).toThrow(InvalidBehaviour);
    await describeChannel();
  });

  it("takes a clock-skew of ten years, and the Date header shows it", async () => {
    world.service.behave(clockSkew(10 * 365 * 86_400_000));
    const { headers } = await fetch(world.service.controlPlaneUrl, { method: "POST" });
    const ahead = Date.parse(headers.get("date") ?? "") - clock.now();
    expect(Math.round(ahead / 86_400_000)).toBe(3_650);
  });

  it("refuses a clock-skew for one channel: there is one clock", () => {
    expect(() => world.service.behave(clockSkew(1_000), { channelName: "front-door" })).toThrow(
      "clock-skew 1000 ms is for the whole service, and not for one channel",
    );
  });

  it("on one channel leaves the others alone", async () => {
    const garden = await world.createChannel("garden");
    await answeringMaster();
    await answeringMaster(garden);
    world.service.behave(answerNull(), { channelName: "garden" });
    world.service.behave(failWith("ResourceNotFoundException"), { channelName: "cellar" });
    expect((await world.offer(channelArn, "echo-1")).Answer).toBe(ANSWER);
    expect((await world.offer(garden, "echo-1")).Answer).toBeUndefined();
  });

  it("ends when taken out", async () => {
    await answeringMaster();
    const remove = world.service.behave(answerNull());
    expect((await world.offer(channelArn, "echo-1")).Answer).toBeUndefined();
    remove();
    expect((await world.offer(channelArn, "echo-2")).Answer).toBe(ANSWER);
  });

  it("does not disarm the signature check", async () => {
    world.service.behave(answerAtOnce(ANSWER));
    const { hostname, port } = new URL(world.service.controlPlaneUrl);
    const path = new URL(await world.endpoint(channelArn, "HTTPS", "VIEWER")).pathname;
    const reply = await fetch(`http://${hostname}:${port}${path}/v1/send-alexa-offer-to-master`, { method: "POST" });
    expect(reply.status).toBe(403);
    await reply.text();
  });
});
