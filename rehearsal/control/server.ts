import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import * as z from "zod/mini";
import type { Rehearsal } from "../index.ts";
import { NoSuchCamera } from "../known-cameras.ts";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { carriesToken, createAdminToken, isForeign } from "../loopback.ts";
import { envelopeSchema } from "../replay/envelope.ts";
import { InvalidBehaviour } from "../signaling-service/behaviours/invalid-behaviour.ts";
import { type ControlAddress, readControlAddress, removeControlAddress, writeControlAddress } from "./address.ts";

const cameraName = z.string().check(z.minLength(1), z.maxLength(256));
const viewRequestSchema = z.object({ camera: cameraName, frames: z.int().check(z.minimum(1), z.maximum(10_000)) });
const offerRequestSchema = z.object({ camera: cameraName, offer: z.string().check(z.maxLength(100_000)) });
const replayRequestSchema = z.object({ envelope: envelopeSchema, camera: z.optional(cameraName) });
const mannersRequestSchema = z.object({ manners: z.array(z.string().check(z.maxLength(256))).check(z.maxLength(100)) });

/** As much of a rehearsal as other commands can ask for. */
export type Controlled = Pick<Rehearsal, "camera" | "view" | "offer" | "replay" | "giveManners" | "manners">;

/** What a control call answers instead of what was asked for. */
export const controlErrorSchema = z.object({ error: z.string() });

/**
 * Lets other commands drive a running rehearsal. It listens on loopback, wants the token that it leaves in the data
 * directory, and refuses calls from web pages.
 * @param beside what else is left there, for commands that use the rehearsal's services themselves.
 * @throws {Error} when a rehearsal already runs on that data directory.
 */
export async function startControl(
  rehearsal: Controlled,
  dataDirectory: string,
  beside: Partial<Pick<ControlAddress, "page" | "services" | "login">> = {},
): Promise<{ stop(): Promise<void> }> {
  const token = createAdminToken();
  const server = createAdaptorServer({ fetch: createApp(rehearsal, token).fetch }) as Server;
  const port = await listenOnLoopback(server);
  const url = `http://127.0.0.1:${port}`;
  await writeControlAddress(dataDirectory, { ...beside, pid: process.pid, url, token });
  return {
    async stop() {
      await removeControlAddress(dataDirectory);
      await closeServer(server);
    },
  };
}

/** @throws {Error} that says what to type, when a rehearsal already runs on the data directory. */
export async function refuseSecondRehearsal(dataDirectory: string): Promise<void> {
  const running: ControlAddress | undefined = await readControlAddress(dataDirectory);
  if (!running) return;
  throw new Error(
    `a rehearsal already runs here (process ${running.pid})${running.page ? `: its page is ${running.page}` : ""}. Stop it with Ctrl-C, or give this one --data <another folder>.`,
  );
}

function createApp(rehearsal: Controlled, token: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const foreign = isForeign(context.req.header("host"), context.req.header("origin"));
    if (foreign) return context.json({ error: "a foreign request" }, 403);
    if (!carriesToken(context.req.header("authorization"), token))
      return context.json({ error: "the token is missing" }, 401);
    return next();
  });
  app.post("/views", async (context) => {
    const request = z.safeParse(viewRequestSchema, await context.req.json().catch(() => undefined)).data;
    if (!request) return context.json({ error: "give a camera, and a number of frames from 1 to 10,000" }, 400);
    return context.json(await rehearsal.view(await rehearsal.camera(request.camera), request.frames));
  });
  app.post("/offers", async (context) => {
    const request = z.safeParse(offerRequestSchema, await context.req.json().catch(() => undefined)).data;
    if (!request) return context.json({ error: "give a camera, and an offer of at most 100,000 characters" }, 400);
    return context.json(await rehearsal.offer(await rehearsal.camera(request.camera), request.offer));
  });
  app.post("/replays", async (context) => {
    const request = z.safeParse(replayRequestSchema, await context.req.json().catch(() => undefined)).data;
    if (!request) return context.json({ error: "give an envelope with a directive, and perhaps a camera" }, 400);
    return context.json(await rehearsal.replay(request.envelope, request.camera));
  });
  app.post("/manners", async (context) => {
    const request = z.safeParse(mannersRequestSchema, await context.req.json().catch(() => undefined)).data;
    if (!request) return context.json({ error: "give a list of manners, such as c-sdk@garden; it may be empty" }, 400);
    rehearsal.giveManners(request.manners);
    return context.json({ cameras: rehearsal.manners() });
  });
  app.onError((error, context) => context.json({ error: error.message }, statusOf(error)));
  return app;
}

function statusOf(error: Error): 400 | 404 | 500 {
  if (error instanceof InvalidBehaviour) return 400;
  return error instanceof NoSuchCamera ? 404 : 500;
}
