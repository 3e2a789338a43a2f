import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CameraEvent } from "../../../camera/index.ts";
import { openCatalogue } from "../../../cli/open-catalogue.ts";
import { permissions } from "../../../infrastructure/permissions.ts";
import type { SessionMessages, SessionReply } from "../../../rehearsal/echo-show/calls.ts";
import { type EchoShow, startEchoShow } from "../../../rehearsal/echo-show/index.ts";
import { type EchoShowState, stateSchema } from "../../../rehearsal/echo-show/state.ts";
import { listen } from "../../../rehearsal/happenings.ts";
import { type Rehearsal, startRehearsal } from "../../../rehearsal/index.ts";
import { field } from "../../../rehearsal/wire/fields.ts";
import { listenForEvents } from "./listen-for-events.ts";

const root = join(import.meta.dirname, "../../..");

/** A whole rehearsal with its page, on ports of its own. */
export interface Stage {
  readonly rehearsal: Rehearsal;
  readonly echoShow: EchoShow;
  /** Stops the page's server, does something while there is none, and starts it again on that port. */
  restartPage(port: number, meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a rehearsal and its page. */
export async function startStage(): Promise<Stage> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "echo-show-"));
  const pages = join(root, "dist/pages");
  const rehearsal = await startRehearsal({
    dataDirectory,
    packedSkill: join(root, "dist/lambda"),
    runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
    openCatalogue,
    permissions,
    pages,
  });
  const serve = (port: number) => startEchoShow({ parts: rehearsal.parts, pageFolder: join(pages, "echo-show"), port });
  let echoShow = await serve(0);
  return {
    rehearsal,
    get echoShow() {
      return echoShow;
    },
    async restartPage(port, meanwhile = async () => {}) {
      await echoShow.stop();
      await meanwhile();
      echoShow = await serve(port);
    },
    async stop() {
      await echoShow.stop();
      await rehearsal.stop();
      await rm(dataDirectory, { recursive: true });
    },
  };
}

/** How long something may take to happen on a busy machine, in milliseconds. */
const PATIENCE = 15_000;

/** Resolves with the next thing of that kind that happens to a camera. */
export function happened<Type extends CameraEvent["type"]>(
  { rehearsal }: Stage,
  type: Type,
): Promise<CameraEvent & { type: Type }> {
  return new Promise((resolve, reject) => {
    const stop = listen(rehearsal.parts.happenings, "camera", (event) => {
      if (event.type !== type) return;
      end();
      resolve(event as CameraEvent & { type: Type });
    });
    const late = setTimeout(() => {
      end();
      reject(new Error(`no ${type} happened within ${PATIENCE} ms`));
    }, PATIENCE);
    const end = () => {
      stop();
      clearTimeout(late);
    };
  });
}

/** Resolves once the skill has answered the next directive of that name: before that another one goes to another instance. */
export function answered({ rehearsal }: Stage, name: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = listen(rehearsal.parts.happenings, "dialogue", ({ kind, directive }) => {
      if (kind !== "event" || field(field(field(directive, "directive"), "header"), "name") !== name) return;
      stop();
      resolve();
    });
  });
}

/** A tab without a browser: it makes the calls that the page makes. */
export interface Tab {
  readonly deviceId: string;
  /** Resolves with the first state that is so. */
  until(wanted: (state: EchoShowState) => boolean): Promise<EchoShowState>;
  /**
   * Resolves with the first state, the latest or one to come, of which everything holds that is expected of it: what
   * happens at the cameras is told part by part. Rejects with what does not hold at the end of PATIENCE.
   */
  untilHolds(expectations: (state: EchoShowState) => void): Promise<EchoShowState>;
  startSession(cameraId: string, offer: string): Promise<SessionReply>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  messagesOf(sessionId: string): Promise<SessionMessages>;
  close(): void;
}

/** Opens a tab. */
export async function openTab({ echoShow }: Stage, deviceId: string): Promise<Tab> {
  const url = echoShow.url.replace(/\/$/, "");
  const events = await listenForEvents(`${url}/events?device=${deviceId}`);
  const call: Tab["call"] = (method, path, body, headers = {}) =>
    fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return {
    deviceId,
    call,
    async until(wanted) {
      return events.until((data) => {
        const state = stateSchema.parse(JSON.parse(data));
        return wanted(state) ? state : undefined;
      });
    },
    async untilHolds(expectations) {
      let broken: unknown;
      const held = events.until((data) => {
        const state = stateSchema.parse(JSON.parse(data));
        try {
          expectations(state);
          return state;
        } catch (error) {
          broken = error;
          return undefined;
        }
      });
      let timer: NodeJS.Timeout | undefined;
      const overdue = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(broken), PATIENCE);
      });
      return Promise.race([held, overdue]).finally(() => clearTimeout(timer));
    },
    async startSession(cameraId, offer) {
      const phrase = `Alexa, show ${cameraId}`;
      const request = { sessionId: randomUUID(), deviceId, cameraId, phrase, offer };
      return (await (await call("POST", "/sessions", request)).json()) as SessionReply;
    },
    async messagesOf(sessionId) {
      return (await (await call("GET", `/sessions/${sessionId}/messages`)).json()) as SessionMessages;
    },
    close: events.close,
  };
}
