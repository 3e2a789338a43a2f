/** What Alexa's event gateway did with an event: its HTTP status, and the event as it came. */
export interface GatewayDelivery {
  readonly status: number;
  readonly event: unknown;
}

/** What came of downloading a snapshot. Redirects are not followed, since Alexa follows none. */
export interface Download {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/**
 * What certification can do with a skill beside sending it directives. A target leaves out what it cannot do: the items
 * that need it are then not run. Whatever changes something is undone by its counterpart.
 */
export interface Abilities {
  /** Access tokens that are wrong in a known way. */
  readonly tokens: {
    expired(): string;
    /** Valid, and issued to another client of the same provider. */
    ofAnotherClient(): string;
    /** Valid, of a user who has none of the cameras. */
    ofAnotherUser(): string;
  };
  /** Takes a camera's power away, and gives it back; resolves when it is connected again. */
  readonly power: { unplug(endpointId: string): Promise<void>; plugIn(endpointId: string): Promise<void> };
  readonly gateway: {
    /** Tells of each event that comes to Alexa's event gateway, until the returned function is called. */
    listen(listener: (delivery: GatewayDelivery) => void): () => void;
    /** Resolves when nothing is on its way there any more. Where that cannot be known, silence is waited for. */
    quiet?(): Promise<void>;
  };
  /** Presses a doorbell's button. */
  readonly ring: (endpointId: string) => Promise<void>;
  /** Begins or ends motion in front of a camera. */
  readonly motion: (endpointId: string, detected: boolean) => Promise<void>;
  /** Gives a camera another name, as its owner does in the maker's app. */
  readonly rename: (endpointId: string, name: string) => Promise<void>;
  /** Registers so many cameras for a user of their own, and gives that user's access token. */
  readonly fleet: (cameras: number) => Promise<string>;
  /** A fresh authorization code, as Alexa puts it into an AcceptGrant. */
  readonly grantCode: () => Promise<string>;
  /** Enables and disables the skill in the Alexa app: account linking, AcceptGrant and skill events come with it. */
  readonly enablement: { disable(): Promise<void>; enable(): Promise<void> };
  /** Downloads a snapshot, with this access token or without one. */
  readonly download: (uri: string, accessToken: string | undefined) => Promise<Download>;
  /** Makes of a snapshot's address the one that it would have been an hour ago: rightly signed, and expired. */
  readonly expiredSnapshot: (uri: string) => Promise<string>;
}
/** The name of something that a target may be able to do. */
export type Ability = keyof Abilities;

/** What each ability is, after "nothing here can". */
export const abilityPhrases: Readonly<Record<Ability, string>> = {
  tokens: "make a token that has expired or is somebody else’s",
  power: "unplug a camera",
  gateway: "see what comes to Alexa’s event gateway",
  ring: "ring a doorbell",
  motion: "move in front of a camera",
  rename: "rename a camera",
  fleet: "register more than 300 cameras",
  grantCode: "make an authorization code for AcceptGrant",
  enablement: "disable and enable the skill",
  download: "download a snapshot",
  expiredSnapshot: "make a snapshot’s address that has expired",
};

/** A skill to be held against the certification list: all that certification needs of it, wherever it runs. */
export interface CertificationTarget {
  /** What it is, for people. */
  readonly name: string;
  /**
   * Sends a message as Alexa does, and gives back what the function returned.
   * @throws {FunctionFailed} when the function threw, ran over its time, or could not be invoked.
   */
  send(message: unknown): Promise<unknown>;
  /** The linked account's access token. */
  accessToken(): string;
  /** Which directives may be sent; all where it is left out. What is not among them never leaves. */
  readonly allowed?: ReadonlySet<string>;
  /**
   * What is known of the picture: whether the camera marks its frames, as the rehearsal's do, and whether media can be
   * expected to come through to this machine.
   */
  readonly picture: { readonly barcode: boolean; readonly reachable: boolean };
  /** How soon an event has to be at the gateway, in milliseconds, where that is less than the list's own limit. */
  readonly eventLimitMs?: number;
  readonly abilities: Partial<Abilities>;
  stop(): Promise<void>;
}

/**
 * The function itself failed, where it should have answered; with a cause where it was not even invoked. The message is
 * for people.
 */
export class FunctionFailed extends Error {
  override readonly name = "FunctionFailed";
}
