import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createFailureSwitches } from "../failures/index.ts";
import { listen } from "../happenings.ts";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { mannerCatalogue } from "../manners/catalogue.ts";
import { mannersOf } from "../manners/give-manners.ts";
import type { Parts } from "../parts.ts";
import { createApp } from "./app.ts";
import { createBroadcaster } from "./broadcaster.ts";
import { createDevices } from "./devices.ts";
import { createHealthWatch } from "./health-watch.ts";
import { createSessions } from "./sessions.ts";
import type { EchoShowState } from "./state.ts";

/** What the page stands on. */
export interface EchoShowOptions {
  readonly parts: Parts;
  /** Where the build left the page. */
  readonly pageFolder: string;
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
}

/** A page that stands in for the Echo Show; every tab with it is an Echo of its own. */
export interface EchoShow {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the page and does for it what Alexa does for an Echo: directives to the skill, and what became of them.
 * @throws {Error} in words a user understands, when the port is taken.
 */
export async function startEchoShow({ parts, pageFolder, port }: EchoShowOptions): Promise<EchoShow> {
  const failures = createFailureSwitches(parts);
  const state = (): EchoShowState => {
    const discoveryFailure = devices.failure();
    const failingCamera = failures.aim();
    return {
      devices: [...devices.list()],
      ...(discoveryFailure === undefined ? {} : { discoveryFailure }),
      failures: [...failures.list()],
      ...(failingCamera === undefined ? {} : { failingCamera }),
      cameras: mannersOf(parts.cameras),
      manners: mannerCatalogue.map(({ name, title }) => ({ name, title })),
      views: sessions.views(),
    };
  };
  const broadcaster = createBroadcaster(state);
  const devices = createDevices(parts.alexa, broadcaster.changed);
  const health = createHealthWatch(devices.refreshHealth);
  const sessions = createSessions(parts, {
    onChange: broadcaster.changed,
    onStarted: health.wait,
    onSettled: health.soon,
  });
  const app = createApp({
    signalingPageUrl: parts.signaling.adminPageUrl,
    pageFolder,
    cameras: parts.cameras,
    devices,
    health,
    sessions,
    failures,
    broadcaster,
  });
  // The command line changes them too.
  const stopListening = listen(parts.happenings, "manner", broadcaster.changed);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  // Nobody has opened the page yet, so the devices are asked for without hurry.
  const [listening] = await Promise.all([listenOnLoopback(server, port), devices.discover()]);
  return {
    url: `http://127.0.0.1:${listening}/`,
    async stop() {
      await sessions.stop();
      health.wait();
      stopListening();
      await closeServer(server);
    },
  };
}
