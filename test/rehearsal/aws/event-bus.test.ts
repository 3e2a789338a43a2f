import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { doorbellPressed, motionEnded, motionStarted } from "../../../protocol/camera-events/build-entries.ts";
import { parseEvent } from "../../../protocol/camera-events/parse-event.ts";
import { type EventBus, startEventBus } from "../../../rehearsal/aws/event-bus.ts";
import type { DeliveredEvent } from "../../../rehearsal/aws/put-events.ts";

const anyone = { accessKeyId: "AKIAANYONE", secretAccessKey: "anyone's" };
const frontDoor = { accessKeyId: "AKIAFRONTDOOR", secretAccessKey: "the camera's", name: "front-door" };
const stranger = { accessKeyId: "AKIASTRANGER", secretAccessKey: "the stranger's", actions: ["s3:*"] };
const at = Date.parse("2026-03-01T12:00:00.250Z");

let bus: EventBus;
let delivered: DeliveredEvent[] = [];
let deliver = (_event: DeliveredEvent): void => {};
const clients: EventBridgeClient[] = [];

beforeAll(async () => {
  bus = await startEventBus({
    region: "us-east-1",
    accessKeys: [anyone, frontDoor, stranger],
    sourcesOf: (id) => (id === frontDoor.accessKeyId ? ["camera.front-door"] : undefined),
    deliver(event) {
      delivered.push(event);
      deliver(event);
    },
    now: () => at + 999,
  });
});
afterEach(() => {
  bus.behave("ok");
  bus.deliverInManner("once");
  delivered = [];
  deliver = () => {};
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await bus.stop();
});

async function put(entries: PutEventsRequestEntry[], credentials = anyone) {
  const client = new EventBridgeClient({ endpoint: bus.url, region: "us-east-1", credentials, maxAttempts: 1 });
  clients.push(client);
  const reply = await client.send(new PutEventsCommand({ Entries: entries }));
  await bus.delivered();
  return reply;
}

const press = doorbellPressed("front-door", at);
const types = () => delivered.map((event) => event["detail-type"]);

describe("the event bus", () => {
  it("delivers what a camera puts in EventBridge's envelope, in whole seconds", async () => {
    const { FailedEntryCount, Entries } = await put([press]);
    expect(FailedEntryCount).toBe(0);
    expect(delivered).toEqual([
      {
        version: "0",
        id: Entries?.[0]?.EventId,
        "detail-type": "Doorbell Pressed",
        source: "camera.front-door",
        account: "123456789012",
        time: "2026-03-01T12:00:01Z",
        region: "us-east-1",
        resources: [],
        detail: { at: "2026-03-01T12:00:00.250Z" },
      },
    ]);
    expect(parseEvent(delivered[0])).toMatchObject({ outcome: "camera", cameraId: "front-door" });
  });

  it("keeps the time and the resources that the sender says", async () => {
    await put([{ ...press, Time: new Date("2026-02-01T01:02:03.900Z"), Resources: ["arn:aws:iot:::thing/a"] }]);
    expect(delivered).toMatchObject([{ time: "2026-02-01T01:02:03Z", resources: ["arn:aws:iot:::thing/a"] }]);
  });

  it("lets a key put events of its own source alone", async () => {
    expect((await put([press], frontDoor)).FailedEntryCount).toBe(0);
    const foreign = put([press, doorbellPressed("back-door", at)], frontDoor);
    await expect(foreign).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(put([press], stranger)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(put([press], { ...anyone, secretAccessKey: "guessed" })).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
    expect(delivered).toHaveLength(1);
  });

  it.each<[string, PutEventsRequestEntry, string]>([
    ["an event of AWS's own", { ...press, Source: "aws.s3" }, "NotAuthorizedForSourceException"],
    ["a detail that is no JSON", { ...press, Detail: "{" }, "MalformedDetail"],
    ["a detail that is no object", { ...press, Detail: "[1]" }, "MalformedDetail"],
    ["no detail", { Source: press.Source, DetailType: press.DetailType }, "InvalidArgument"],
    ["no source", { ...press, Source: undefined }, "InvalidArgument"],
    ["no type", { ...press, DetailType: "" }, "InvalidArgument"],
    ["a type of 129 characters", { ...press, DetailType: "a".repeat(129) }, "InvalidArgument"],
  ])("does not take %s, and delivers the others of the call", async (_name, entry, code) => {
    const { FailedEntryCount, Entries } = await put([entry, press]);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([code, undefined]);
    expect(types()).toEqual(["Doorbell Pressed"]);
  });

  it.each<[string, PutEventsRequestEntry[]]>([
    ["no entry", []],
    ["eleven entries", Array.from({ length: 11 }, () => press)],
    ["entries of more than 256 KB", [{ ...press, Detail: JSON.stringify({ text: "a".repeat(256 * 1024) }) }]],
  ])("refuses a whole call with %s", async (_name, entries) => {
    await expect(put(entries)).rejects.toMatchObject({ name: "ValidationException" });
    expect(delivered).toEqual([]);
  });

  it("has no other operation", async () => {
    const client = new EventBridgeClient({ endpoint: bus.url, region: "us-east-1", credentials: anyone });
    clients.push(client);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers["x-amz-target"] = "AWSEvents.PutRule";
        return next(args);
      },
      { step: "build" },
    );
    await expect(client.send(new PutEventsCommand({ Entries: [press] }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  it("takes events for another bus and delivers them nowhere here", async () => {
    expect((await put([{ ...press, EventBusName: "another" }])).FailedEntryCount).toBe(0);
    expect(delivered).toEqual([]);
    await put([{ ...press, EventBusName: "arn:aws:events:us-east-1:123456789012:event-bus/default" }]);
    expect(delivered).toHaveLength(1);
  });

  it("goes on when the target fails", async () => {
    deliver = () => {
      throw new Error("the target is not there");
    };
    expect((await put([press, press])).FailedEntryCount).toBe(0);
    expect(delivered).toHaveLength(2);
  });

  it("can deliver twice, the same event under the same id", async () => {
    bus.deliverInManner("twice");
    await put([press]);
    expect(delivered).toHaveLength(2);
    expect(delivered[1]).toEqual(delivered[0]);
  });

  it("can deliver out of order, and hands over what it holds back when that ends", async () => {
    bus.deliverInManner("out-of-order");
    await put([motionStarted("front-door", at), motionEnded("front-door", at), press]);
    expect(types()).toEqual(["Motion Ended", "Motion Started"]);
    bus.deliverInManner("once");
    expect(types()).toEqual(["Motion Ended", "Motion Started", "Doorbell Pressed"]);
  });

  it("tells what AWS's own services have to tell", async () => {
    const detail = { bucket: { name: "pictures" }, object: { key: "front-door.jpg" } };
    bus.announce("aws.s3", "Object Created", detail, ["arn:aws:s3:::pictures"]);
    expect(parseEvent(delivered[0])).toMatchObject({ outcome: "object", event: { detail } });
  });

  it.each([
    ["denied", "AccessDeniedException"],
    ["throttled", "ThrottlingException"],
    ["error", "InternalServerError"],
  ] as const)("can be %s", async (behaviour, name) => {
    bus.behave(behaviour);
    await expect(put([press])).rejects.toMatchObject({ name });
    expect(delivered).toEqual([]);
  });
});
