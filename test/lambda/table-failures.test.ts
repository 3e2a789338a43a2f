import { createServer, type ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import * as z from "zod/mini";
import { roleActions } from "../../infrastructure/permissions.ts";
import { createDynamoCatalogue } from "../../lambda/cameras/dynamo-catalogue.ts";
import { createConnections } from "../../lambda/connections.ts";
import { createDynamoClient } from "../../lambda/dynamodb/client.ts";
import { createTable } from "../../lambda/dynamodb/table.ts";
import type { FailureCode } from "../../lambda/failure.ts";
import type { Handler } from "../../lambda/index.ts";
import { alexaEventSchema } from "../../protocol/alexa/events.ts";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import type { AwsBehaviour } from "../../rehearsal/aws/behaviour.ts";
import { startTable, type TableServer } from "../../rehearsal/aws/table.ts";
import { closeServer, listenOnLoopback } from "../../rehearsal/listen.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { fakeDeadlines, pass, shortOfTime } from "./support/fake-deadline.ts";
import { sentinels } from "./support/fixtures.ts";
import { heldToFailure } from "./support/held-to-failure.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

/** Who may do everything with the table, to put the cameras into it. */
const keeper = { accessKeyId: "AKIAKEEPER", secretAccessKey: "the keeper's" };
const directives = ["discover.linked-user", "report-state.camera", "initiate-session.echo-show"] as const;

let skill: RehearsedSkill;
let table: TableServer;
let silent: SilentTable;
let output: CapturedOutput;

beforeAll(async () => {
  skill = await startRehearsedSkill();
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = skill.environment;
  table = await startTable({
    region: skill.service.region,
    accessKeys: [{ accessKeyId, secretAccessKey, actions: roleActions.index }, keeper],
  });
  silent = await startSilentTable();
  // Both ways: marks are asked for before an offer goes out.
  const camera = await skill.camera("answering", { signaling: "auto" });
  await skill.connectMaster(camera.channelArn);
  await skill.writeCameras([camera]);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
  const connections = createConnections(Date.now);
  const client = createDynamoClient({ credentials: keeper, connections, region: skill.service.region });
  const catalogue = createDynamoCatalogue({
    table: createTable(client, table.tableName, "registry-unreachable"),
    now: Date.now,
  });
  await catalogue.add(z.parse(cameraRecordSchema, camera));
  connections.close();
});
beforeEach(() => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.url;
  table.behave("ok");
  output = captureOutput();
  skill.events.length = 0;
  // The AWS client waits for a random part of half a second before it asks again.
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  silent.refuse();
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  await silent.stop();
  await table.stop();
  await skill.stop();
});

/** A table that takes calls, and answers none before it is told to. */
async function startSilentTable() {
  const waiting: ServerResponse[] = [];
  let heard = () => {};
  const server = createServer((_request, response) => {
    waiting.push(response);
    heard();
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    nextCall: () =>
      new Promise<void>((resolve) => {
        heard = resolve;
      }),
    /** Refuses all calls that wait, so that nobody tries again once the test is over. */
    refuse() {
      for (const response of waiting.splice(0)) response.writeHead(400).end('{"__type":"AccessDeniedException"}');
    },
    stop: () => closeServer(server),
  };
}
type SilentTable = Awaited<ReturnType<typeof startSilentTable>>;

/** A new environment, with its cameras in the table or in the file; its state is in the table. */
const cold = (cameras: "dynamodb" | "file"): Handler =>
  skill.coldHandler({ CAMERAS: cameras, TABLE_NAME: table.tableName });
const directive = (name: string) => skill.directive(name, { endpointId: "answering" });
const held = (code: FailureCode, event: unknown) =>
  heldToFailure(code, event, output, [...Object.values(sentinels), skill.token]);

async function expectFailure(code: FailureCode, handler: Handler, name: string): Promise<void> {
  held(code, await handler(directive(name), unhurried));
}

/** The same of a table that is asked twice in vain; what passes is less than Alexa's time by far. */
async function expectFailureInTime(code: FailureCode, handler: Handler, name: string): Promise<void> {
  fakeDeadlines();
  let called = silent.nextCall();
  const event = handler(directive(name), unhurried);
  await called;
  called = silent.nextCall();
  // The first attempt ends, and the wait before the second one too.
  await pass(1_200);
  await called;
  await pass(1_000);
  held(code, await event);
}

/** Holds what becomes of a directive to an event of that name. */
function expectAnswer(name: string, event: unknown): void {
  expect(z.parse(alexaEventSchema, event).event.header.name).toBe(name);
}

const failing: readonly AwsBehaviour[] = ["refused", "denied", "throttled", "garbage", "error"];

describe("the cameras' table", () => {
  it("brings what is asked for while it is well", async () => {
    const handler = cold("dynamodb");
    for (const [index, name] of ["Discover.Response", "StateReport", "AnswerGeneratedForSession"].entries()) {
      expectAnswer(name, await handler(directive(directives[index] ?? ""), unhurried));
    }
  });

  describe.each(directives)("for %s", (name) => {
    it.each(failing)("is registry-unreachable when it is %s, and KVS hears nothing", async (behaviour) => {
      table.behave(behaviour);
      await expectFailure("registry-unreachable", cold("dynamodb"), name);
      expect(skill.calls()).toEqual([]);
    });

    it("is registry-unreachable in time when it is silent, and KVS hears nothing", async () => {
      process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
      await expectFailureInTime("registry-unreachable", cold("dynamodb"), name);
      expect(skill.calls()).toEqual([]);
    });
  });

  it.each(failing)("is not needed for another view of a camera within a minute, when it is %s", async (behaviour) => {
    const handler = cold("dynamodb");
    expectAnswer("AnswerGeneratedForSession", await handler(directive("initiate-session.echo-show"), unhurried));
    table.behave(behaviour);
    expectAnswer("AnswerGeneratedForSession", await handler(directive("initiate-session.echo-show"), unhurried));
  });
});

describe("the state's table, where the cameras are in a file", () => {
  it.each(failing)("is state-unreachable for ReportState when it is %s", async (behaviour) => {
    table.behave(behaviour);
    await expectFailure("state-unreachable", cold("file"), "report-state.camera");
  });

  it("is state-unreachable in time for ReportState when it is silent", async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
    await expectFailureInTime("state-unreachable", cold("file"), "report-state.camera");
  });

  it.each(failing)(
    "keeps nobody from a view when it is %s, and the log says what could not be kept",
    async (behaviour) => {
      table.behave(behaviour);
      expectAnswer("AnswerGeneratedForSession", await cold("file")(directive("initiate-session.echo-show"), unhurried));
      expect(output.logged("presence could not be kept")).toHaveLength(1);
      expect(output.logged("view")).toMatchObject([{ outcome: "answered" }]);
    },
  );

  it("keeps nobody from a view when it is silent: the answer is out before the table's time is over", async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
    const handler = cold("file");
    expectAnswer("AnswerGeneratedForSession", await handler(directive("initiate-session.echo-show"), shortOfTime));
    expect(output.logged("presence could not be kept")).toHaveLength(1);
  });

  it("is not asked by Discover", async () => {
    table.behave("refused");
    expectAnswer("Discover.Response", await cold("file")(directive("discover.linked-user"), unhurried));
  });
});
