import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type FailureCode, failures } from "../../../lambda/failure.ts";
import type { Handler } from "../../../lambda/index.ts";
import { createAlexaCloud } from "../../../rehearsal/alexa-cloud/index.ts";
import type { AwsBehaviour } from "../../../rehearsal/aws/behaviour.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { failureExpectations } from "../support/expect-failure.ts";
import { fakeDeadlines, pass, SHORT_OF_TIME_MS } from "../support/fake-deadline.ts";
import { type PicturedSkill, signingKey, startPicturedSkill } from "../support/pictured-skill.ts";
import { jpeg } from "../support/pictures.ts";
import { unhurried } from "../support/rehearsed-skill.ts";

let skill: PicturedSkill;
let handler: Handler;
let output: CapturedOutput;
const picture = jpeg(640, 360);

beforeAll(async () => {
  skill = await startPicturedSkill();
  await skill.writeCameras({ id: "front-door" });
});
beforeEach(async () => {
  output = captureOutput();
  handler = skill.coldHandler();
  skill.restartPictures();
  await skill.putPicture("front-door", picture);
});
afterEach(() => {
  jest.useRealTimers();
  output.restore();
  skill.bucket.behave("ok");
  skill.secrets.behave("ok");
  skill.login.behave("ok");
});
afterAll(() => skill.stop());

const { expectFailure, expectFailureInTime } = failureExpectations({
  handler: () => handler,
  output: () => output,
  token: () => skill.token,
});
const getSnapshot = (change = {}) => skill.directive("get-snapshot.front-door", change);

describe("GetSnapshot", () => {
  it("fails in the interface's own words where there is no picture", async () => {
    await skill.removePicture("front-door");
    await expectFailure("snapshot-missing", getSnapshot());
  });

  it("fails so too in a skill that has no pictures, and says what is not set", async () => {
    handler = skill.coldHandler({ SNAPSHOT_URL: "" });
    expect(await expectFailure("snapshot-missing", getSnapshot())).toContain("(SNAPSHOT_URL is not set)");
  });

  it.each([
    ["refused", ""],
    ["denied", "(HTTP 403)"],
    ["throttled", "(HTTP 503)"],
    ["error", "(HTTP 500)"],
    ["garbage", "(no Last-Modified)"],
  ] as const)("fails as an error of the skill's when the bucket is in state %s", async (state, detail) => {
    skill.bucket.behave(state);
    expect(await expectFailure("snapshots-unreachable", getSnapshot())).toContain(detail);
  });

  it("fails in time when the bucket is slow", async () => {
    // Token and key are known from now on.
    await handler(getSnapshot(), unhurried);
    skill.bucket.behave("slow");
    await expectFailureInTime("snapshots-unreachable", getSnapshot(), Promise.resolve());
  });

  it("fails when the key that signs addresses cannot be read", async () => {
    skill.secrets.behave("denied");
    await expectFailure("secret-unreadable", getSnapshot());
  });

  it("fails for others' cameras and tokens as every directive does, and the bucket hears nothing", async () => {
    skill.bucket.behave("error");
    await expectFailure("camera-not-found", getSnapshot({ endpointId: "no-such-camera" }));
    const stranger = skill.login.issueToken({ userId: "amzn1.account.OTHER" });
    await expectFailure("camera-not-found", getSnapshot({ token: stranger }));
    await expectFailure("token-invalid", getSnapshot({ token: "Atza|nobody-issued-this" }));
  });

  it("is malformed with the version of other interfaces", async () => {
    const directive = getSnapshot();
    directive.directive.header.payloadVersion = "3";
    expect(await expectFailure("directive-malformed", directive)).toContain("(directive.header.payloadVersion)");
  });
});

