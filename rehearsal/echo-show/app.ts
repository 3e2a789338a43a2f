import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import * as z from "zod/mini";
import { type FailureSwitches, isFailureName } from "../failures/index.ts";
import { InvalidBehaviour } from "../signaling-service/behaviours/invalid-behaviour.ts";
import { pageHeaders, pagePaths, readPageFile } from "../web-page.ts";
import { type AccountRoutesOptions, addAccountRoutes } from "./account-routes.ts";
import type { Broadcaster } from "./broadcaster.ts";
import {
  deviceIdSchema,
  failingCameraRequestSchema,
  failureRequestSchema,
  sessionReportSchema,
  sessionRequestSchema,
} from "./calls.ts";
import { addCameraRoutes, type CameraRoutesOptions } from "./camera-routes.ts";
import { done, read, refuse } from "./replies.ts";
import { foreignRequest } from "./same-origin.ts";

/** What the page's calls are answered with. */
export interface AppOptions extends CameraRoutesOptions, AccountRoutesOptions {
  /** The signaling service's own list, with the token that it wants. */
  readonly signalingPageUrl: string;
  readonly pageFolder: string;
  readonly failures: FailureSwitches;
  readonly broadcaster: Broadcaster;
}

/** An offer has 100,000 characters at most, and a few more as JSON; in bytes. */
const LARGEST_BODY = 256 * 1024;

/**
 * Makes the server of the page; see calls.ts for what it takes. It wants no token: what it can be asked for is a
 * rehearsal's, and no other page may ask.
 */
export function createApp(options: AppOptions): Hono {
  const { alexa, health, sessions, failures, broadcaster } = options;
  const { devices } = alexa;
  const app = new Hono();
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => refuse(context, 413, "the body is too large") }));
  app.use(async (context, next) => {
    if (foreignRequest((name) => context.req.header(name))) return refuse(context, 403, "a foreign request");
    for (const [name, value] of Object.entries(pageHeaders)) context.header(name, value);
    return next();
  });
  for (const [path, name] of pagePaths("/")) {
    app.get(path, async (context) => {
      const file = await readPageFile(options.pageFolder, name);
      if (file === undefined) return refuse(context, 404, "the page is not built: run npm run build");
      return context.body(file.content, 200, { "Content-Type": file.type });
    });
  }
  app.get("/signaling", (context) => context.redirect(options.signalingPageUrl));
  app.get("/events", (context) => listenToState(context, options));
  app.post("/discoveries", async (context) => {
    const reply = await devices.discover();
    health.soon();
    return context.json(reply);
  });
  app.post("/sessions", async (context) => {
    const request = await read(context, sessionRequestSchema);
    if (!request) return refuse(context, 400, "give a sessionId, a deviceId, a cameraId, a phrase and an offer");
    // What a tab has going on ends with its stream, so without one it would never end.
    if (!broadcaster.hasJoined(request.deviceId))
      return refuse(context, 409, "this device does not listen to /events yet: try again in a moment");
    if (sessions.has(request.sessionId)) return refuse(context, 409, "there is a session of that id");
    if (!alexa.enabled()) return refuse(context, 409, "the skill is disabled: Alexa has nobody to ask");
    const name = devices.list().find((device) => device.id === request.cameraId)?.name ?? request.cameraId;
    return context.json(await sessions.start(request, name));
  });
  app.post("/sessions/:id/reports", async (context) => {
    const report = await read(context, sessionReportSchema);
    if (!report) return refuse(context, 400, "give an event and what belongs to it");
    return sessions.report(context.req.param("id"), report) ? done(context) : noSuchSession(context);
  });
  app.delete("/sessions/:id", async (context) =>
    (await sessions.end(context.req.param("id"))) ? done(context) : noSuchSession(context),
  );
  app.get("/sessions/:id/messages", (context) => {
    const messages = sessions.messagesOf(context.req.param("id"));
    return messages ? context.json(messages) : noSuchSession(context);
  });
  app.put("/failures/:name", async (context) => {
    const name = context.req.param("name");
    const request = await read(context, failureRequestSchema);
    if (!request) return refuse(context, 400, 'give {"on": true} or {"on": false}');
    if (!isFailureName(name)) return refuse(context, 404, `there is no failure "${name}"`);
    await failures.set(name, request.on).finally(broadcaster.changed);
    // With another account the skill may say something else of the devices.
    health.soon();
    return done(context);
  });
  app.put("/failing-camera", async (context) => {
    const request = await read(context, failingCameraRequestSchema);
    if (!request) return refuse(context, 400, "give a cameraId, or null for every camera");
    const { cameraId } = request;
    if (cameraId !== null && !devices.list().some(({ id }) => id === cameraId))
      return refuse(context, 404, `there is no camera "${cameraId}"`);
    await failures.aimAt(cameraId ?? undefined).finally(broadcaster.changed);
    return done(context);
  });
  addCameraRoutes(app, options);
  addAccountRoutes(app, options);
  app.notFound((context) => refuse(context, 404, "there is nothing here"));
  app.onError((error, context) => refuse(context, error instanceof InvalidBehaviour ? 400 : 500, error.message));
  return app;
}

/** Sends the state until the tab is closed; then what it had going on is ended. */
function listenToState(context: Context, { sessions, broadcaster, health }: AppOptions): Response {
  const deviceId = z.safeParse(deviceIdSchema, context.req.query("device")).data;
  if (deviceId === undefined) return refuse(context, 400, "give a device");
  return streamSSE(context, async (stream) => {
    await new Promise<void>((resolve) => {
      const leave = broadcaster.join(deviceId, (state) => void stream.writeSSE({ data: JSON.stringify(state) }));
      health.soon();
      stream.onAbort(() => {
        leave();
        if (!broadcaster.hasJoined(deviceId)) void sessions.endAllOf(deviceId);
        resolve();
      });
    });
  });
}

function noSuchSession(context: Context): Response {
  return refuse(context, 404, "there is no such session any more");
}
