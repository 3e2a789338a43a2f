import type { Clock } from "../../camera/clock.ts";
import type { EventRing } from "./admin/event-ring.ts";
import type { BehaviourRegistry } from "./behaviours/registry.ts";
import type { ChannelStore } from "./channels/channel-store.ts";
import type { ServiceEventDetail } from "./events.ts";
import type { Quotas } from "./quotas/quotas.ts";
import type { TrafficTap } from "./traffic.ts";
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
  /** Where the admin page's files are; undefined when there is no page. */
  readonly pageFolder: string | undefined;
  /** What the admin page shows as the latest messages. */
  readonly recent: EventRing;
  /** Its `now` is epoch milliseconds: signatures and channels carry dates. */
  readonly clock: Clock;
  /** Epoch milliseconds with fractions, for what is told and for how long something took. */
  stamp(): number;
  readonly channels: ChannelStore;
  readonly rooms: Rooms;
  readonly behaviours: BehaviourRegistry;
  readonly quotas: Quotas;
  readonly turn: TurnServer;
  /** Where the service listens, `127.0.0.1:<port>`: known once it does. */
  authority(): string;
  emit(event: ServiceEventDetail): void;
  readonly traffic: TrafficTap;
}
