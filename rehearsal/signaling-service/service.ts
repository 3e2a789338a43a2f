import { type Clock, systemClock } from "../../camera/clock.ts";
import type { Behaviour } from "./behaviours/behaviour.ts";
import { BehaviourRegistry, type BehaviourScope } from "./behaviours/registry.ts";
import { ChannelStore } from "./channels/channel-store.ts";
import { type Restored, restore } from "./channels/restore.ts";
import { createSaver } from "./channels/saver.ts";
import type { Credentials, ServiceContext } from "./context.ts";
import type { ServiceEvent, ServiceEventDetail } from "./events.ts";
import { type RunningServer, startServer } from "./http/server.ts";
import { createQuotas } from "./quotas/quotas.ts";
import { startTurnServer } from "./turn/turn-server.ts";
import { Rooms } from "./websocket/rooms.ts";

/** How to start the service; all of it may be left out. */
export interface SignalingServiceOptions {
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
  /** Where channels, credentials and the admin token outlive a restart; without it they are in memory only. */
  readonly dataDirectory?: string;
  /** The region requests must be signed for: the data directory's, or us-east-1. */
  readonly region?: string;
  /** Twelve digits: the data directory's, or 123456789012. */
  readonly accountId?: string;
  /** The one access key the service knows; made up when absent. */
  readonly credentials?: Credentials;
  /** "off" lifts the service's limits, for load tests; "on" is the default. */
  readonly quotas?: "on" | "off";
  /** How long SendAlexaOfferToMaster waits for an answer, milliseconds; 5,000 by default. */
  readonly unansweredAfterMilliseconds?: number;
  /** Epoch milliseconds; the machine's clock by default. */
  readonly now?: Clock["now"];
  /** A timer to go with `now`; setTimeout by default. */
  readonly after?: Clock["after"];
  /** Told what happens as it happens; what it throws is its own affair. */
  readonly onEvent?: (event: ServiceEvent) => void;
}

/** A running stand-in for Kinesis Video Streams' WebRTC signaling. */
export interface SignalingService {
  /** For an SDK's `endpoint`, or AWS_ENDPOINT_URL_KINESIS_VIDEO. */
  readonly controlPlaneUrl: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** For `Authorization: Bearer` on /admin/channels. */
  readonly adminToken: string;
  /** Makes the service misbehave, everywhere or on one channel; the function returned ends it. */
  behave(behaviour: Behaviour, scope?: BehaviourScope): () => void;
  /** Closes all connections; resolves when the port is free and everything is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts the signaling service on loopback: control plane, data plane, WebSockets and a TURN server.
 * @throws {DataDirectoryInUse} when another service runs on the data directory.
 * @throws {UnreadableDataFile} when a file of the data directory is torn or foreign; it is kept aside, unread.
 * @throws {Error} when the port is taken, or the data directory belongs to another region or account.
 */
export async function startSignalingService(options: SignalingServiceOptions = {}): Promise<SignalingService> {
  const clock: Clock = { now: options.now ?? Date.now, after: options.after ?? systemClock.after };
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
  const emit = (event: ServiceEventDetail) => tell(options.onEvent, { ...event, at: clock.now() });
  const behaviours = new BehaviourRegistry();
  const saver = createSaver(() => restored.writeChannels(channels.all()));
  const channels: ChannelStore = new ChannelStore({
    region,
    accountId,
    channels: restored.channels,
    now: clock.now,
    save: saver.save,
  });
  const unansweredAfterMilliseconds = options.unansweredAfterMilliseconds ?? 5_000;
  const turn = await startTurnServer(restored.turnSecret, clock.now);
  let server: RunningServer | undefined;
  const service: ServiceContext = {
    region,
    accountId,
    credentials,
    adminToken,
    clock,
    channels,
    rooms: new Rooms({ clock, behaviours, emit, unansweredAfterMilliseconds }),
    behaviours,
    quotas: createQuotas(options.quotas ?? "on", clock.now),
    turn,
    authority: () => `127.0.0.1:${server?.port}`,
    emit,
  };
  try {
    server = await startServer(service, options.port ?? 0);
  } catch (error) {
    await turn.stop();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    controlPlaneUrl: `http://${service.authority()}`,
    region,
    credentials,
    adminToken,
    behave: (behaviour, scope) => behaviours.add(behaviour, scope),
    stop() {
      stopped ??= server.stop().then(turn.stop).then(saver.idle).then(restored.close);
      return stopped;
    },
  };
}

/** A listener's own fault must not become the service's. */
function tell(listener: SignalingServiceOptions["onEvent"], event: ServiceEvent): void {
  try {
    listener?.(event);
  } catch {
    // The listener belongs to the owner, who sees what it did.
  }
}
