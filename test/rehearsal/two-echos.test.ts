import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CameraEvent } from "../../camera/index.ts";
import { cameraCode } from "../../camera/media/index.ts";
import { openCatalogue } from "../../cli/open-catalogue.ts";
import { permissions } from "../../infrastructure/permissions.ts";
import { listen } from "../../rehearsal/happenings.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../../rehearsal/headless-echo/index.ts";
import { type Rehearsal, startRehearsal } from "../../rehearsal/index.ts";
import { isClientOf } from "../../rehearsal/view/follow-view.ts";

const root = join(import.meta.dirname, "../..");
const camera = "garden";

let dataDirectory: string;
let rehearsal: Rehearsal;
const echos: HeadlessEcho[] = [];
const cameraEvents: CameraEvent[] = [];

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "two-echos-"));
  rehearsal = await startRehearsal({
    dataDirectory,
    packedSkill: join(root, "dist/lambda"),
    runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
    openCatalogue,
    permissions,
    pages: join(root, "dist/pages"),
  });
  listen(rehearsal.parts.happenings, "camera", (event) => cameraEvents.push(event));
});
afterAll(async () => {
  await Promise.all(echos.map((echo) => echo.close()));
  await rehearsal.stop();
  await rm(dataDirectory, { recursive: true });
});

/** "Alexa, show Garden", said to one more Echo. */
async function show() {
  const echo = await createHeadlessEcho();
  echos.push(echo);
  const sessionId = randomUUID();
  const reply = await rehearsal.parts.alexa.initiateSession({ endpointId: camera, sessionId, offer: echo.offer });
  if ("error" in reply) throw new Error(reply.error.message);
  await echo.acceptAnswer(reply.value);
  return { echo, sessionId, answer: reply.value };
}

/** Waits until the camera tells of something that this viewer did or that became of it. */
function told(type: CameraEvent["type"], sessionId: string): Promise<CameraEvent> {
  const isIt = (event: CameraEvent) =>
    event.type === type && "clientId" in event && isClientOf(sessionId, event.clientId);
  const already = cameraEvents.find(isIt);
  if (already) return Promise.resolve(already);
  return new Promise((resolve) => {
    const stop = listen(rehearsal.parts.happenings, "camera", (event) => {
      if (!isIt(event)) return;
      stop();
      resolve(event);
    });
  });
}

/** The frames' own numbers, of this camera alone. */
function frameNumbers({ received }: HeadlessEcho): number[] {
  return received()
    .barcodes.filter((barcode) => barcode.cameraCode === cameraCode(camera))
    .map(({ frameNumber }) => frameNumber);
}

describe("two Echos on one camera", () => {
  it("get two answers and two streams, and the one that closes DTLS ends only its own", async () => {
    const [one, other] = await Promise.all([show(), show()]);
    const credentials = [one, other].map(({ answer }) => /a=ice-ufrag:(\S+)/.exec(answer)?.[1]);
    expect(new Set(credentials).size).toBe(2);
    await Promise.all([one.echo.untilFrames(15), other.echo.untilFrames(15)]);
    for (const { echo } of [one, other]) {
      const numbers = frameNumbers(echo);
      expect(numbers).toHaveLength(echo.received().barcodes.length);
      expect(numbers).toEqual([...numbers].sort((before, after) => before - after));
    }

    await one.echo.close();
    expect(await told("viewer-gone", one.sessionId)).toMatchObject({ reason: "left" });
    const seen = other.echo.received().videoFrames;
    await other.echo.untilFrames(seen + 15);
    expect(frameNumbers(other.echo).length).toBeGreaterThanOrEqual(seen + 15);
    expect(cameraEvents.filter(({ type }) => type === "viewer-gone")).toHaveLength(1);

    await other.echo.close();
    expect(await told("viewer-gone", other.sessionId)).toMatchObject({ reason: "left" });
  });
});
