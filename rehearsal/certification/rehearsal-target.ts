import { LambdaError } from "../lambda-runtime/index.ts";
import type { Parts } from "../parts.ts";
import { download } from "./download.ts";
import { type Abilities, type CertificationTarget, FunctionFailed } from "./target.ts";

/** What certification needs of a rehearsal. */
export interface CertifiedRehearsal extends Pick<Parts, "login" | "token" | "cameras"> {
  /** Invokes the skill's function with any event, and gives back what it returned. */
  readonly invoke: (event: unknown) => Promise<unknown>;
}

/** Whom an access token of another household belongs to. */
const STRANGER = "amzn1.account.AGSOMEBODYELSE";
/** Another skill's client of the same provider. */
const OTHER_CLIENT = "amzn1.application-oa2-client.fedcba9876543210fedcba9876543210";

/**
 * A rehearsal as a target of certification. Stopping it stops nothing of the rehearsal.
 * @param more what this rehearsal is able to do besides; of what is named here too, this counts.
 */
export function rehearsalTarget(rehearsal: CertifiedRehearsal, more: Partial<Abilities> = {}): CertificationTarget {
  const { login, token, invoke } = rehearsal;
  const camera = (endpointId: string) => {
    const found = rehearsal.cameras.find(({ camera: { id } }) => id === endpointId);
    if (found === undefined) throw new RangeError("the rehearsal has no such camera");
    return found;
  };
  return {
    name: "the rehearsal",
    async send(message) {
      try {
        return await invoke(message);
      } catch (error) {
        if (!(error instanceof LambdaError)) throw error;
        throw new FunctionFailed(`the function failed with ${error.errorType}`);
      }
    },
    accessToken: token.current,
    picture: { barcode: true, reachable: true },
    abilities: {
      tokens: {
        expired: () => login.issueToken({ userId: login.userId, expiresInSeconds: 0 }),
        ofAnotherClient: () => login.issueToken({ userId: login.userId, clientId: OTHER_CLIENT }),
        ofAnotherUser: () => login.issueToken({ userId: STRANGER }),
      },
      power: {
        unplug: (endpointId) => camera(endpointId).unplug(),
        plugIn: (endpointId) => camera(endpointId).plugIn(),
      },
      download,
      ...more,
    },
    async stop() {},
  };
}
