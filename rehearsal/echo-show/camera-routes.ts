import type { Context, Hono } from "hono";
import { parseManner } from "../manners/catalogue.ts";
import type { PluggableCamera } from "../pluggable-camera.ts";
import type { AtCameras } from "./at-cameras.ts";
import { mannerRequestSchema, onRequestSchema } from "./calls.ts";
import type { Pictures } from "./pictures.ts";
import { done, read, refuse } from "./replies.ts";

/** What the calls about one camera are answered with. */
export interface CameraRoutesOptions {
  readonly cameras: readonly PluggableCamera[];
  readonly atCameras: AtCameras;
  readonly pictures: Pictures;
}

/** Adds the calls about one camera. */
export function addCameraRoutes(app: Hono, { cameras, atCameras, pictures }: CameraRoutesOptions): void {
  /** Switches something at a camera; `change` gives false where it cannot be done now. */
  function addSwitch(name: string, change: (cameraId: string, on: boolean) => Promise<boolean>): void {
    app.put(`/cameras/:id/${name}`, async (context) => {
      const id = context.req.param("id");
      const request = await read(context, onRequestSchema);
      if (!request) return refuse(context, 400, 'give {"on": true} or {"on": false}');
      if (!atCameras.has(id)) return noSuchCamera(context);
      if (!(await atCameras.isRegistered(id))) return notRegistered(context);
      return (await change(id, request.on)) ? done(context) : withoutPower(context);
    });
  }
  addSwitch("motion", atCameras.move);
  addSwitch("power", async (id, on) => {
    await atCameras.power(id, on);
    return true;
  });
  addSwitch("shared", async (id, on) => {
    await atCameras.share(id, on);
    return true;
  });
  app.post("/cameras/:id/rings", async (context) => {
    const id = context.req.param("id");
    if (!atCameras.has(id)) return noSuchCamera(context);
    if (!(await atCameras.isRegistered(id))) return notRegistered(context);
    return (await atCameras.ring(id)) ? done(context) : withoutPower(context);
  });
  app.put("/cameras/:id/manner", async (context) => {
    const id = context.req.param("id");
    const request = await read(context, mannerRequestSchema);
    if (!request) return refuse(context, 400, "give a manner, such as c-sdk, or none");
    const camera = cameras.find((each) => each.camera.id === id);
    if (!camera) return noSuchCamera(context);
    camera.setManner(parseManner(request.manner));
    return done(context);
  });
  app.get("/cameras/:id/picture", (context) => {
    const picture = pictures.of(context.req.param("id"));
    if (!picture) return refuse(context, 404, "Alexa has no picture of it");
    return context.body(new Uint8Array(picture.bytes), 200, { "Content-Type": picture.type });
  });
}

function noSuchCamera(context: Context): Response {
  return refuse(context, 404, `there is no camera "${context.req.param("id")}"`);
}

function notRegistered(context: Context): Response {
  const id = context.req.param("id");
  return refuse(context, 409, `"${id}" is not in the registry any more: npx camera-skill cameras add ${id} …`);
}

function withoutPower(context: Context): Response {
  return refuse(context, 409, "it has no power now, or no bell");
}
