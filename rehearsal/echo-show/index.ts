import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createFailureSwitches } from "../failures/index.ts";
import { listen } from "../happenings.ts";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { mannerCatalogue } from "../manners/catalogue.ts";
import type { Parts } from "../parts.ts";
import { createAlexaKnowledge } from "./alexa-knowledge.ts";
import { createApp } from "./app.ts";
import { createAtCameras } from "./at-cameras.ts";
import { createBroadcaster } from "./broadcaster.ts";
import { createHealthWatch } from "./health-watch.ts";
import { PICTURE_MAX_AGE } from "./pictures.ts";
import { createSessions } from "./sessions.ts";
import type { EchoShowState } from "./state.ts";
import { undeliveredOf } from "./told.ts";

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
  const { functions, cameras, happenings } = parts;
  const failures = createFailureSwitches(parts);
  const state = (): EchoShowState => {
    const discoveryFailure = alexa.devices.failure();
    const failingCamera = failures.aim();
    return {
      devices: alexa.shown(),
      ...(discoveryFailure === undefined ? {} : { discoveryFailure }),
      failures: failures.list().map((failure) => ({ ...failure, cameraIds: [...failure.cameraIds] })),
      ...(failingCamera === undefined ? {} : { failingCamera }),
      enabled: alexa.enabled(),
      userId: parts.household.userId,
      neighbour: alexa.neighbour.view(),
      rings: [...alexa.rings()],
      told: alexa.told.list(),
      undelivered: undeliveredOf(functions.cameraEvents.deadLetters()),
      cameras: atCameras.list(),
      manners: mannerCatalogue.map(({ name, title }) => ({ name, title })),
      views: sessions.views(),
    };
  };
  const broadcaster = createBroadcaster(state);
  const { changed } = broadcaster;
  const atCameras = createAtCameras(parts, failures, changed);
  const onTold = () => {
    // While somebody waits for a picture the skill is asked for nothing else; afterwards it is.
    if (!sessions.awaited()) health.soon();
    void readRegistry();
  };
  // Without the table the page shows what it knew.
  const readRegistry = () => atCameras.readRegistry().catch(() => {});
  const alexa = createAlexaKnowledge({ parts, busy: () => sessions.awaited(), onChange: changed, onTold });
  const health = createHealthWatch(alexa.refresh);
  const sessions = createSessions(parts, { onChange: changed, onStarted: health.wait, onSettled: health.soon });
  const app = createApp({
    signalingPageUrl: parts.signaling.adminPageUrl,
    pageFolder,
    cameras,
    atCameras,
    pictures: alexa.pictures,
    alexa,
    health,
    sessions,
    failures,
    broadcaster,
  });
  // The command line changes them too.
  const stopListening = listen(happenings, "manner", changed);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const discovering = async () => {
    await alexa.devices.discover();
    await alexa.neighbour.discover();
  };
  const stopHearing = () => {
    health.wait();
    alexa.stop();
    stopListening();
  };
  const listening = await listenOnLoopback(server, port).catch((error: unknown) => {
    // Where the port is taken another page is served: the skill must not be asked for this one too.
    stopHearing();
    throw error;
  });
  // Nobody has opened the page yet, so the devices are asked for without hurry.
  await Promise.all([discovering(), readRegistry()]);
  const minute = setInterval(() => {
    if (broadcaster.isHeard() && !sessions.awaited()) health.soon();
  }, PICTURE_MAX_AGE);
  return {
    url: `http://127.0.0.1:${listening}/`,
    async stop() {
      clearInterval(minute);
      await sessions.endAll();
      stopHearing();
      await closeServer(server);
    },
  };
}
