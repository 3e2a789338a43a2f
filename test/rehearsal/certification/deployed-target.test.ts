import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Handler } from "../../../lambda/index.ts";
import type { AwsServer } from "../../../rehearsal/aws/aws-server.ts";
import { startLambdaService } from "../../../rehearsal/aws/lambda.ts";
import { deployedTarget, harmlessDirectives } from "../../../rehearsal/certification/deployed-target.ts";
import { certificationItems, certificationList } from "../../../rehearsal/certification/list.ts";
import type { CertificationReport } from "../../../rehearsal/certification/report.ts";
import { runCertification } from "../../../rehearsal/certification/run.ts";
import type { CertificationTarget } from "../../../rehearsal/certification/target.ts";
import { type CapturedOutput, captureOutput } from "../../lambda/support/captured-output.ts";
import { addToEnvironment } from "../../lambda/support/environment.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "../../lambda/support/rehearsed-skill.ts";

const region = "eu-west-1";
const key = { accessKeyId: "AKIAIOSFODNN7CERTIFY", secretAccessKey: "the-tester's-own-secret-key" };

let skill: RehearsedSkill;
let handler: Handler;
let lambda: AwsServer;
let output: CapturedOutput;
let target: CertificationTarget;
let restore = () => {};
const sent: string[] = [];

/** The name of what came in, as `namespace.name`; the whole of it where it is no directive. */
function nameOf(event: unknown): string {
  const { header } = (event as { directive?: { header?: Record<string, string> } }).directive ?? {};
  return header === undefined ? JSON.stringify(event) : `${header.namespace}.${header.name}`;
}

beforeAll(async () => {
  output = captureOutput();
  skill = await startRehearsedSkill();
  const camera = await skill.camera("front-door");
  await skill.connectMaster(camera.channelArn);
  await skill.writeCameras([camera]);
  handler = skill.coldHandler();
  lambda = await startLambdaService({
    region,
    accessKeys: [{ ...key, actions: ["lambda:InvokeFunction"] }],
    functions: {
      "camera-skill": async (event) => {
        sent.push(nameOf(event));
        return handler(event, unhurried);
      },
      broken: async () => {
        throw new TypeError("Cannot read properties of undefined");
      },
    },
  });
  restore = addToEnvironment({
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  });
});
afterAll(async () => {
  restore();
  await lambda.stop();
  await skill.stop();
  output.restore();
});
beforeEach(() => {
  sent.length = 0;
});
afterEach(async () => {
  lambda.behave("ok");
  await target.stop();
});

function certify(
  change: Partial<Parameters<typeof deployedTarget>[0]> = {},
  only?: readonly string[],
): Promise<CertificationReport> {
  target = deployedTarget({
    functionName: "camera-skill",
    region,
    accessToken: skill.token,
    destructive: false,
    ...change,
  });
  const { signal } = new AbortController();
  return runCertification({ target, groups: certificationList, ...(only && { only }), signal });
}

/** Those that wait for a picture, which no stand-in sends. */
const withPicture = ["picture-in-motion", "two-echos"];
const allButPictures = certificationItems.map(({ id }) => id).filter((id) => !withPicture.includes(id));

describe("a deployed function", () => {
  it("gets nothing but the five harmless directives, and fails nothing but what it lacks", async () => {
    const report = await certify({}, allButPictures);
    const failed = report.results.filter(({ outcome }) => outcome === "fail").map(({ id }) => id);
    // This one has no bucket for pictures.
    expect(failed).toEqual(["snapshot-announced"]);
    expect(report.counts.pass).toBeGreaterThan(10);
    expect(report.results.find(({ id }) => id === "unknown-directive")).toMatchObject({
      outcome: "not run here",
      message: "it sends what is no directive of Alexa’s, which takes --destructive",
    });
    expect(sent.length).toBeGreaterThan(0);
    expect([...new Set(sent)].filter((name) => !(harmlessDirectives as ReadonlySet<string>).has(name))).toEqual([]);
  });

  it("gets the others too once its owner has agreed", async () => {
    const others = ["grant-refused", "session-connected", "unknown-directive", "malformed-directive"];
    const report = await certify({ destructive: true }, others);
    expect(report.counts).toMatchObject({ pass: others.length });
    expect(sent).toContain("Alexa.Authorization.AcceptGrant");
    expect(sent).toContain("Alexa.PowerController.TurnOn");
  });

  it.each([
    ["throws", { functionName: "broken" }, "the function failed with TypeError"],
    ["does not exist", { functionName: "nothing" }, "AWS knows no such function: look at its name and at --region"],
    ["is in another region", { region: "us-west-2" }, /AWS refused the call with/],
  ])("that %s fails its items, in words of our own", async (_, change, message) => {
    const { results } = await certify(change, ["discovery"]);
    const said = results[0]?.message;
    expect(results[0]).toMatchObject({ outcome: "fail" });
    expect(said).toMatch(message);
    expect(said).not.toContain("Cannot read properties");
  });

  it("that AWS keeps from the caller says which permission is missing", async () => {
    lambda.behave("denied");
    const { results } = await certify({}, ["discovery"]);
    expect(results[0]).toMatchObject({ outcome: "fail", message: expect.stringContaining("lambda:InvokeFunction") });
  });
});
