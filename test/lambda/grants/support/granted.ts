import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createConnections } from "../../../../lambda/connections.ts";
import { createDynamoState } from "../../../../lambda/dynamodb/state.ts";
import { type GrantStore, grantKind } from "../../../../lambda/grants/grant.ts";
import { createGrants } from "../../../../lambda/grants/grants.ts";
import type { RefreshOptions } from "../../../../lambda/grants/refresh.ts";
import { createSendingRights } from "../../../../lambda/grants/sending-rights.ts";
import { createTokenEndpoint } from "../../../../lambda/grants/token-endpoint.ts";
import { postForm } from "../../../../lambda/http-post.ts";
import type { Log } from "../../../../lambda/observability/log.ts";
import type { SendingRights } from "../../../../lambda/state/grants.ts";
import { createMemoryState } from "../../../../lambda/state/memory.ts";
import type { State } from "../../../../lambda/state/store.ts";
import { startLoginWithAmazon } from "../../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { startDynamoTable } from "../../support/dynamo-table.ts";

/** Who has granted something. */
export const user = "amzn1.account.GRANTOR";
/** How long Login with Amazon's access tokens are good, in milliseconds. */
export const TOKEN_LIFE_MS = 3_600_000;
/** For calls that end by themselves. */
export const unhurried = new AbortController().signal;
setMaxListeners(0, unhurried);

/** State that is gone when it is stopped: in memory, or in a DynamoDB of the rehearsal's. */
export const stateForms = {
  memory: async (now: () => number): Promise<RunningState> => ({ state: createMemoryState(now), async stop() {} }),
  async DynamoDB(now: () => number, log: Log): Promise<RunningState> {
    const dynamo = await startDynamoTable();
    return {
      state: createDynamoState({ table: dynamo.table("state-unreachable"), log, now }),
      stop: dynamo.stop,
    };
  },
} as const;
interface RunningState {
  readonly state: State;
  stop(): Promise<void>;
}

/** Grants over a store, against the stand-in for Login with Amazon, by a clock of the test's. */
export async function startGranting(form: keyof typeof stateForms) {
  const lines: string[] = [];
  const take = (message: string, fields = {}) => void lines.push(JSON.stringify({ message, ...fields }));
  const log: Log = { info: take, warn: take, error: take };
  let time = Date.now();
  const now = () => time;
  const login = await startLoginWithAmazon({ now });
  const connections = createConnections(now);
  const { state, stop } = await stateForms[form](now, log);
  const store: GrantStore = state.store(grantKind);
  let { eventsClient } = login;
  const tokens = createTokenEndpoint({
    apiUrl: login.url,
    client: async () => eventsClient,
    post: (url, fields, signal) => postForm(url, fields, { connections, signal }),
    now,
  });

  return {
    login,
    store,
    lines,
    grants: createGrants({ store, tokens, region: "NA", now }),
    /** As a process of its own has it. */
    process: (change: Partial<RefreshOptions> = {}): SendingRights =>
      createSendingRights({ store, tokens, log, now, newId: randomUUID, ...change }),
    tokens,
    /** Another client, for what Login with Amazon says to it. */
    setClient(client: typeof eventsClient) {
      eventsClient = client;
    },
    advance(milliseconds: number) {
      time += milliseconds;
    },
    now,
    /** How often a refresh was asked for so far. */
    refreshes: () => login.tokenCalls().filter(({ grantType }) => grantType === "refresh_token").length,
    async stop() {
      connections.close();
      await stop();
      await login.stop();
    },
  };
}
export type Granting = Awaited<ReturnType<typeof startGranting>>;

/** What is done at a store's calls. */
interface Hooks {
  readonly onHold?: () => void;
  /** With the number of the call, from 1. */
  readonly beforeReplace?: (times: number) => Promise<void> | void;
  readonly afterReplace?: (times: number) => void;
  readonly beforeRemove?: () => Promise<unknown>;
}

/** A store at whose calls something is done. */
export function watched(store: GrantStore, hooks: Hooks): GrantStore {
  let replaced = 0;
  return {
    ...store,
    hold(...called) {
      hooks.onHold?.();
      return store.hold(...called);
    },
    async replace(...called) {
      replaced += 1;
      const times = replaced;
      await hooks.beforeReplace?.(times);
      const done = await store.replace(...called);
      hooks.afterReplace?.(times);
      return done;
    },
    async remove(...called) {
      await hooks.beforeRemove?.();
      return store.remove(...called);
    },
  };
}

/** Counts something, and tells when it has happened so often. */
export function counted(often: number) {
  let times = 0;
  let tell = () => {};
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    reached,
    count() {
      times += 1;
      if (times === often) tell();
    },
  };
}
