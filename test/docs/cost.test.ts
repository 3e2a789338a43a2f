import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createDynamoCatalogue } from "../../lambda/cameras/dynamo-catalogue.ts";
import { createConnections } from "../../lambda/connections.ts";
import { createDynamoClient } from "../../lambda/dynamodb/client.ts";
import { createTable } from "../../lambda/dynamodb/table.ts";
import type { Handler } from "../../lambda/index.ts";
import { createPowertoolsMetrics } from "../../lambda/observability/powertools-metrics.ts";
import { cameraOnline, doorbellPressed } from "../../protocol/camera-events/build-entries.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { startTable, type TableServer } from "../../rehearsal/aws/table.ts";
import { parseTemplate } from "../../rehearsal/deploy-targets/cloudformation/template.ts";
import { type CapturedOutput, captureOutput } from "../lambda/support/captured-output.ts";
import { cameraRecord } from "../lambda/support/fixtures.ts";
import { type HearingSkill, startHearingSkill } from "../lambda/support/hearing-skill.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "../lambda/support/rehearsed-skill.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/cost.md"), "utf8");
const template = parseTemplate(readFileSync(join(root, "infrastructure/cfn-deployer/skill-stack.yaml"), "utf8"));
const resources = Object.values(template.Resources);

/** The cells behind the first one of the page's row that begins so. */
function rowOf(head: string): string[] {
  const row = page.split("\n").find((line) => line.startsWith(`| ${head} |`));
  return (
    row
      ?.split("|")
      .slice(2, -1)
      .map((cell) => cell.trim()) ?? []
  );
}

let output: CapturedOutput;
beforeAll(() => {
  output = captureOutput();
});
afterAll(() => output.restore());

describe("docs/cost.md", () => {
  it.each([
    ["secrets", "AWS::SecretsManager::Secret"],
    ["functions", "AWS::Lambda::Function"],
    ["alarms", "AWS::CloudWatch::Alarm"],
    ["tables", "AWS::DynamoDB::Table"],
    ["buckets", "AWS::S3::Bucket"],
    ["queues", "AWS::SQS::Queue"],
    ["topics", "AWS::SNS::Topic"],
    ["event rules", "AWS::Events::Rule"],
    ["log groups", "AWS::Logs::LogGroup"],
  ])("says how many %s the stack has", (head, type) => {
    expect(rowOf(head)[0]).toBe(String(resources.filter(({ Type }) => Type === type).length));
  });

  it("says how many metrics the alarms look at", () => {
    const alarms = resources.filter(({ Type }) => Type === "AWS::CloudWatch::Alarm");
    const looksAt = ({ Metrics }: { Metrics?: { MetricStat?: unknown }[] }) =>
      Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
    const metrics = alarms.map(({ Properties }) => looksAt(Properties as Parameters<typeof looksAt>[0]));
    const sum = metrics.reduce((a, b) => a + b, 0);
    expect(rowOf("alarms")[1]).toContain(`they look at ${sum} metrics`);
  });

  it("says what the functions run on", () => {
    const functions = resources.filter(({ Type }) => Type === "AWS::Lambda::Function");
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Architectures: ["arm64"], MemorySize: 512 });
    }
    expect(rowOf("Alexa's directive")[0]).toContain("512 MB on arm64");
  });

  it("says how many custom metrics an answered view feeds", () => {
    const [text = ""] = rowOf("metrics");
    const metrics = createPowertoolsMetrics("skill");
    expect(fed(() => metrics.answered(100, "alexa-offer"))).toHaveLength(Number(/^(\d+) custom/.exec(text)?.[1]));
    expect(fed(() => metrics.answered(100, "viewer"))).toHaveLength(Number(/as viewer, (\d+)$/.exec(text)?.[1]));
  });

  it("adds its example up by its own formula", () => {
    const sum = 2 * 0.4 + 0.03 + (300 * 4 * 2.25) / 1_000_000;
    expect(rowOf("**in all**").at(-1)).toBe(`**${sum.toFixed(2)}**`);
    expect(page).toContain(`about ${Math.round(sum * 100)} cents a month`);
  });
});

