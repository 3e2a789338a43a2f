import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateSignalingChannelCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Command } from "commander";
import { cameraCommands } from "../../../cli/cameras/commands.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { startEventBus } from "../../../rehearsal/aws/event-bus.ts";
import type { DeliveredEvent } from "../../../rehearsal/aws/put-events.ts";
import { startTable } from "../../../rehearsal/aws/table.ts";
import { writeControlAddress } from "../../../rehearsal/control/address.ts";
import { type SignalingServiceOptions, startSignalingService } from "../../../rehearsal/signaling-service/index.ts";

/** Who the rehearsal's Alexa account is linked with. */
export const LINKED_USER = "amzn1.account.LINKED";
const REGION = "eu-west-1";

/** What a command left. */
export interface Finished {
  readonly code: 0 | 1;
  readonly out: string;
  readonly err: string;
  /** What it asked. */
  readonly questions: readonly string[];
}

/** How a command is run. */
export interface Running {
  /** What the person answers; without it nobody is there. */
  readonly answer?: string;
  /** The terminal's columns; without them standard output is none. */
  readonly columns?: number;
}

/** AWS's services as the command needs them, and a folder that says that a rehearsal runs on them. */
export async function openCamerasWorld(options: Pick<SignalingServiceOptions, "quotas" | "channels"> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "cameras-command-"));
  const signaling = await startSignalingService({ ...options, region: REGION });
  const { credentials } = signaling;
  const common = { region: REGION, accessKeys: [credentials] };
  const table = await startTable(common);
  const events: DeliveredEvent[] = [];
  const eventBus = await startEventBus({ ...common, deliver: (event) => void events.push(event) });
  const services = {
    region: REGION,
    credentials,
    controlPlaneUrl: signaling.controlPlaneUrl,
    table: { url: table.url, tableName: table.tableName },
    eventBus: { url: eventBus.url },
    userId: LINKED_USER,
  };
  const data = join(folder, ".rehearsal");
  await writeControlAddress(data, { pid: process.pid, url: "http://127.0.0.1:1", token: "token", services });
  const client = new KinesisVideoClient({ region: REGION, credentials, endpoint: signaling.controlPlaneUrl });

  /** Runs the command as it was typed, and takes the events that were put meanwhile. */
  async function runIn(where: string, { answer, columns }: Running, args: readonly string[]): Promise<Finished> {
    const out: string[] = [];
    const err: string[] = [];
    const questions: string[] = [];
    let code: 0 | 1 = 0;
    const terminal: Terminal = {
      columns,
      isLive: false,
      progress: { show: (shown) => void err.push(Object.values(shown)[0] ?? ""), fail() {}, clear() {} },
      print: (text) => void out.push(text),
      tell: (text) => void err.push(text),
      ask:
        answer === undefined
          ? undefined
          : async (question) => {
              questions.push(question);
              return answer;
            },
      failed: () => {
        code = 1;
      },
    };
    const program = new Command().exitOverride().configureOutput({
      writeOut: (text) => void out.push(text),
      writeErr: (text) => void err.push(text),
    });
    cameraCommands(program, () => ({ terminal, folder: where }));
    await program.parseAsync(["cameras", ...args], { from: "user" }).catch((error: Error) => {
      err.push(`error: ${error.message}`);
      code = 1;
    });
    return { code, out: out.join("\n"), err: err.join("\n"), questions };
  }

  return {
    folder,
    /** The data folder of the rehearsal. */
    data,
    services,
    signaling,
    table,
    eventBus,
    client,
    events,
    runIn,
    /** Runs the command against the rehearsal, with nobody to ask. */
    run: (...args: string[]) => runIn(folder, {}, [...args, "--data", data]),
    /** The same, with a person before it. */
    runAs: (running: Running, ...args: string[]) => runIn(folder, running, [...args, "--data", data]),
    /** The events that were put since it was last asked, as `source: type`. */
    async takeEvents(): Promise<DeliveredEvent[]> {
      await eventBus.delivered();
      return events.splice(0);
    },
    /** Makes a channel as somebody else would. */
    async makeChannel(ChannelName: string, tags: Readonly<Record<string, string>> = {}): Promise<string> {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const { ChannelARN = "" } = await client.send(new CreateSignalingChannelCommand({ ChannelName, Tags }));
      return ChannelARN;
    },
    /** Writes into the skill's table, past the registry. */
    async writeItems(items: readonly object[]): Promise<void> {
      const documents = DynamoDBDocumentClient.from(
        new DynamoDBClient({ region: REGION, credentials, endpoint: table.url }),
      );
      for (let from = 0; from < items.length; from += 25) {
        const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
        await documents.send(new BatchWriteCommand({ RequestItems: { [table.tableName]: requests } }));
      }
      documents.destroy();
    },
    async close(): Promise<void> {
      client.destroy();
      await Promise.all([signaling.stop(), table.stop(), eventBus.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** See {@link openCamerasWorld}. */
export type CamerasWorld = Awaited<ReturnType<typeof openCamerasWorld>>;
