import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import * as z from "zod/mini";
import { roleActions } from "../../../infrastructure/permissions.ts";
import { createDynamoCatalogue } from "../../../lambda/cameras/dynamo-catalogue.ts";
import { createConnections } from "../../../lambda/connections.ts";
import { createDynamoClient } from "../../../lambda/dynamodb/client.ts";
import { createTable } from "../../../lambda/dynamodb/table.ts";
import { type FailureCode, failures } from "../../../lambda/failure.ts";
import { cameraRecordSchema } from "../../../protocol/camera-record.ts";
import { createAlexaCloud } from "../../../rehearsal/alexa-cloud/index.ts";
import { startTable, type TableServer } from "../../../rehearsal/aws/table.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { fakeDeadlines, pass } from "../support/fake-deadline.ts";
import { cameraRecord } from "../support/fixtures.ts";
import { type PicturedSkill, role, signingKey, startPicturedSkill } from "../support/pictured-skill.ts";
import { jpeg } from "../support/pictures.ts";
import { owner, unhurried } from "../support/rehearsed-skill.ts";
import { type SilentServer, startSilentServer } from "../support/silent-server.ts";

const id = "front-door";
/** Who may do everything with the table, to put the camera into it. */
const keeper = { accessKeyId: "AKIAKEEPER", secretAccessKey: "the keeper's" };
let skill: PicturedSkill;
let table: TableServer;
let silent: SilentServer;
let output: CapturedOutput;
/** Of a picture that is there. */
let uri = "";

beforeAll(async () => {
  skill = await startPicturedSkill();
  silent = await startSilentServer();
  const region = skill.environment.AWS_REGION;
  table = await startTable({ region, accessKeys: [{ ...role, actions: roleActions.snapshot }, keeper] });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
  const connections = createConnections(Date.now);
  const client = createDynamoClient({ credentials: keeper, connections, region });
  const kept = createTable(client, table.tableName, "registry-unreachable");
  const record = z.parse(cameraRecordSchema, cameraRecord({ id, owners: [owner] }));
  await createDynamoCatalogue({ table: kept, now: Date.now }).add(record);
  connections.close();
  await skill.putPicture(id, jpeg(640, 360));
  await skill.writeCameras({ id });
  uri = await address();
});
beforeEach(() => {
  output = captureOutput();
  // The AWS client waits for a random part of half a second before it asks again.
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
  silent.calm();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
  skill.login.behave("ok");
  table.behave("ok");
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  await Promise.all([silent.stop(), table.stop(), skill.stop()]);
});

async function address(): Promise<string> {
  const handler = skill.coldHandler();
  const alexa = createAlexaCloud({ invoke: (event) => handler(event, unhurried), accessToken: () => skill.token });
  const reply = await alexa.getSnapshot(id);
  if ("error" in reply) throw new Error(reply.error.message);
  return reply.value.value.uri;
}

/** Asks a new environment of the function for the picture. */
function fetchPicture(change: Record<string, string> = {}): Promise<Response> {
  skill.restartPictures({ CAMERAS: "dynamodb", TABLE_NAME: table.tableName, ...change });
  return fetch(uri, { headers: { authorization: `Bearer ${skill.token}` } });
}

/** Holds a refusal to HTTP 503, and what the log says to the code; nobody reads a secret. */
async function expectRefusal(code: FailureCode, response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(await response.text()).toBe("");
  const line = output.logged("snapshot refused").at(-1);
  expect(line).toMatchObject({ status: 503, code, level: "ERROR", endpointId: id });
  expect(line?.sentence).toContain(failures[code].sentence);
  for (const secret of [skill.token, signingKey, uri, owner]) expect(output.text()).not.toContain(secret);
}

describe("a request for a picture of a camera in the table", () => {
  it("brings it while everybody is well", async () => {
    expect((await fetchPicture()).status).toBe(200);
  });

  it.each(["refused", "denied", "throttled", "garbage", "error"] as const)(
    "is HTTP 503 when the table is %s",
    async (behaviour) => {
      table.behave(behaviour);
      await expectRefusal("registry-unreachable", await fetchPicture());
    },
  );

  it("is HTTP 503 after two tries of a second when the table is slow", async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
    fakeDeadlines();
    const response = fetchPicture();
    await silent.called(1);
    // The first try ends, and the wait before the second one too.
    await pass(1_200);
    await silent.called(2);
    await pass(1_000);
    await expectRefusal("registry-unreachable", await response);
  });

  it.each(["refused", "throttled", "garbage", "error"] as const)(
    "is HTTP 503 when Login with Amazon is %s",
    async (behaviour) => {
      skill.login.behave(behaviour);
      await expectRefusal("identity-unreachable", await fetchPicture());
    },
  );

  it("is HTTP 503 in time when Login with Amazon is slow", async () => {
    fakeDeadlines();
    const response = fetchPicture({ LWA_API_URL: silent.url });
    await silent.called(1);
    // What an environment's first request has, less the time to answer it.
    await pass(4_600);
    await expectRefusal("identity-unreachable", await response);
  });
});
