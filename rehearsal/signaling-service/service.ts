import { type Clock, systemClock } from "../../camera/clock.ts";
import { type Credentials, createAccessKeys } from "./access/access-keys.ts";
import { createEventRing } from "./admin/event-ring.ts";
import type { Behaviour } from "./behaviours/behaviour.ts";
import { parseBehaviour } from "./behaviours/catalogue.ts";
import { BehaviourRegistry, type BehaviourScope } from "./behaviours/registry.ts";
import { ChannelStore } from "./channels/channel-store.ts";
import { ensureChannels } from "./channels/ensure-channels.ts";
import { type Restored, restore } from "./channels/restore.ts";
import type { ServiceContext } from "./context.ts";
import type { ServiceEventDetail } from "./events.ts";
import { createAddresses } from "./http/addresses.ts";
import { hostsLines } from "./http/hosts-lines.ts";
import { type RunningServer, startServer } from "./http/server.ts";
import type { SignalingServiceOptions } from "./options.ts";
import { checkOptions } from "./options-schema.ts";
import { createQuotas } from "./quotas/quotas.ts";
import { createStamp } from "./stamp.ts";
import { createLocalTls } from "./tls/local-tls.ts";
import { createTrafficTap } from "./traffic.ts";
import { parseTurnHost } from "./turn/turn-host.ts";
import { startTurnServer } from "./turn/turn-server.ts";
import { Rooms } from "./websocket/rooms.ts";

/** Where clients of real host names look, which show no port. */
const HTTPS_PORT = 443;

/** How many of the latest messages the admin page shows. */
const RECENT_EVENTS = 100;

