import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type FailureCode, failures } from "../../lambda/failure.ts";
import {
  cameraAdded,
  cameraChanged,
  cameraOffline,
  cameraOnline,
  cameraRemoved,
  doorbellPressed,
  motionStarted,
} from "../../protocol/camera-events/build-entries.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { cameraRecord } from "./support/fixtures.ts";
import { type HearingSkill, startHearingSkill } from "./support/hearing-skill.ts";

const id = "front-door";
const [ada, ben] = ["amzn1.account.ADA", "amzn1.account.BEN"] as const;
let skill: HearingSkill;
let output: CapturedOutput;
let heardBefore = 0;
let lettersBefore = 0;

beforeAll(async () => {
  skill = await startHearingSkill();
  await skill.catalogue.add(cameraRecord({ id, kind: "doorbell", motion: true, owners: [ada, ben] }));
  await skill.grant(ada);
  await skill.grant(ben);
});
beforeEach(() => {
  output = captureOutput();
  skill.cold();
  heardBefore = skill.gateways.events().length;
  lettersBefore = skill.lambda.deadLetters().length;
});
afterEach(() => {
  output.restore();
  skill.bus.deliverInManner("once");
  skill.gateways.behave("ok");
  skill.secrets.behave("ok");
  skill.login.behave("ok");
  skill.dynamo.calm();
});
afterAll(() => skill.stop());

/** What the gateways took in this test: who is told what, by name. */
const told = () =>
  skill.gateways
    .events()
    .slice(heardBefore)
    .map(({ userId, event }) => [userId, event.event.header.name])
    .toSorted();
const deadLetters = () => skill.lambda.deadLetters().slice(lettersBefore);
const both = (name: string) => [
  [ada, name],
  [ben, name],
];

describe("the function that hears cameras", () => {
  it("rings at everybody's who has the doorbell, and once though EventBridge delivers twice", async () => {
    skill.bus.deliverInManner("twice");
    await skill.put(doorbellPressed(id, Date.now()));
    expect(told()).toEqual(both("DoorbellPress"));
    expect(deadLetters()).toEqual([]);
  });

  it("tells of motion, of a camera that goes and comes, and keeps both for state reports", async () => {
    await skill.put(motionStarted(id, Date.now()));
    expect(await skill.motion.read(id)).toMatchObject({ motion: "DETECTED" });
    await skill.put(cameraOffline(id, Date.now()));
    expect(await skill.presence.connectivityOf(id)).toBe("UNREACHABLE");
    await skill.put(cameraOnline(id, Date.now(), { nextWithinSeconds: 60 }));
    expect(await skill.presence.connectivityOf(id)).toBe("OK");
    expect(told()).toEqual([...both("ChangeReport"), ...both("ChangeReport"), ...both("ChangeReport")].toSorted());
  });

  it("tells of a camera's new name at once, though it knew the old one a moment ago", async () => {
    await skill.put(cameraChanged(id, Date.now()), "keeper");
    await skill.catalogue.change(id, { name: "Garden Gate" });
    await skill.put(cameraChanged(id, Date.now()), "keeper");
    const names = skill.gateways
      .events()
      .slice(heardBefore)
      .map(({ event }) => JSON.stringify(event).match(/"friendlyName":"([^"]*)"/)?.[1]);
    expect(names).toEqual(["Front Door", "Front Door", "Garden Gate", "Garden Gate"]);
  });

  it("announces snapshots with a camera's first picture", async () => {
    const detail = { version: "0", bucket: { name: "pictures" }, object: { key: `${id}.jpg` } };
    for (const _ of [1, 2]) {
      skill.bus.announce("aws.s3", "Object Created", detail);
      await skill.bus.delivered();
      await skill.lambda.settled();
    }
    expect(told()).toEqual(both("AddOrUpdateReport"));
    expect(JSON.stringify(skill.gateways.events().at(-1))).toContain("Alexa.SmartVision.SnapshotProvider");
  });

  it("announces a new camera with the picture that is in the bucket already", async () => {
    await writeFile(join(skill.folder, "bucket", "garden.jpg"), "a picture");
    await skill.catalogue.add(cameraRecord({ id: "garden", owners: [ada] }));
    await skill.put(cameraAdded("garden", Date.now()), "keeper");
    expect(told()).toEqual([[ada, "AddOrUpdateReport"]]);
    expect(JSON.stringify(skill.gateways.events().at(-1))).toContain("Alexa.SmartVision.SnapshotProvider");
  });

  it("takes a camera from the one who does not share in it any more, and from nobody else", async () => {
    await skill.catalogue.unshare(id, ben);
    await skill.put(cameraRemoved(id, Date.now(), [ada, ben]), "keeper");
    expect(told()).toEqual([[ben, "DeleteReport"]]);
    await skill.catalogue.share(id, ben);
  });

  it("does not hear a camera that speaks for another", async () => {
    await expect(skill.put(doorbellPressed("back-door", Date.now()))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    expect(told()).toEqual([]);
  });

  it("tells who could be told once, and the others when the event is sent again from the dead-letter queue", async () => {
    skill.gateways.behave("denied");
    await skill.put(doorbellPressed(id, Date.now()));
    expect(told()).toEqual([]);
    expect(deadLetters()).toMatchObject([
      {
        event: { source: "camera.front-door", "detail-type": "Doorbell Pressed" },
        errorType: "Failure",
        errorMessage: expect.stringMatching(/^event-undelivered: .*2 of 2\)$/),
      },
    ]);
    skill.gateways.behave("ok");
    await skill.invoke(deadLetters()[0]?.event);
    await skill.invoke(deadLetters()[0]?.event);
    expect(told()).toEqual(both("DoorbellPress"));
  });

  it("forgets the grant of a user who has disabled the skill, and fails for nobody", async () => {
    skill.gateways.setEnabled(ben, false);
    await skill.put(doorbellPressed(id, Date.now()));
    expect(told()).toEqual([[ada, "DoorbellPress"]]);
    skill.gateways.setEnabled(ben, true);
    await skill.put(doorbellPressed(id, Date.now()));
    expect(told()).toEqual([
      [ada, "DoorbellPress"],
      [ada, "DoorbellPress"],
    ]);
    expect(deadLetters()).toEqual([]);
    await skill.grant(ben);
  });
});

