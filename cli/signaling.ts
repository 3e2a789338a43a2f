import { join, resolve } from "node:path";
import { readAccessKeysFile } from "../rehearsal/signaling-service/access/access-keys-file.ts";
import { parseBehaviour } from "../rehearsal/signaling-service/behaviours/catalogue.ts";
import {
  type ServiceEvent,
  type SignalingService,
  startSignalingService,
} from "../rehearsal/signaling-service/index.ts";
import { describeEvent } from "./describe-event.ts";
import { interruption, untilAborted } from "./interruption.ts";
import { DEFAULT_DATA, pages } from "./paths.ts";
import { describeService, readyLine } from "./signaling-ready.ts";

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
  const behaviours = (options.behave ?? []).map(parseBehaviour);
  // What happens while it starts is told after what it is.
  const early: ServiceEvent[] = [];
  let show: (event: ServiceEvent) => void = (event) => early.push(event);
  const service = await startSignalingService({ ...(await serviceOptions(options)), onEvent: (event) => show(event) });
  for (const { behaviour, scope } of behaviours) service.behave(behaviour, scope);
  print(options.json ? readyLine(service) : describeService(service));
  show = options.json ? (event) => print(JSON.stringify(event)) : forPeople(service, print);
  early.forEach(show);
  await untilAborted(signal);
  await service.stop();
}

async function serviceOptions(options: SignalingOptions) {
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
    ...(options.turn === undefined ? {} : { turnHost: options.turn }),
    ...(options.accessKeys === undefined ? {} : { accessKeys: await readAccessKeysFile(options.accessKeys) }),
    ...(options.takeover === undefined ? {} : { takeover: options.takeover }),
    ...(options.channelDelay === undefined ? {} : { channelDelayMilliseconds: options.channelDelay }),
  };
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