/** A running stand-in for Kinesis Video Streams' WebRTC signaling. */
export interface SignalingService {
  /** For an SDK's `endpoint`, or AWS_ENDPOINT_URL_KINESIS_VIDEO. */
  readonly controlPlaneUrl: string;
  /** With TLS, the file of the certificate authority: NODE_EXTRA_CA_CERTS, AWS_KVS_CACERT_PATH, aws-cli's `--ca-bundle`. */
  readonly caFile?: string;
  /** The port it listens on, which host names do not show. */
  readonly port: number;
  readonly region: string;
  readonly credentials: Credentials;
  /** For `Authorization: Bearer` on what is below /admin/ on loopback: channels, messages, behaviours. */
  readonly adminToken: string;
  /** The page with channels, connections, queues, messages and behaviours; the address ends in the admin token. */
  readonly adminPageUrl: string;
  /** With `hostNames`, the lines for /etc/hosts that lead to it and to the channels there are now; otherwise none. */
  hostsLines(): string[];
  /** The names of the channels that there are now. */
  channelNames(): string[];
  /**
   * Makes the service misbehave, everywhere or on one channel; the function returned ends it.
   * @throws {InvalidBehaviour} for a clock skew of more than ten years, or on one channel.
   */
  behave(behaviour: Behaviour, scope?: BehaviourScope): () => void;
  /**
   * The same by name, as on the command line: `behave("answer-late:3000@front-door")`.
   * @throws {InvalidBehaviour} that says what there is.
   */
  behave(specification: string): () => void;
  /** Closes all connections; resolves when the port is free and everything is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts the signaling service on loopback: control plane, data plane, WebSockets and a TURN server.
 * @throws {DataDirectoryInUse} when another service runs on the data directory.
 * @throws {UnreadableDataFile} when a file of the data directory is torn or foreign; it is kept aside, unread.
 * @throws {Error} when an option is not what it must be, the port is taken or not for this user, the data directory
 * belongs to another region or account, `hostNames` comes without `tls`, or `turnHost` is no host.
 */
export async function startSignalingService(options: SignalingServiceOptions = {}): Promise<SignalingService> {
  checkOptions(options);
  if (options.hostNames && options.tls === undefined) {
    throw new Error("clients call AWS's host names by TLS alone: hostNames needs tls, the folder of a local authority");
  }
  const clock = clockOf(options);
  const restored = await restore(options, clock.now);
  try {
    return await startRestored(options, clock, restored);
  } catch (error) {
    await restored.close();
    throw error;
  }
}

async function startRestored(
  options: SignalingServiceOptions,
  clock: Clock,
  restored: Restored,
): Promise<SignalingService> {
  const { region, accountId, credentials, adminToken } = restored;
  const stamp = options.clock === undefined ? createStamp() : clock.now;
  const recent = createEventRing(RECENT_EVENTS);
  const emit = (detail: ServiceEventDetail) => {
    const event = { ...detail, at: stamp() };
    recent.add(event);
    tell(options.onEvent, event);
  };
  const { onTraffic } = options;
  const traffic = createTrafficTap(onTraffic && ((message) => tell(onTraffic, message)), stamp);
  const behaviours = new BehaviourRegistry();
  const quotas = createQuotas(options.quotas ?? "on", clock.now, region);
  const { afterMilliseconds = 5_000, as = "null" } = options.noAnswer ?? {};
  const connections = { takeover: options.takeover ?? "leave-open", emptyFrames: options.emptyFrames ?? true };
  const rooms = new Rooms({
    clock,
    stamp,
    behaviours,
    emit,
    traffic,
    noAnswer: { afterMilliseconds, as },
    quotas,
    connections,
  });
  const { channelDelayMilliseconds: delay = 0 } = options;
  const channels = new ChannelStore({
    region,
    accountId,
    channels: restored.channels,
    clock,
    delayMilliseconds: typeof delay === "function" ? delay : () => delay,
    admitChannel: quotas.admitChannel,
    write: restored.writeChannels,
    onRemoved(channel) {
      rooms.close(channel);
      quotas.forget(channel.channelArn);
    },
  });
  const hostNames = options.hostNames ?? false;
  // Clients hold certificates to their machine's clock, not to the service's.
  const tls = options.tls && (await createLocalTls({ ...options.tls, region, now: Date.now() }));
  const givenPort = options.port ?? (hostNames ? HTTPS_PORT : undefined);
  const turn = await startTurnServer({
    secret: restored.turnSecret,
    host: parseTurnHost(options.turnHost ?? "127.0.0.1"),
    // Clients of real host names look for STUN at the number of the HTTPS port.
    port: hostNames ? (givenPort ?? 0) : 0,
    quotas: options.quotas ?? "on",
    now: clock.now,
  });
  let server: RunningServer | undefined;
  const addresses = createAddresses({ region, tls: tls !== undefined, hostNames, port: () => server?.port ?? 0 });
  const service: ServiceContext = {
    region,
    accountId,
    accessKeys: createAccessKeys([credentials], options.accessKeys ?? []),
    adminToken,
    pageFolder: options.pageFolder,
    recent,
    clock,
    clientTime: () => clock.now() + behaviours.clockSkewMilliseconds(),
    stamp,
    channels,
    rooms,
    behaviours,
    quotas,
    turn,
    addresses,
    emit,
    traffic,
  };
  tellOfBehaviours(service);
  try {
    for (const { channelName, channelArn } of await ensureChannels(channels, options.channels ?? [])) {
      emit({ type: "channel-created", channelName, channelArn });
    }
    const listen = (port: number) => startServer(service, { port, tls });
    const { port: formerPort = 0 } = restored;
    // Clients were given endpoints with the former port; but it is not asked for, and may be another program's by now.
    server = givenPort === undefined ? await listen(formerPort).catch(() => listen(0)) : await listen(givenPort);
    // The endpoints by AWS's host names show no port that anyone could keep.
    if (!hostNames) await restored.rememberPort(server.port);
  } catch (error) {
    await server?.stop();
    await turn.stop();
    await channels.close();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    controlPlaneUrl: addresses.controlPlaneUrl,
    ...(tls === undefined ? {} : { caFile: tls.caFile }),
    port: server.port,
    adminPageUrl: `${addresses.adminUrl}#${adminToken}`,
    region,
    credentials,
    adminToken,
    hostsLines: () => hostsLines(service),
    channelNames: () => channels.all().map(({ channelName }) => channelName),
    behave(asked: Behaviour | string, givenScope?: BehaviourScope) {
      const { behaviour, scope } =
        typeof asked === "string" ? parseBehaviour(asked) : { behaviour: asked, scope: givenScope };
      return behaviours.add(behaviour, scope);
    },
    stop() {
      stopped ??= server
        .stop()
        .then(() => service.rooms.stop())
        .then(turn.stop)
        .then(() => channels.close())
        .then(restored.close);
      return stopped;
    },
  };
}

/** The owner's clock may be an object of a class: its parts are handed around without it. */
function clockOf({ clock }: SignalingServiceOptions): Clock {
  if (clock === undefined) return { now: Date.now, after: systemClock.after };
  return { now: () => clock.now(), after: (milliseconds, callback) => clock.after(milliseconds, callback) };
}

function tellOfBehaviours({ behaviours, rooms, emit }: ServiceContext): void {
  behaviours.onAdded(({ name: behaviour, notice }, scope) => {
    const sent = notice === undefined ? {} : { sentTo: rooms.connected(scope) };
    emit({ type: "behaviour-begun", behaviour, ...scope, ...sent });
  });
  behaviours.onRemoved(({ name: behaviour }, scope) => emit({ type: "behaviour-ended", behaviour, ...scope }));
}

/** A listener's own fault must not become the service's. */
function tell<Told>(listener: ((told: Told) => void) | undefined, told: Told): void {
  try {
    listener?.(told);
  } catch {
    // The listener belongs to the owner, who sees what it did.
  }
}
