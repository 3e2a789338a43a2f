import type { Clock } from "../../camera/clock.ts";
import type { AccessKeys } from "./access/access-keys.ts";
import type { EventRing } from "./admin/event-ring.ts";
import type { BehaviourRegistry } from "./behaviours/registry.ts";
import type { ChannelStore } from "./channels/channel-store.ts";
import type { ServiceEventDetail } from "./events.ts";
import type { Addresses } from "./http/addresses.ts";
import type { Quotas } from "./quotas/quotas.ts";
import type { TrafficTap } from "./traffic.ts";
import type { TurnServer } from "./turn/turn-server.ts";
import type { Rooms } from "./websocket/rooms.ts";

/** What every part of one running service shares. */
export interface ServiceContext {
  readonly region: string;
  readonly accountId: string;
  /** Who may call, and what. */
  readonly accessKeys: AccessKeys;
  readonly adminToken: string;
  /** Where the admin page's files are; undefined when there is no page. */
  readonly pageFolder: string | undefined;
  /** What the admin page shows as the latest messages. */
  readonly recent: EventRing;
  /** Its `now` is epoch milliseconds: signatures and channels carry dates. */
  readonly clock: Clock;
  /** Epoch milliseconds as clients are told them and signatures are held to them: a behaviour may set it off. */
  clientTime(): number;
  /** Epoch milliseconds with fractions, for what is told and for how long something took. */
  stamp(): number;
  readonly channels: ChannelStore;
  readonly rooms: Rooms;
  readonly behaviours: BehaviourRegistry;
  readonly quotas: Quotas;
  readonly turn: TurnServer;
  readonly addresses: Addresses;
  emit(event: ServiceEventDetail): void;
  readonly traffic: TrafficTap;
}
