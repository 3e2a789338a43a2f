import type { Clock } from "../../camera/clock.ts";
import type { AccessKey, Credentials } from "./access/access-keys.ts";
import type { NoAnswer } from "./behaviours/behaviour.ts";
import type { ServiceEvent } from "./events.ts";
import type { ServiceTraffic } from "./traffic.ts";
import type { ConnectionRules } from "./websocket/connection-rules.ts";

/** How to start the service; all of it may be left out. */
export interface SignalingServiceOptions {
  /** The TCP port on 127.0.0.1; 0 lets the system choose one. By default that of the data directory if it is free, or any; with `hostNames` 443. */
  readonly port?: number;
  /** Where channels, credentials and the admin token outlive a restart; without it they are in memory only. */
  readonly dataDirectory?: string;
  /** The region requests must be signed for: the data directory's, or us-east-1. */
  readonly region?: string;
  /** Twelve digits: the data directory's, or 123456789012. */
  readonly accountId?: string;
  /** The owner's access key, which may do everything; made up when absent. */
  readonly credentials?: Credentials;
  /** More access keys, each of which may be limited to some operations and channels. The list may grow meanwhile. */
  readonly accessKeys?: readonly AccessKey[];
  /** "off" lifts the service's limits, for load tests; "on" is the default. */
  readonly quotas?: "on" | "off";
  /** How SendAlexaOfferToMaster takes it that no answer comes: null after 5,000 ms by default. */
  readonly noAnswer?: NoAnswer;
  /** How long channels are CREATING, UPDATING and DELETING, milliseconds; 0 by default. A function is asked each time. */
  readonly channelDelayMilliseconds?: number | (() => number);
  /** What becomes of a socket that a newer one replaces; it stays open by default. Which is true of AWS is not verified. */
  readonly takeover?: ConnectionRules["takeover"];
  /** Whether messages without a correlation id are acknowledged by an empty frame; they are by default. */
  readonly emptyFrames?: boolean;
  /**
   * TLS with a local certificate authority that is kept in a folder and made there at the first start. Clients are told
   * of it by `caFile`.
   */
  readonly tls?: { readonly directory: string };
  /**
   * AWS's own host names instead of paths on loopback, and endpoints without a port: needs `tls`. Clients find the
   * service by `hostsLines()`; STUN is answered at the same port number.
   */
  readonly hostNames?: boolean;
  /** The host that GetIceServerConfig names for the TURN server, which itself stays on loopback; 127.0.0.1 by default. */
  readonly turnHost?: string;
  /** Channels that are there from the start; those that are missing are made, with a MessageTtlSeconds of 60. */
  readonly channels?: readonly string[];
  /** The service's time, in epoch milliseconds, and its timers: the machine's by default. */
  readonly clock?: Clock;
  /** Where the admin page's files are: the package's own `start` knows, otherwise there is no page without it. */
  readonly pageFolder?: string;
  /** Told what happens as it happens; what it throws is its own affair. */
  readonly onEvent?: (event: ServiceEvent) => void;
  /** Told of each message in full as it crosses the wire; what it throws is its own affair. */
  readonly onTraffic?: (traffic: ServiceTraffic) => void;
}
