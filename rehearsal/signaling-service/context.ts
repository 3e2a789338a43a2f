import type { Clock } from "../../camera/clock.ts";
import type { BehaviourRegistry } from "./behaviours/registry.ts";
import type { ChannelStore } from "./channels/channel-store.ts";
import type { ServiceEventDetail } from "./events.ts";
import type { Quotas } from "./quotas/quotas.ts";
import type { TurnServer } from "./turn/turn-server.ts";
import type { Rooms } from "./websocket/rooms.ts";

/** An AWS access key pair: the one that the service knows. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What every part of one running service shares. */
export interface ServiceContext {
  readonly region: string;
  readonly accountId: string;
  readonly credentials: Credentials;
  readonly adminToken: string;
  /** Its `now` is epoch milliseconds: signatures and channels carry dates. */
  readonly clock: Clock;
  readonly channels: ChannelStore;
  readonly rooms: Rooms;
  readonly behaviours: BehaviourRegistry;
  readonly quotas: Quotas;
  readonly turn: TurnServer;
  /** Where the service listens, `127.0.0.1:<port>`: known once it does. */
  authority(): string;
  emit(event: ServiceEventDetail): void;
}