/** The custom metrics that CloudWatch makes of what is printed, by name and dimensions. */
function fed(print: () => void): string[] {
  output.clear();
  print();
  const lines = output.lines().filter((line) => "_aws" in line) as unknown as {
    _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
  }[];
  return lines
    .flatMap(({ _aws }) => _aws.CloudWatchMetrics)
    .flatMap(({ Dimensions, Metrics }) => Metrics.flatMap(({ Name }) => Dimensions.map((set) => `${Name} ${set}`)));
}

const isRead = (operation: string) => operation === "GetItem" || operation === "Query";

/** What a list of DynamoDB's operations comes to, as the page's cells say it. */
function counted(operations: readonly string[]): string[] {
  const reads = operations.filter(isRead).length;
  return [String(reads), String(operations.length - reads)];
}

describe("docs/cost.md, of the table", () => {
  /** Who may do everything with the table, to put the cameras into it. */
  const keeper = { accessKeyId: "AKIAKEEPER", secretAccessKey: "the keeper's" };
  const operations: string[] = [];
  let skill: RehearsedSkill;
  let table: TableServer;

  beforeAll(async () => {
    skill = await startRehearsedSkill();
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = skill.environment;
    const { region } = skill.service;
    const accessKeys = [{ accessKeyId, secretAccessKey }, keeper];
    table = await startTable({ region, accessKeys, onCall: (operation) => operations.push(operation) });
    process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
    const connections = createConnections(Date.now);
    const client = createDynamoClient({ credentials: keeper, connections, region });
    const registry = createTable(client, table.tableName, "registry-unreachable");
    const catalogue = createDynamoCatalogue({ table: registry, now: Date.now });
    for (const signaling of ["auto", "alexa-offer"] as const) {
      const camera = await skill.camera(signaling, { signaling });
      await skill.connectMaster(camera.channelArn);
      await catalogue.add(cameraRecordSchema.parse(camera));
    }
    client.destroy();
    connections.close();
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    await table.stop();
    await skill.stop();
  });

  const cold = () => skill.coldHandler({ CAMERAS: "dynamodb", TABLE_NAME: table.tableName });

  async function view(handler: Handler, endpointId: string): Promise<string[]> {
    operations.length = 0;
    const event = await handler(skill.directive("initiate-session.echo-show", { endpointId }), unhurried);
    expect(event.event.header.name).toBe("AnswerGeneratedForSession");
    return counted(operations);
  }

  it("says what a view reads and writes, in a new environment and within a minute", async () => {
    const handler = cold();
    expect(await view(handler, "auto")).toEqual(rowOf("a view, in a new environment"));
    expect(await view(handler, "auto")).toEqual(rowOf("a view of the same camera within a minute"));
  });

  it("says it of a camera that is asked one way only", async () => {
    const row = rowOf("a view of a camera whose `signaling` is `alexa-offer` or `viewer`");
    expect(await view(cold(), "alexa-offer")).toEqual(row);
  });
});

describe("docs/cost.md, of what cameras say", () => {
  let skill: HearingSkill;
  const id = "front-door";
  const owner = "amzn1.account.ADA";
  const online = () => cameraOnline(id, Date.now(), { nextWithinSeconds: 120 });

  beforeAll(async () => {
    skill = await startHearingSkill();
    await skill.catalogue.add(cameraRecord({ id, kind: "doorbell", owners: [owner] }));
    await skill.grant(owner);
    await skill.put(online());
  });
  afterAll(() => skill.stop());

  it.each([
    ["`Camera Online`, when nothing has changed", online],
    ["`Doorbell Pressed`, told to one user", () => doorbellPressed(id, Date.now())],
  ])("says what %s reads and writes", async (head, entryNow) => {
    skill.dynamo.calm();
    await skill.put(entryNow());
    expect(counted(skill.dynamo.calls)).toEqual(rowOf(head));
  });

  it("says what a newer picture reads and writes", async () => {
    const pictureComes = async () => {
      skill.dynamo.calm();
      skill.bus.announce("aws.s3", "Object Created", { bucket: { name: "pictures" }, object: { key: `${id}.jpg` } });
      await skill.bus.delivered();
      await skill.lambda.settled();
    };
    await pictureComes();
    await pictureComes();
    expect(counted(skill.dynamo.calls)).toEqual(rowOf("a newer picture of a camera that has one"));
  });
});
