import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Broken, NotExamined } from "../../../../../cli/doctor/link.ts";
import { deployedAnswers } from "../../../../../cli/doctor/links/answers/deployed.ts";
import type { Patient } from "../../../../../cli/doctor/patient.ts";
import { readAdvice } from "../../../../../cli/doctor/reads/advice.ts";
import { readChosenCameras } from "../../../../../cli/doctor/reads/chosen-cameras.ts";
import { readStack } from "../../../../../cli/doctor/reads/stack.ts";
import type { Handler } from "../../../../../lambda/index.ts";
import type { CameraRecord } from "../../../../../protocol/camera-record.ts";
import type { AwsServer } from "../../../../../rehearsal/aws/aws-server.ts";
import { startLambdaService } from "../../../../../rehearsal/aws/lambda.ts";
import { type CapturedOutput, captureOutput } from "../../../../lambda/support/captured-output.ts";
import { addToEnvironment } from "../../../../lambda/support/environment.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "../../../../lambda/support/rehearsed-skill.ts";
import { patientFor } from "../../support/patient.ts";

const region = "eu-west-1";
const key = { accessKeyId: "AKIAIOSFODNN7DOCTORX", secretAccessKey: "the-doctor's-own-secret-key" };
let restore = () => {};

let skill: RehearsedSkill;
let lambda: AwsServer;
let output: CapturedOutput;
let camera: CameraRecord;
const sent: string[] = [];

const refusal = (type: string, message: string) => ({
  event: {
    header: { namespace: "Alexa", name: "ErrorResponse", messageId: "1", payloadVersion: "3" },
    payload: { type, message },
  },
});

beforeAll(async () => {
  output = captureOutput();
  skill = await startRehearsedSkill();
  camera = (await skill.camera("front-door")) as CameraRecord;
  await skill.connectMaster(camera.channelArn);
  await skill.writeCameras([camera]);
  const handler: Handler = skill.coldHandler();
  lambda = await startLambdaService({
    region,
    accessKeys: [key],
    functions: {
      skill: async (event) => {
        sent.push((event as { directive: { header: { name: string } } }).directive.header.name);
        return handler(event, unhurried);
      },
      broken: async () => {
        throw new TypeError("Cannot read properties of undefined");
      },
      strange: async () => ({ event: { header: { name: "AnswerGeneratedForSession" } } }),
      refusing: async () => refusal("INTERNAL_ERROR", "secret-unreadable: A secret could not be read."),
      remembering: async (event) =>
        (event as { directive: { header: { name: string } } }).directive.header.name === "Discover"
          ? handler(event, unhurried)
          : refusal("NO_SUCH_ENDPOINT", "channel-missing: The channel is not there."),
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

/** A patient of which the stack and the cameras are known already. */
function patientWith(functionName: string, accessToken?: string, cameras = [camera]): Patient {
  const known = new Map<unknown, unknown>([
    [readStack, { region, outputs: { SkillEndpoint: functionName } }],
    [readChosenCameras, cameras],
    [
      readAdvice,
      new Map([
        ["secret-unreadable", "Check the secret."],
        ["channel-missing", "Correct it."],
      ]),
    ],
  ]);
  const read = async (reader: unknown) => known.get(reader) as never;
  return { ...patientFor({ accessToken }), read };
}

const examined = (functionName: string, accessToken?: string, cameras?: CameraRecord[]) =>
  deployedAnswers.examine(patientWith(functionName, accessToken, cameras));
async function found(examining: Promise<unknown>) {
  const error = await examining.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Broken) return error.found;
  throw new Error(`it is not broken: ${String(error)}`);
}

describe("what a deployed skill answers", () => {
  it("is asked with nobody's token where no other was given", async () => {
    sent.length = 0;
    const { seen, notes } = await examined("skill");
    expect(seen).toMatch(/^runs, and refuses nobody's token in \d+ ms$/);
    expect(notes?.join()).toContain("--token-file");
    expect(sent).toEqual(["Discover"]);
  });

  it("is Discover and a view, with the token of a linked account", async () => {
    sent.length = 0;
    const { seen, stages } = await examined("skill", skill.token);
    expect(seen).toMatch(/^Discover, and .+'s answer after \d+ ms$/);
    expect(Object.keys(stages ?? {})).toEqual(["Discover", "answer"]);
    expect(sent).toEqual(["Discover", "InitiateSessionWithOffer", "SessionDisconnected"]);
  });

  it("is broken when the account has none of the cameras", async () => {
    const breakage = await found(examined("skill", skill.token, [{ ...camera, id: "garden" }]));
    expect(breakage).toMatchObject({ breakage: "camera-not-discovered", code: "camera-not-found" });
  });

  it("is broken when the function throws, and a deploy of what is here is the remedy", async () => {
    const breakage = await found(examined("broken"));
    expect(breakage).toMatchObject({ breakage: "skill-fails", remedy: { type: ["npm run deploy"] } });
    expect(breakage.sentence).toBe("The skill is broken: the function failed with TypeError.");
  });

  it("is broken when it breaks Alexa's interface", async () => {
    expect((await found(examined("strange"))).sentence).toContain("does not refuse");
    expect((await found(examined("strange", skill.token))).sentence).toContain("breaks Alexa's interface at event");
  });

  it("is broken when it refuses, and what the page says of its code is the remedy", async () => {
    const breakage = await found(examined("refusing"));
    expect(breakage).toMatchObject({
      breakage: "skill-refuses",
      code: "secret-unreadable",
      sentence: "The skill answers Discover with INTERNAL_ERROR: A secret could not be read.",
    });
    expect(breakage.remedy.say).toBe("Check the secret.");
  });

  it("may be a view of what the camera's record said a minute ago, and the remedy says so", async () => {
    const { remedy } = await found(examined("remembering", skill.token));
    expect(remedy.say).toMatch(/^A running function remembers .+ Otherwise: Correct it\.$/);
  });

  it("is not examined by one who may not invoke the function", async () => {
    lambda.behave("denied");
    await expect(examined("skill")).rejects.toThrow(NotExamined);
    lambda.behave("ok");
  });

  it("is not at fault where AWS does not take the caller's key", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = "another secret";
    const { breakage, sentence } = await found(examined("skill")).finally(() => {
      process.env.AWS_SECRET_ACCESS_KEY = key.secretAccessKey;
    });
    expect(breakage).toBe("aws-unreachable");
    expect(sentence).toBe("AWS does not take these credentials in eu-west-1.");
  });

  it("is deployed again with the profile that is examined", async () => {
    const patient = { ...patientWith("broken"), profile: "work" };
    const { remedy } = await found(deployedAnswers.examine(patient));
    expect(remedy.type).toEqual(["npm run deploy -- --profile work"]);
  });

  it("does not quote the token", async () => {
    const breakage = await found(examined("strange", "Atza|a-token-that-is-secret"));
    expect(JSON.stringify(breakage)).not.toContain("a-token-that-is-secret");
  });
});
