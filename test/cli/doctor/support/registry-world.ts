import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DeleteSignalingChannelCommand, DescribeSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import { runningRehearsal } from "../../../../cli/cameras/place.ts";
import { openRegistry } from "../../../../cli/cameras/registry.ts";
import { type Breakage, Broken, type Link, NotExamined, type Seen } from "../../../../cli/doctor/link.ts";
import type { AwsServer } from "../../../../rehearsal/aws/aws-server.ts";
import { type Logs, startLogs } from "../../../../rehearsal/aws/logs.ts";
import { type CamerasWorld, LINKED_USER, openCamerasWorld } from "../../support/cameras-world.ts";
import { startCloudFormation } from "../../support/cloudformation.ts";
import { patientFor } from "./patient.ts";

/** The account of the world's channels, and the stack of the skill that was deployed there. */
export const ACCOUNT = "123456789012";
export const STACK = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/ask-cam-default-skillStack-1/5f1d`;

/** Which installation a test looks at. */
export type Kind = "deployed" | "rehearsed";

/**
 * A registry in a table, which is a rehearsal's and a deployed stack's at once; emptied after each test.
 * To be called at the beginning of a test file.
 */
export function registryWorld() {
  let world: CamerasWorld;
  let cloudFormation: AwsServer;
  let logs: Logs;
  /** The stack's, to be changed by tests. */
  const parameters: Record<string, string> = {};
  const resources: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  let tests = 0;
  const environment = { ...process.env };

  beforeAll(async () => {
    world = await openCamerasWorld();
    const { credentials, table, eventBus, controlPlaneUrl, region } = world.services;
    cloudFormation = await startCloudFormation(region, [credentials], STACK, outputs, { parameters, resources });
    logs = await startLogs({
      accessKeys: [credentials],
      groupsIn: () => [{ name: logGroup(), arn: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${logGroup()}` }],
    });
    await mkdir(join(world.folder, ".ask"));
    await mkdir(join(world.folder, "lambda"));
    const skillInfrastructure = { "@ask-cli/cfn-deployer": { deployState: { default: { stackId: STACK } } } };
    const states = { askcliStatesVersion: "2020-03-31", profiles: { default: { skillId: "x", skillInfrastructure } } };
    await writeFile(join(world.folder, ".ask", "ask-states.json"), JSON.stringify(states));
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs.url,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: eventBus.url,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: controlPlaneUrl,
    });
    reset();
  });
  afterAll(async () => {
    process.env = environment;
    await Promise.all([world.close(), cloudFormation.stop(), logs.stop()]);
  });
  afterEach(async () => {
    reset();
    for (const server of [world.table, logs]) server.behave("ok");
    for (const name of world.signaling.channelNames()) {
      const { ChannelInfo } = await world.client.send(new DescribeSignalingChannelCommand({ ChannelName: name }));
      await world.client.send(new DeleteSignalingChannelCommand({ ChannelARN: ChannelInfo?.ChannelARN }));
    }
    await rm(join(world.folder, "lambda", "cameras.json"), { force: true });
    await withTable(async (table) => {
      for await (const { pk, sk } of table.scan("")) await table.delete({ pk: String(pk), sk: String(sk) });
    });
  });

  /** Each test's own. */
  const logGroup = () => `ask-cam-SkillLogs-${tests}`;

  function reset(): void {
    tests += 1;
    outputs.TableName = world.table.tableName;
    for (const key of Object.keys(parameters)) delete parameters[key];
    Object.assign(parameters, { Cameras: "dynamodb", AccountLinking: "lwa" });
    Object.assign(resources, { SkillLogs: logGroup(), EventsSecret: "arn:x" });
  }

  async function withTable<Result>(work: (table: ReturnType<typeof openRegistry>["table"]) => Promise<Result>) {
    const place = await runningRehearsal(world.data);
    if (place === undefined) throw new Error("there is no rehearsal");
    const { table, close } = openRegistry(place);
    return work(table).finally(close);
  }

  async function examine(link: Link, kind: Kind = "rehearsed"): Promise<Seen | Breakage | NotExamined> {
    const patient = patientFor({ kind, folder: world.folder, dataDirectory: world.data });
    try {
      return await link.examine(patient);
    } catch (error) {
      if (error instanceof Broken) return error.found;
      if (error instanceof NotExamined) return error;
      throw error;
    } finally {
      patient.close();
    }
  }

  return {
    world: () => world,
    parameters,
    resources,
    outputs,
    withTable,
    examine,
    logs: () => logs,
    log: (line: object) => logs.put("eu-west-1", logGroup(), JSON.stringify(line)),
    /** Registers a camera as the command does, called by its id unless it is said; its channel is made. */
    async register(id: string, more: object = {}): Promise<void> {
      const channelArn = await world.makeChannel(id, { "alexa-kvs-camera-skill:id": id });
      await world.writeItems(itemsOf(recordOf(id, { name: id, kind: "camera", channelArn, ...more })));
    },
    /** Changes an item as somebody does in the console. */
    edit: (key: { pk: string; sk: string }, change: (item: Record<string, unknown>) => object) =>
      withTable(async (table) => {
        const item = await table.get(key);
        if (item === undefined) throw new Error(`there is no item ${key.pk}`);
        await table.put({ ...change({ ...item }), ...key });
      }),
    write: (...items: readonly object[]) => world.writeItems(items),
    /** The breakage that a link has. */
    async broken(link: Link, kind?: Kind): Promise<Breakage> {
      const found = await examine(link, kind);
      expect(found).toHaveProperty("breakage");
      return found as Breakage;
    },
    /** Types what a remedy says, as a shell reads it. */
    async follow({ remedy }: Breakage): Promise<void> {
      expect(remedy.type).not.toBeUndefined();
      for (const line of remedy.type ?? []) {
        const words = execFileSync("sh", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" })
          .trimEnd()
          .split("\n");
        expect(words.slice(0, 3)).toEqual(["npx", "camera-skill", "cameras"]);
        const { code, err } = await world.runIn(world.folder, {}, words.slice(3));
        expect([line, code, err]).toEqual([line, 0, err]);
      }
    },
  };
}

