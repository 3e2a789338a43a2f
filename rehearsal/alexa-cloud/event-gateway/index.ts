import type { ProactiveEvent } from "../../../protocol/alexa/proactive-events.ts";
import type { AwsBehaviour } from "../../aws/behaviour.ts";
import type { LoginWithAmazon } from "../login-with-amazon/index.ts";
import { exception } from "./exception.ts";
import { type Gateway, type GatewayRules, startGateway } from "./gateway.ts";
import { type AlexaRegion, alexaRegions } from "./regions.ts";

export { type AlexaRegion, alexaRegionOf, alexaRegions } from "./regions.ts";

/** An event that a gateway took. It holds the user's token: whoever shows it masks it first. */
export interface AcceptedEvent {
  readonly region: AlexaRegion;
  /** The user whose token it came with. */
  readonly userId: string;
  readonly event: ProactiveEvent;
}

/** An event that a gateway did not take; it holds a token too. */
export interface RefusedEvent {
  /** HTTP. */
  readonly status: number;
  /** As it came; undefined where it is no JSON. */
  readonly event: unknown;
}

/** What the gateways stand on. */
export interface EventGatewaysOptions {
  /** Who gave the tokens out. */
  readonly login: Pick<LoginWithAmazon, "lookUp" | "eventsClient">;
  /** The region in which a user is at home; left out, everybody is in North America. */
  readonly regionOf?: (userId: string) => AlexaRegion;
  /** Told of each event that a gateway took. */
  readonly onEvent?: (accepted: AcceptedEvent) => void;
  /** Told of each event that a gateway answered and did not take. */
  readonly onRefused?: (refused: RefusedEvent) => void;
  /** The longest request, in characters. What the real ones take is not known; left out, there is no limit. */
  readonly mostCharacters?: number;
  /** Where each listens on 127.0.0.1; left out, the system chooses. */
  readonly ports?: Readonly<Record<AlexaRegion, number>>;
}

/** Alexa's event gateways. */
export interface EventGateways {
  /** Each region's, as https://api.amazonalexa.com is North America's. */
  readonly urls: Readonly<Record<AlexaRegion, string>>;
  /** The latest thousand events that were taken, in their order. */
  events(): readonly AcceptedEvent[];
  /** Says whether the user has the skill enabled, as everybody has at first. */
  setEnabled(userId: string, enabled: boolean): void;
  /** How calls are treated from now on; with a region that one's alone. `denied` is a 403 without a code. */
  behave(behaviour: AwsBehaviour, region?: AlexaRegion): void;
  stop(): Promise<void>;
}

const KEPT_EVENTS = 1_000;

/**
 * Starts stand-ins for the event gateways of Alexa's three regions, which take what a skill sends without being asked.
 * Source: Alexa Skills Kit, "Send events to the Alexa event gateway".
 */
export async function startEventGateways(options: EventGatewaysOptions): Promise<EventGateways> {
  const { login, regionOf = () => "NA", onEvent } = options;
  const taken: AcceptedEvent[] = [];
  const disabled = new Set<string>();
  const gateways = new Map<AlexaRegion, Gateway>();

  function admit(region: AlexaRegion, token: string): ReturnType<GatewayRules["admit"]> {
    const owner = login.lookUp(token);
    if (typeof owner === "string") {
      return { refusal: exception("INVALID_ACCESS_TOKEN_EXCEPTION", "The access token is not valid.") };
    }
    const { userId, clientId } = owner;
    // Not verified: what a token of another client of the skill's, such as account linking's, is answered with.
    if (clientId !== login.eventsClient.clientId) {
      return { refusal: exception("INSUFFICIENT_PERMISSION_EXCEPTION", "The token has no permission to send events.") };
    }
    if (regionOf(userId) !== region) return { refusal: { status: 403 } };
    if (disabled.has(userId)) {
      return { refusal: exception("SKILL_DISABLED_EXCEPTION", "The user has disabled the skill.") };
    }
    return { userId };
  }

  async function start(region: AlexaRegion): Promise<void> {
    const rules: GatewayRules = {
      mostCharacters: options.mostCharacters ?? Number.POSITIVE_INFINITY,
      admit: (token) => admit(region, token),
      hostOf: (userId) => new URL(urlOf(regionOf(userId))).host,
      accept(userId, event) {
        taken.push({ region, userId, event });
        if (taken.length > KEPT_EVENTS) taken.shift();
        onEvent?.({ region, userId, event });
      },
      refuse: (status, body) => options.onRefused?.({ status, event: jsonIn(body) }),
    };
    gateways.set(region, await startGateway(rules, options.ports?.[region]));
  }

  const urlOf = (region: AlexaRegion) => gateways.get(region)?.url ?? "";
  const stop = async () => {
    await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
  };
  const started = await Promise.allSettled(alexaRegions.map(start));
  for (const outcome of started) {
    if (outcome.status === "fulfilled") continue;
    await stop();
    throw outcome.reason;
  }
  return {
    urls: { NA: urlOf("NA"), EU: urlOf("EU"), FE: urlOf("FE") },
    events: () => [...taken],
    setEnabled(userId, enabled) {
      if (enabled) disabled.delete(userId);
      else disabled.add(userId);
    },
    behave(behaviour, region) {
      for (const each of region === undefined ? alexaRegions : [region]) gateways.get(each)?.behave(behaviour);
    },
    stop,
  };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