describe("with its cameras in a file", () => {
  const file = { CAMERAS: "file" };

  beforeAll(async () => {
    const camera = cameraRecord({ id, kind: "doorbell", owners: [ada] });
    await writeFile(join(skill.folder, "cameras.json"), JSON.stringify([camera]));
  });

  it("the function rings at those whom the file names", async () => {
    skill.cold(file);
    await skill.put(doorbellPressed(id, Date.now()));
    expect(told()).toEqual([[ada, "DoorbellPress"]]);
  });

  it("it announces snapshots of a camera that has a picture in the bucket", async () => {
    skill.cold(file);
    await skill.put(cameraChanged(id, Date.now()), "keeper");
    await writeFile(join(skill.folder, "bucket", `${id}.jpg`), "a picture");
    await skill.put(cameraChanged(id, Date.now()), "keeper");
    const announced = skill.gateways.events().slice(heardBefore);
    expect(announced.map((each) => JSON.stringify(each).includes("SnapshotProvider"))).toEqual([false, true]);
    expect(deadLetters()).toEqual([]);
  });
});

describe("an event that comes to nothing", () => {
  const press = (change: object = {}) => ({
    version: "0",
    id: `event-${Math.random()}`,
    "detail-type": "Doorbell Pressed",
    source: "camera.front-door",
    account: "123456789012",
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region: "eu-west-1",
    resources: [],
    detail: {},
    ...change,
  });

  /** Holds what is thrown, logged and counted to a failure; gives all codes that the log has. */
  async function expectFailure(code: FailureCode, event: unknown = press()): Promise<unknown[]> {
    const thrown = await skill.invoke(event).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({ name: "Failure", code });
    expect((thrown as Error).message).toContain(`${code}: ${failures[code].sentence}`);
    expect(output.lines().findLast((line) => "sentence" in line)).toMatchObject({ level: "ERROR", code });
    expect(output.lines().findLast((line) => "Failure" in line)).toMatchObject({ Failure: 1, code });
    for (const secret of [ada, ben, "Atza|", skill.login.eventsClient.clientSecret]) {
      expect(output.text() + String(thrown)).not.toContain(secret);
    }
    return output.lines().map((line) => line.code);
  }

  it.each<[FailureCode, object]>([
    ["event-foreign", { source: "somebody.else" }],
    ["event-malformed", { detail: { at: "noon" } }],
  ])("is %s", async (code, change) => {
    await expectFailure(code, press(change));
  });

  it.each<[string, FailureCode, () => void]>([
    ["the gateway refuses it", "event-undelivered", () => {}],
    ["Login with Amazon cannot be reached", "identity-unreachable", () => skill.login.behave("refused")],
    ["Login with Amazon says what nobody asked for", "identity-unreachable", () => skill.login.behave("garbage")],
    ["the events' secret cannot be read", "secret-unreadable", () => skill.secrets.behave("denied")],
  ])("is event-undelivered when %s, and the log has the cause of each", async (_name, code, misbehave) => {
    // A refusal without a code: the token is renewed.
    skill.gateways.behave("denied");
    misbehave();
    const codes = await expectFailure("event-undelivered");
    expect(codes.filter((each) => each === code).length).toBeGreaterThanOrEqual(2);
  });

  it.each(["refused", "denied", "throttled", "garbage", "error"] as const)(
    "is registry-unreachable when the table is %s",
    async (behaviour) => {
      skill.dynamo.server.behave(behaviour);
      await expectFailure("registry-unreachable");
    },
  );

  it("is unexpected where the function lacks a setting, and the log names it", async () => {
    skill.cold({ EVENTS_SECRET_ARN: "" });
    await expectFailure("unexpected");
    expect(output.text()).toContain("EVENTS_SECRET_ARN");
  });
});
