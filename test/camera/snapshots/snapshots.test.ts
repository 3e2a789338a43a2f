import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createEmit } from "../../../camera/events.ts";
import { cameraCode } from "../../../camera/media/index.ts";
import { type Snapshots, type SnapshotsOptions, startSnapshots } from "../../../camera/snapshots/index.ts";
import { createJpegPainter } from "../../../camera/snapshots/paint-jpeg.ts";
import { MIN_PICTURE_SIDE, readPicture } from "../../../protocol/pictures/read-picture.ts";
import { type Bucket, startBucket } from "../../../rehearsal/aws/bucket.ts";
import { decodeJpeg, readJpegBarcode } from "../../../rehearsal/media/jpeg-barcode.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { createEventLog, type EventLog } from "../stage.ts";

const region = "us-east-1";
const credentials = { accessKeyId: "AKIAEXAMPLECAMERA", secretAccessKey: "secret of the camera" };
const FIVE_MINUTES = 5 * 60_000;

let folder: string;
let bucket: Bucket;
let clock: ManualClock;
let events: EventLog;
let camera: Snapshots | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "camera-snapshots-"));
  bucket = await startBucket({ region, accessKeys: [{ ...credentials, actions: ["s3:PutObject"] }], folder });
});
beforeEach(() => {
  clock = createManualClock();
  events = createEventLog();
});
afterEach(async () => {
  bucket.behave("ok");
  await camera?.stop();
  camera = undefined;
});
afterAll(async () => {
  await bucket.stop();
  await rm(folder, { recursive: true });
});

function start(change: Partial<SnapshotsOptions> = {}): Snapshots {
  camera = startSnapshots({
    camera: { id: "front-door", name: "Front Door" },
    bucket: bucket.name,
    region,
    credentials,
    endpoint: bucket.url,
    callTimeoutMilliseconds: 2_000,
    intervalMilliseconds: undefined,
    level: () => 0,
    emit: createEmit(events.onEvent),
    clock,
    now: () => new Date("2026-01-02T03:04:05Z"),
    ...change,
  });
  return camera;
}

const inBucket = () => readFile(join(folder, "front-door.jpg"));

describe("a camera with a bucket", () => {
  it("puts a picture there when it starts, which tells whose it is and is one that Alexa takes", async () => {
    start();
    const { bytes } = await events.until("snapshot-put");
    const picture = await inBucket();
    expect(picture.length).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(60_000);
    expect(readPicture(picture)).toEqual({ type: "image/jpeg", width: 640, height: MIN_PICTURE_SIDE });
    expect(readJpegBarcode(picture)).toEqual({ cameraCode: cameraCode("front-door"), frameNumber: 0 });
  });

  it("puts another one every five minutes, and when it wakes", async () => {
    const { snapshot } = start();
    await events.until("snapshot-put");
    clock.advance(FIVE_MINUTES - 1);
    expect(events.all).toHaveLength(1);
    clock.advance(1);
    await events.until("snapshot-put", 2);
    await snapshot();
    expect(events.types()).toEqual(["snapshot-put", "snapshot-put", "snapshot-put"]);
    expect(readJpegBarcode(await inBucket())?.frameNumber).toBe(2);
  });

  it("puts pictures one after another, so that the last one asked for is the one that stays", async () => {
    const { snapshot } = start();
    await Promise.all([snapshot(), snapshot(), snapshot()]);
    expect(readJpegBarcode(await inBucket())?.frameNumber).toBe(3);
  });

  it.each([
    ["denied", /may not put a picture/],
    ["throttled", /too many calls/],
    ["error", /unexpected failure \(InternalError\)/],
    ["refused", /did not reply|unexpected/],
  ] as const)("says so when the bucket is in state %s, and goes on", async (state, reason) => {
    bucket.behave(state);
    const { snapshot } = start();
    expect((await events.until("snapshot-failed")).reason).toMatch(reason);
    bucket.behave("ok");
    await snapshot();
    expect(events.types()).toEqual(["snapshot-failed", "snapshot-put"]);
  });

  it("does not wait for a slow bucket for ever", async () => {
    bucket.behave("slow");
    start({ callTimeoutMilliseconds: 50 });
    expect((await events.until("snapshot-failed")).reason).toMatch(/did not reply in time/);
  });

  it("stops in the middle of a picture, and puts none afterwards", async () => {
    bucket.behave("slow");
    const { snapshot, stop } = start();
    await stop();
    await snapshot();
    clock.advance(2 * FIVE_MINUTES);
    expect(events.all).toEqual([]);
  });
});

describe("the picture", () => {
  const paint = createJpegPainter({ cameraId: "garden", name: "Garden" });
  const moment = { now: new Date(), frameNumber: 0 };

  it("has the colours that the video has on a screen: black and white cells, and what talk lights up in green", () => {
    const image = decodeJpeg(paint({ ...moment, level: 0.3 }));
    if (image === undefined) throw new Error("no picture");
    const at = (x: number, y: number) => [...image.data.subarray((y * 640 + x) * 4, (y * 640 + x) * 4 + 3)];
    // The first two cells of the barcode are white and black.
    for (const value of at(40, 328)) expect(value).toBeGreaterThan(250);
    for (const value of at(56, 328)) expect(value).toBeLessThan(5);
    const green = Array.from({ length: 640 * 360 }, (_, pixel) => at(pixel % 640, Math.floor(pixel / 640))).filter(
      ([red = 0, value = 0, blue = 0]) => value > red + 60 && value > blue + 60,
    );
    expect(green.length).toBeGreaterThan(500);
  });

  it("is of this moment", () => {
    expect(paint(moment)).not.toEqual(paint({ now: new Date(moment.now.getTime() + 1_000), frameNumber: 0 }));
  });
});
