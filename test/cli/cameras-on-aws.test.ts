import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { AwsServer } from "../../rehearsal/aws/aws-server.ts";
import { writeControlAddress } from "../../rehearsal/control/address.ts";
import { type CamerasWorld, openCamerasWorld } from "./support/cameras-world.ts";
import { startCloudFormation } from "./support/cloudformation.ts";

const STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/ask-cam-default-skillStack-1/5f1d";
const USER = "amzn1.account.ANNE";

let world: CamerasWorld;
let cloudFormation: AwsServer;
let deployed: string;
let empty: string;
const environment = { ...process.env };

beforeAll(async () => {
  world = await openCamerasWorld();
  const { credentials, table, eventBus, controlPlaneUrl, region } = world.services;
  const outputs = { SkillEndpoint: "arn:x", TableName: table.tableName, EventBusName: "default" };
  cloudFormation = await startCloudFormation(region, [credentials], STACK, outputs);
  deployed = join(world.folder, "deployed");
  await mkdir(join(deployed, ".ask"), { recursive: true });
  await writeStates({ default: { stackId: STACK }, EU: { stackId: STACK.replace("5f1d", "gone") }, FE: {} });
  empty = await mkdtemp(join(tmpdir(), "cameras-nowhere-"));
  // As a user of AWS has them, but that they lead to this machine.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBus.url,
    AWS_ENDPOINT_URL_KINESIS_VIDEO: controlPlaneUrl,
  });
  delete process.env.AWS_REGION;
  delete process.env.AWS_DEFAULT_REGION;
});
afterAll(async () => {
  process.env = environment;
  await Promise.all([world.close(), cloudFormation.stop()]);
  await rm(empty, { recursive: true });
});
afterEach(() => {
  for (const server of [cloudFormation, world.table, world.eventBus]) server.behave("ok");
});

async function writeStates(deployState: object): Promise<void> {
  const skillInfrastructure = { "@ask-cli/cfn-deployer": { deployState } };
  const states = {
    askcliStatesVersion: "2020-03-31",
    profiles: { default: { skillId: "x", skillInfrastructure }, ci: {} },
  };
  await writeFile(join(deployed, ".ask", "ask-states.json"), JSON.stringify(states));
}

const inDeployed = (...args: string[]) => world.runIn(deployed, {}, args);
const nowhere = (...args: string[]) => world.runIn(empty, {}, [...args, "--data", empty]);
const byTable = (...args: string[]) =>
  nowhere(...args, "--table", world.table.tableName, "--region", world.services.region);

describe("which skill's cameras are meant", () => {
  it("are those of the stack that ask deploy made from this folder, even while a rehearsal runs", async () => {
    const { code, err } = await world.runIn(deployed, {}, ["list", "--data", world.data]);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining("On AWS: table camera-skill in eu-west-1, of the stack ask-cam-default-skillStack-1"),
    ]);
  });

  it("are the rehearsal's when that is said", async () => {
    const { err } = await world.runIn(deployed, {}, ["list", "--rehearsal", "--data", world.data]);
    expect(err).toContain(`In the rehearsal that runs here (process ${process.pid})`);
    const none = await nowhere("list", "--rehearsal");
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("no rehearsal is running here")]);
  });

  it("are none of a rehearsal that has no table of cameras", async () => {
    const data = join(empty, "older");
    await writeControlAddress(data, { pid: process.pid, url: "http://127.0.0.1:1", token: "token" });
    const { code, err } = await world.runIn(empty, {}, ["list", "--data", data]);
    expect([code, err]).toEqual([1, expect.stringContaining("has no table of cameras")]);
  });

  it("are those of the table that is named", async () => {
    const { code, err } = await byTable("list");
    expect([code, err]).toEqual([0, expect.stringContaining("On AWS: table camera-skill in eu-west-1")]);
  });

  it.each([
    ["nothing is known", [], "whose cameras? Start a rehearsal (npm start)"],
    ["the table's region is missing", ["--table", "t"], "in which region is the table t? Give --region"],
    ["a region stands alone", ["--region", "eu-west-1"], "--region goes with --table"],
    ["the region is none", ["--table", "t", "--region", "Europe"], "Give a region's name, such as eu-west-1."],
    ["two things are meant", ["--rehearsal", "--table", "t"], "--rehearsal goes with neither"],
  ])("is said how to say when %s", async (_case, args, sentence) => {
    const { code, err } = await nowhere("list", ...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it.each([
    ["a profile that is not there", ["--profile", "prod"], "has no profile prod; it has: default, ci"],
    ["a profile without a stack", ["--profile", "ci"], "has no stack of profile ci: run ask deploy"],
    ["a region without a stack", ["--alexa-region", "FE"], "it has: default, EU"],
    ["a stack that is gone", ["--alexa-region", "EU"], "these credentials are of another account than 123456789012"],
  ])("is said what there is for %s", async (_case, args, sentence) => {
    const { code, err } = await inDeployed("list", ...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });
});

describe("the cameras of a deployed skill", () => {
  it("are registered with the credentials that AWS's tools find, with their channels and events", async () => {
    const added = await inDeployed("add", "front", "--name", "Front", "--kind", "camera", "--owner", USER, "--json");
    expect([added.code, JSON.parse(added.out)]).toEqual([0, expect.objectContaining({ outcome: "added", told: true })]);
    expect(world.signaling.channelNames()).toContain("front");
    expect(await world.takeEvents()).toMatchObject([{ source: "camera.front" }]);
  });

  it("are nobody's unless it is said whose they are", async () => {
    const { code, err } = await inDeployed("add", "back", "--name", "Back", "--kind", "camera");
    expect([code, err]).toEqual([1, expect.stringContaining("--owner is missing: users' ids")]);
  });
});

describe("what AWS has against it is said in words", () => {
  it.each([
    ["denied", "AWS denied reading and writing the table camera-skill (dynamodb:GetItem, PutItem"],
    ["error", "failed in eu-west-1 (InternalServerError)"],
    ["garbage", "failed in eu-west-1"],
  ] as const)("when the table's service is %s", async (behaviour, sentence) => {
    world.table.behave(behaviour);
    const { code, out, err } = await byTable("list");
    expect([code, out, err]).toEqual([1, "", expect.stringContaining(sentence)]);
    expect(err).not.toMatch(/html|authorized to perform/);
  });

  it("when there is no such table in the region", async () => {
    const { code, err } = await nowhere("list", "--table", "other", "--region", "eu-west-1");
    expect([code, err]).toEqual([1, expect.stringContaining("there is no table other in eu-west-1")]);
  });

  it("when the credentials are not taken there", async () => {
    const { code, err } = await nowhere("list", "--table", "camera-skill", "--region", "eu-west-2");
    expect([code, err]).toEqual([1, expect.stringContaining("AWS does not take these credentials in eu-west-2")]);
  });

  it("when the stack may not be read", async () => {
    cloudFormation.behave("denied");
    const { code, err } = await inDeployed("list");
    expect([code, err]).toEqual([1, expect.stringContaining("AWS denied cloudformation:DescribeStacks in eu-west-1")]);
  });

  it("when there are no credentials", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(empty, "none"),
      AWS_SHARED_CREDENTIALS_FILE: join(empty, "none"),
    });
    delete process.env.AWS_ACCESS_KEY_ID;
    const { code, err } = await byTable("list");
    Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("there are no AWS credentials: choose some by AWS_PROFILE"),
    ]);
  });
});
