import { discoverResponseSchema } from "../../protocol/alexa/discover-response.ts";
import type { DiscoveryEndpoint } from "../../protocol/alexa/discovery-endpoint.ts";
import { field } from "../wire/fields.ts";
import { type DirectiveEnvelope, discover } from "./directives.ts";
import { expectEvent } from "./expectations.ts";
import { CheckFailed, NotRunHere, type SentDirective } from "./item.ts";
import type { Abilities, Ability, CertificationTarget } from "./target.ts";
import { abilityPhrases, FunctionFailed } from "./target.ts";

/** What the function returned to a message. */
export interface Answer {
  /** The directive's name. */
  readonly name: string;
  /** What has to come back; undefined where the directive had none. */
  readonly correlationToken: string | undefined;
  /** As it was returned; nothing is known of its shape. */
  readonly event: unknown;
  /** How long it took. */
  readonly milliseconds: number;
}

/** What an item's check works with. */
export interface Tester {
  readonly picture: CertificationTarget["picture"];
  readonly eventLimitMs: CertificationTarget["eventLimitMs"];
  readonly token: () => string;
  /**
   * Sends a directive and times its answer.
   * @throws {CheckFailed} when the function failed instead of answering.
   */
  send(message: DirectiveEnvelope): Promise<Answer>;
  /**
   * Sends something that is no directive of Alexa's; `what` names it in messages.
   * @throws {CheckFailed} when the function failed instead of answering.
   */
  sendMalformed(message: unknown, what: string): Promise<Answer>;
  /**
   * The cameras of the linked account, or of another token's, discovered anew.
   * @throws {CheckFailed} when the answer to Discover is not as it should be.
   */
  discover(token?: string): Promise<readonly DiscoveryEndpoint[]>;
  /**
   * The camera to be looked at: the chosen one, else the account's first.
   * @throws {CheckFailed} when the account has none.
   */
  camera(): Promise<DiscoveryEndpoint>;
  /**
   * A video doorbell of the account.
   * @throws {NotRunHere} when it has none.
   */
  doorbell(): Promise<DiscoveryEndpoint>;
  /**
   * Something that the target is able to do.
   * @throws {NotRunHere} when it is not.
   */
  able<Name extends Ability>(name: Name): Abilities[Name];
  /** Aborted when the run is given up, or this item took too long. */
  readonly signal: AbortSignal;
}

/** Makes what one item's check works with; only what the item says it sends is let out. */
export function createTester(
  target: CertificationTarget,
  sends: readonly SentDirective[],
  { camera: chosen, signal }: { readonly camera?: string | undefined; readonly signal: AbortSignal },
): Tester {
  async function invoke(message: unknown, kind: SentDirective, name: string): Promise<Answer> {
    if (!sends.includes(kind)) throw new CheckFailed(`the check does not say that it sends ${kind}: it was not sent`);
    if (target.allowed?.has(kind) === false) throw new CheckFailed(`${kind} must not be sent here: it was not sent`);
    signal.throwIfAborted();
    const correlationToken = field(field(field(message, "directive"), "header"), "correlationToken");
    const startedAt = performance.now();
    const event = await target.send(message).catch((error: unknown) => {
      if (error instanceof FunctionFailed) throw new CheckFailed(`instead of an answer to ${name}, ${error.message}`);
      throw error;
    });
    const milliseconds = Math.round(performance.now() - startedAt);
    return { name, correlationToken: correlationToken as string | undefined, event, milliseconds };
  }

  async function discoverCameras(token = target.accessToken()): Promise<readonly DiscoveryEndpoint[]> {
    return expectEvent(await tester.send(discover(token)), discoverResponseSchema).event.payload.endpoints;
  }

  const tester: Tester = {
    picture: target.picture,
    eventLimitMs: target.eventLimitMs,
    signal,
    token: target.accessToken,
    send(message) {
      const { namespace, name } = message.directive.header;
      const known = `${namespace}.${name}` as SentDirective;
      return invoke(message, known, name);
    },
    sendMalformed: (message, what) => invoke(message, "malformed", what),
    discover: discoverCameras,
    async camera() {
      const cameras = await discoverCameras();
      const camera = chosen === undefined ? cameras[0] : cameras.find(({ endpointId }) => endpointId === chosen);
      if (camera) return camera;
      throw new CheckFailed(
        chosen === undefined ? "Discover brings no camera of this account" : `Discover brings no camera ${chosen}`,
      );
    },
    async doorbell() {
      const doorbell = (await discoverCameras()).find(({ displayCategories }) =>
        displayCategories.includes("DOORBELL"),
      );
      if (doorbell) return doorbell;
      throw new NotRunHere("the account has no doorbell");
    },
    able(name) {
      const ability = target.abilities[name];
      if (ability === undefined) throw new NotRunHere(`nothing here can ${abilityPhrases[name]}`);
      return ability;
    },
  };
  return tester;
}
