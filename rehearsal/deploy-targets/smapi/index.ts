import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { closeServer, listenOnLoopback } from "../../listen.ts";
import type { TriggersOf } from "../deployed-stack.ts";
import { createDeveloperAccess } from "./access.ts";
import { createApp, type SmapiRequest } from "./app.ts";
import type { EventsClient, SmapiService } from "./service.ts";

export type { SmapiRequest } from "./app.ts";
export { judgeAccountLinking, judgeManifest } from "./judge.ts";
export type { EventsClient } from "./service.ts";

/** Whom SMAPI knows, and what it asks of AWS. */
export interface SmapiOptions {
  /** AWS's account, which is asked before a manifest that names a function is taken. */
  readonly triggersOf: TriggersOf;
  /** The developer's vendor id. */
  readonly vendorId: string;
  /** The developer's refresh token: ASK_REFRESH_TOKEN. */
  readonly refreshToken: string;
  /** What a skill's messaging credentials are. */
  readonly eventsClient: EventsClient;
  /** How many polls of an import are told that it is in progress; 0 where left out. */
  readonly pollsInProgress?: number;
  readonly port?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** A skill in its development stage. */
export interface SmapiSkill {
  /** Such as `amzn1.ask.skill.<uuid>`. */
  readonly id: string;
  /** The value of `manifest` in skill.json, as it was last taken. */
  readonly manifest: unknown;
  /** The account linking request, without the client's secret; undefined where none was sent. */
  readonly accountLinking: Readonly<Record<string, unknown>> | undefined;
  /** How many packages were imported, the first included; those that failed are not counted. */
  readonly imports: number;
  /** How many times the manifest alone was replaced. */
  readonly manifestUpdates: number;
  readonly enabled: boolean;
  /** Why the last import or update of the manifest failed; undefined where it succeeded. */
  readonly lastFailure: string | undefined;
}

/** A running stand-in. */
export interface Smapi {
  /** ASK_SMAPI_SERVER_BASE_URL. */
  readonly url: string;
  /** ASK_LWA_TOKEN_HOST and ASK_LWA_AUTHORIZE_HOST. */
  readonly loginUrl: string;
  /** A valid access token, for a profile in cli_config. */
  readonly accessToken: string;
  skills(): readonly SmapiSkill[];
  /** Why imports, manifests and account linkings were refused, in order. */
  failures(): readonly string[];
  /** The requests since the start, in order. */
  requests(): readonly SmapiRequest[];
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for the Skill Management API, and for Login with Amazon as ask-cli uses it, on loopback.
 * It serves what ask-cli 2.30.7 calls for `ask deploy`, and what `ask smapi` calls for manifests, states, account linking,
 * enablement and deletion.
 */
export async function startSmapi(options: SmapiOptions): Promise<Smapi> {
  const { vendorId, eventsClient, triggersOf, refreshToken, pollsInProgress = 0, now = Date.now } = options;
  const service: SmapiService = {
    vendorId,
    eventsClient,
    triggersOf,
    now,
    pollsInProgress,
    skills: new Map(),
    uploads: new Map(),
    imports: new Map(),
    failures: [],
  };
  const access = createDeveloperAccess(refreshToken, now);
  const requests: SmapiRequest[] = [];
  let url = "";
  const app = createApp(
    service,
    access,
    (request) => requests.push(request),
    () => url,
  );
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  url = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  return {
    url,
    loginUrl: url,
    accessToken: access.accessToken,
    skills: () =>
      [...service.skills.values()].map(
        ({ id, manifest, accountLinking, imports, manifestUpdates, enabled, lastUpdate }) => ({
          id,
          manifest,
          accountLinking,
          imports,
          manifestUpdates,
          enabled,
          lastFailure: lastUpdate.status === "FAILED" ? lastUpdate.errors.join("\n") : undefined,
        }),
      ),
    failures: () => [...service.failures],
    requests: () => [...requests],
    stop: () => closeServer(server),
  };
}
