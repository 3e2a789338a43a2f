/** The parts of node-turn 0.0.6 that the service uses; the package has no types of its own. */
declare module "node-turn" {
  import type { Socket } from "node:dgram";
  import type { EventEmitter } from "node:events";

  /** Where a client's packets come from, seen from the server: `dst` is the client. */
  export interface Transport {
    readonly dst: { readonly address: string; readonly port: number };
  }

  export interface Allocation {
    readonly sockets: Socket[];
    readonly user: { readonly username: string };
    readonly transport: Transport;
    readonly timer: NodeJS.Timeout;
    /** By peer address; epoch milliseconds at which the permission ends. */
    readonly permissions: Record<string, number>;
    /** By channel number. */
    readonly channelBindings: Record<string, { readonly address: string; readonly port: number }>;
  }

  export interface Reply {
    addAttribute(name: "message-integrity"): void;
    resolve(): void;
  }

  export interface TurnOptions {
    listeningIps: string[];
    relayIps: string[];
    authMech: "long-term";
    realm: string;
    /** Looked up by user name at each authenticated message. */
    credentials: Record<string, string | undefined>;
    debugLevel: "OFF";
  }

  export default class Turn extends EventEmitter {
    constructor(options: TurnOptions);
    allocations: Record<string, Allocation>;
    /** Read at each REFRESH and never set by the package. */
    defaultLifetime: number;
    maxAllocateTimeout: number;
    readonly network: { listeningPort: number; readonly sockets: Socket[] };
    /** Asked before each allocation; false refuses it with 486. */
    readonly allocate: { checkQuota(username: string): boolean };
    readonly authentification: { nonces: Record<string, { ttl: number }>; generateNonce(): string };
    start(): void;
    stop(): void;
  }
}