/** A whole record. */
export function recordOf(id: string, more: object = {}) {
  return {
    ...{ id, name: "Big Garden", kind: "doorbell", talk: true, owners: [LINKED_USER], motion: false },
    channelArn: `arn:aws:kinesisvideo:eu-west-1:${ACCOUNT}:channel/gone/1600000000000`,
    ...{ manufacturer: "Ours", model: "G1", signaling: "viewer", offerFormat: "json" },
    ...more,
  };
}

/** A camera's item and its user's copy, as a program of somebody's own may have written them. */
export function itemsOf(record: { readonly id: string; readonly owners: readonly string[] }): object[] {
  const { owners, ...camera } = record;
  return [
    { pk: `camera#${record.id}`, sk: "-", version: 1, settled: true, record },
    ...owners.map((owner) => ({
      pk: `cameras-of#${owner}`,
      sk: record.id,
      version: 1,
      camera: JSON.stringify(camera),
      pictured: false,
    })),
  ];
}

/** A grant, and a link, as the skill keeps them. */
export const grantOf = (userId: string, more: object = {}) => ({
  pk: `grant#${userId}`,
  sk: "EU",
  version: 1,
  entry: {
    acceptedAt: 1_700_000_000_000,
    accessToken: "Atza|SECRET",
    refreshToken: "Atzr|SECRET",
    expiresAt: 1,
    ...more,
  },
});
export const linkOf = (userId: string | undefined, at = 1_700_000_500_000) => ({
  pk: `alexa-user#amzn1.ask.account.${userId ?? "GONE"}`,
  sk: "-",
  version: 1,
  entry: {
    happened: [
      { at: 1_600_000_000_000, userId: "amzn1.account.BEFORE" },
      { at, ...(userId && { userId }) },
    ],
  },
});