describe("a request for a picture", () => {
  async function address(): Promise<string> {
    const alexa = createAlexaCloud({ invoke: (event) => handler(event, unhurried), accessToken: () => skill.token });
    const reply = await alexa.getSnapshot("front-door");
    if ("error" in reply) throw new Error(reply.error.message);
    return reply.value.value.uri;
  }

  const fetchPicture = (uri: string) => fetch(uri, { headers: { authorization: `Bearer ${skill.token}` } });

  /** Holds a refusal to what whoever fetches gets, to the log and the metrics, and that none of them tells a secret. */
  async function expectRefusal(response: Response, uri: string, status: number, code: FailureCode): Promise<void> {
    expect(response.status).toBe(status);
    expect(await response.text()).toBe("");
    const line = output.logged("snapshot refused").at(-1);
    expect(line).toMatchObject({ status, code, level: status < 500 ? "WARN" : "ERROR", endpointId: "front-door" });
    expect(line?.sentence).toContain(failures[code].sentence);
    expect(output.lines().findLast((entry) => "Failure" in entry)).toMatchObject({ Failure: 1, code });
    for (const secret of [skill.token, signingKey, uri]) expect(output.text()).not.toContain(secret);
  }

  it.each<[AwsBehaviour, FailureCode, number]>([
    ["refused", "snapshots-unreachable", 502],
    ["denied", "snapshots-unreachable", 502],
    ["error", "snapshots-unreachable", 502],
    ["garbage", "snapshot-unusable", 502],
    ["throttled", "snapshots-unreachable", 503],
  ])("to a bucket in state %s is %s, HTTP %i", async (state, code, status) => {
    const uri = await address();
    skill.bucket.behave(state);
    await expectRefusal(await fetchPicture(uri), uri, status, code);
  });

  it("to a slow bucket is HTTP 504, in time", async () => {
    const uri = await address();
    skill.restartPictures({}, 2_000);
    await (await fetchPicture(uri)).arrayBuffer();
    skill.bucket.behave("slow");
    fakeDeadlines();
    const response = fetchPicture(uri);
    await passUntil(response);
    jest.useRealTimers();
    await expectRefusal(await response, uri, 504, "snapshots-unreachable");
  });

  it.each([
    [
      "snapshot-unusable",
      "of no kind",
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "neither JPEG nor PNG",
    ],
    ["snapshot-unusable", "too small", jpeg(640, 352), "640x352"],
    ["snapshot-unusable", "too large", Buffer.concat([picture, Buffer.alloc(4_500_000)]), "it is too large"],
  ] as const)("is %s for a picture that is %s", async (code, _how, bytes, detail) => {
    await skill.putPicture("front-door", bytes);
    const uri = await address();
    await expectRefusal(await fetchPicture(uri), uri, 502, code);
    expect(output.logged("snapshot refused").at(-1)?.sentence).toContain(`(${detail})`);
  });

  it("is served up to the largest picture that a function can return", async () => {
    await skill.putPicture("front-door", Buffer.concat([picture, Buffer.alloc(4_500_000 - picture.length)]));
    const response = await fetchPicture(await address());
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(4_500_000);
  });

  it.each<[string, () => void, FailureCode]>([
    ["Login with Amazon", () => skill.login.behave("error"), "identity-unreachable"],
    ["the registry", () => skill.restartPictures({ LAMBDA_TASK_ROOT: "/nowhere" }), "camera-not-found"],
  ])("without %s is refused", async (_name, change, code) => {
    const uri = await address();
    change();
    await expectRefusal(await fetchPicture(uri), uri, code === "camera-not-found" ? 404 : 503, code);
  });

  it("without the key that signs is HTTP 503, and nobody is asked about the token", async () => {
    const uri = await address();
    skill.secrets.behave("throttled");
    skill.login.behave("error");
    expect((await fetchPicture(uri)).status).toBe(503);
    expect(output.logged("snapshot refused").at(-1)).toMatchObject({ code: "secret-unreadable" });
  });

  it("to a function with wrong settings is HTTP 500, and the log says what to type", async () => {
    const uri = await address();
    skill.restartPictures({ SNAPSHOT_BUCKET: "" });
    expect((await fetchPicture(uri)).status).toBe(500);
    expect(output.logged("the configuration is wrong").at(-1)?.sentence).toMatch(/SNAPSHOT_BUCKET: type the name/);
  });
});

/** Lets the time of a function that is short of it pass, until it has answered. */
async function passUntil(response: Promise<unknown>): Promise<void> {
  let answered = false;
  const note = () => {
    answered = true;
  };
  response.then(note, note);
  while (!answered) await pass(SHORT_OF_TIME_MS);
}
