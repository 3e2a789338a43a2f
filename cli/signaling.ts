import { join, resolve } from "node:path";
import { readAccessKeysFile } from "../rehearsal/signaling-service/access/access-keys-file.ts";
import { type PlacedBehaviour, parseBehaviour } from "../rehearsal/signaling-service/behaviours/catalogue.ts";
import { requireChannelNames } from "../rehearsal/signaling-service/channels/ensure-channels.ts";
import {
  type ServiceEvent,
  type SignalingService,
  startSignalingService,
} from "../rehearsal/signaling-service/index.ts";
import { parseTurnHost } from "../rehearsal/signaling-service/turn/turn-host.ts";
import { describeEvent } from "./describe-event.ts";
import { interruption, OutputClosed, untilAborted } from "./interruption.ts";
import { DEFAULT_DATA, pages } from "./paths.ts";
import { describeService, readyLine } from "./signaling-ready.ts";
import { warningsOf } from "./signaling-warnings.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** The flags of `camera-skill signaling`. */
export interface SignalingOptions {
  readonly port?: number;
  readonly region?: string;
  readonly data?: string;
  readonly channel?: readonly string[];
  readonly behave?: readonly string[];
  readonly quotas: "on" | "off";
  readonly tls?: boolean;
  readonly hostNames?: boolean;
  readonly turn?: string;
  readonly accessKeys?: string;
  readonly takeover?: "leave-open" | "close";
  readonly emptyFrames: boolean;
  readonly channelDelay?: number;
  readonly json?: boolean;
}

/** `camera-skill signaling`: runs the signaling service alone until Ctrl-C. */
export async function signaling(options: SignalingOptions): Promise<void> {
  const signal = interruption();
  const print = (line: string) => process.stdout.write(`${line}\n`);
  // What happens while it starts is told after what it is.
  const early: ServiceEvent[] = [];
  let show: (event: ServiceEvent) => void = (event) => early.push(event);
  const { service, warnings } = await start(options, (event) => show(event)).catch((error: unknown) => {
    if (options.json) print(JSON.stringify({ type: "error", message: messageOf(error) }));
    throw error;
  });
  const created = new Set(early.map((event) => event.type === "channel-created" && event.channelName));
  const kept = service.channelNames().filter((name) => !created.has(name));
  print(options.json ? readyLine(service, warnings) : describeService(service, { kept, warnings }));
  show = options.json ? (event) => print(JSON.stringify(event)) : forPeople(service, print);
  early.forEach(show);
  const reason = await untilAborted(signal);
  if (!(reason instanceof OutputClosed)) process.stderr.write("\nStopping…\n");
  await service.stop();
}

async function start(options: SignalingOptions, onEvent: (event: ServiceEvent) => void) {
  const behaviours = (options.behave ?? []).map((text) => ofFlag("--behave", () => parseLasting(text)));
  const serviceOptions = await readOptions(options);
  const service = await startSignalingService({ ...serviceOptions, onEvent });
  for (const { behaviour, scope } of behaviours) service.behave(behaviour, scope);
  const { accessKeys = [] } = serviceOptions;
  return { service, warnings: warningsOf(service, { accessKeys, scopes: behaviours.map(({ scope }) => scope) }) };
}

/** A behaviour that can be in force from the start: a notice is sent to those who are connected, and nobody is yet. */
function parseLasting(text: string): PlacedBehaviour {
  const placed = parseBehaviour(text);
  if (placed.behaviour.notice === undefined) return placed;
  throw new Error(
    `${text} is sent once, to those who are connected, and nobody is at the start; later: camera-skill signaling behave ${text}`,
  );
}

/** Says of which flag a value is wrong. */
function ofFlag<Value>(flag: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new WrongUsage(`${flag}: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readOptions(options: SignalingOptions) {
  ofFlag("--channel", () => requireChannelNames(options.channel ?? []));
  const { data, port, region, hostNames = false, tls = hostNames } = options;
  return {
    quotas: options.quotas,
    emptyFrames: options.emptyFrames,
    channels: options.channel ?? [],
    hostNames,
    pageFolder: join(pages, "signaling-service"),
    ...(port === undefined ? {} : { port }),
    ...(region === undefined ? {} : { region }),
    ...(data === undefined ? {} : { dataDirectory: data }),
    ...(tls ? { tls: { directory: resolve(data ?? DEFAULT_DATA, "tls") } } : {}),
    ...(options.turn === undefined ? {} : { turnHost: readTurnHost(options.turn) }),
    ...(options.accessKeys === undefined ? {} : { accessKeys: await readAccessKeys(options.accessKeys) }),
    ...(options.takeover === undefined ? {} : { takeover: options.takeover }),
    ...(options.channelDelay === undefined ? {} : { channelDelayMilliseconds: options.channelDelay }),
  };
}

async function readAccessKeys(file: string) {
  try {
    return await readAccessKeysFile(file);
  } catch (error) {
    throw new WrongUsage(messageOf(error));
  }
}

function readTurnHost(host: string): string {
  ofFlag("--turn", () => parseTurnHost(host));
  return host;
}

/** A line an event; and where a new channel has host names of its own, the line that leads to them. */
function forPeople(service: SignalingService, print: (line: string) => void): (event: ServiceEvent) => void {
  const told = new Set(service.hostsLines());
  return (event) => {
    // A refusal has had its own line when its request ends.
    if (event.type === "request" && event.status >= 400) return;
    print(describeEvent(event));
    if (event.type !== "channel-created") return;
    const lines = service.hostsLines().filter((line) => !told.has(line));
    if (lines.length > 0) print(["  for /etc/hosts:", ...lines].join("\n  "));
    for (const line of lines) told.add(line);
  };
}
