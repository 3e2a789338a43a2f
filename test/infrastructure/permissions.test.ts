import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { type Permission, permissions } from "../../infrastructure/permissions.ts";
import { createDynamoCatalogue } from "../../lambda/cameras/dynamo-catalogue.ts";
import { createConnections } from "../../lambda/connections.ts";
import { createDynamoClient } from "../../lambda/dynamodb/client.ts";
import { createTable } from "../../lambda/dynamodb/table.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { skillEvent } from "../../rehearsal/alexa-cloud/skill-events.ts";
import { startSecrets } from "../../rehearsal/aws/secrets.ts";
import { startTable } from "../../rehearsal/aws/table.ts";
import { closeServer, listenOnLoopback } from "../../rehearsal/listen.ts";
import { answerEmpty } from "../../rehearsal/signaling-service/index.ts";
import { captureOutput } from "../lambda/support/captured-output.ts";
import { owner, type RehearsedSkill, startRehearsedSkill, unhurried } from "../lambda/support/rehearsed-skill.ts";

const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:camera-skill/events-a1b2c3";
const SKILL_ID = "amzn1.ask.skill.permissions";

/** What has been asked of the table: `dynamodb:GetItem presence#`. */
const asked = new Set<string>();
const stops: (() => Promise<void> | void)[] = [];
let skill: RehearsedSkill;
let environment: Record<string, string>;

beforeAll(async () => {
  skill = await startRehearsedSkill();
  stops.push(() => skill.stop());
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = skill.environment;
  const accessKeys = [{ accessKeyId, secretAccessKey }];
  const { region } = skill.service;
  const table = await startTable({ region, accessKeys });
  const secrets = await startSecrets({ region, accessKeys, secrets: { [SECRET]: skill.login.eventsClient } });
  stops.unshift(table.stop, secrets.stop);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.url;
  environment = {
    CAMERAS: "dynamodb",
    TABLE_NAME: table.tableName,
    EVENTS_SECRET_ARN: SECRET,
    SKILL_ID,
  };
  await registerCameras({ accessKeyId, secretAccessKey }, table.tableName);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = await listenBefore(table.url);
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
  for (const stop of stops) await stop();
});

/** Two cameras whose documented answers will be empty, and one of them is asked as viewer then. */
async function registerCameras(
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
  tableName: string,
): Promise<void> {
  const connections = createConnections(Date.now);
  const client = createDynamoClient({ credentials, connections, region: skill.service.region });
  const catalogue = createDynamoCatalogue({
    table: createTable(client, tableName, "registry-unreachable"),
    now: Date.now,
  });
  const viewer = await skill.camera("viewer", { signaling: "auto", motion: true });
  const mute = await skill.camera("mute", { signaling: "alexa-offer" });
  for (const camera of [viewer, mute]) {
    await catalogue.add(z.parse(cameraRecordSchema, camera));
    await skill.connectMaster(camera.channelArn);
  }
  connections.close();
}

/** Stands before the table and notes what is asked of it; the requests go on as they are, signed for here. */
async function listenBefore(url: string): Promise<string> {
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { Key, Item, ExpressionAttributeValues } = JSON.parse(body.toString("utf8"));
    const { S: partition = "" } = Key?.pk ?? Item?.pk ?? ExpressionAttributeValues?.[":pk"] ?? {};
    const operation = String(request.headers["x-amz-target"]).split(".")[1];
    asked.add(`dynamodb:${operation} ${partition.slice(0, partition.indexOf("#") + 1)}`);
    const onward = forward(url, { method: "POST", headers: request.headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    onward.end(body);
  }
  const server = createServer((request, response) => void pass(request, response));
  const port = await listenOnLoopback(server);
  stops.unshift(() => closeServer(server));
  return `http://127.0.0.1:${port}`;
}

/** What a role may do with the table, written as what is asked of it. */
function permitted(granted: readonly Permission[]): string[] {
  return granted.flatMap(({ actions, on, keys = [] }) =>
    on === "table" ? keys.flatMap((key) => actions.map((action) => `${action} ${key}`)) : [],
  );
}

describe("the role of the function that Alexa invokes", () => {
  it("may do with the table what the function does, and under no other keys", async () => {
    const output = captureOutput();
    const handler = skill.coldHandler(environment);
    const take = (name: string, endpointId: string) => handler(skill.directive(name, { endpointId }), unhurried);
    const undo = skill.service.behave(answerEmpty());
    await take("discover.linked-user", "");
    await take("report-state.camera", "viewer");
    await take("initiate-session.echo-show", "viewer");
    await take("initiate-session.echo-show", "mute");
    undo();
    const grant = skill.directive("accept-grant.linked-user");
    grant.directive.payload.grant.code = skill.login.issueGrantCode(owner);
    await handler(grant, unhurried);
    const parts = { applicationId: SKILL_ID, alexaUserId: "amzn1.ask.account.1", at: Date.now() };
    await handler(skillEvent("SkillAccountLinked", { ...parts, accessToken: skill.token }), unhurried);
    await handler(skillEvent("SkillDisabled", { ...parts, at: Date.now() + 1 }), unhurried);
    output.restore();

    const may = permitted(permissions.index);
    expect([...asked].filter((each) => !may.includes(each))).toEqual([]);
    // What is never asked for is only what a conditional write looks at when somebody was quicker.
    const unused = may.filter((each) => !asked.has(each));
    expect(unused.filter((each) => !each.startsWith("dynamodb:GetItem "))).toEqual([]);
  });
});
