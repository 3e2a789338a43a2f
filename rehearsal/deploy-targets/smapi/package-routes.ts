import { randomBytes, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import * as z from "zod/mini";
import { importPackage } from "./import.ts";
import { badRequest, bodyOf, errorsOf, meets, refusal } from "./replies.ts";
import type { ImportRecord, SmapiService } from "./service.ts";
import { LARGEST_PACKAGE_BYTES } from "./skill-package.ts";
import type { SkillRecord } from "./skills.ts";

const UPLOAD_LIFE_MILLISECONDS = 60 * 60_000;

const importSchema = z.object({ location: z.string(), vendorId: z.optional(z.string()) });

/** The calls of the Skill Package API. Source: "Skill Package Management REST API Reference". */
export function packageRoutes(service: SmapiService, origin: () => string): Hono {
  const { uploads, imports, skills, now } = service;
  const routes = new Hono();

  routes.post("/skills/uploads", (context) => {
    const expiresAt = now() + UPLOAD_LIFE_MILLISECONDS;
    const target = `/uploads/${randomUUID()}.zip?X-Amz-Signature=${randomBytes(32).toString("hex")}`;
    uploads.set(target, { expiresAt, bytes: undefined });
    return context.json({ uploadUrl: origin() + target, expiresAt: new Date(expiresAt).toISOString() }, 201);
  });

  routes.post("/skills/imports", (context) => startImport(context, undefined));
  routes.post("/skills/:skillId/imports", (context) => {
    const id = context.req.param("skillId");
    const skill = skills.get(id);
    if (!skill) return refusal(context, 404, `There is no skill ${id}.`);
    if (!meets(context, skill.eTag)) return refusal(context, 412, "The skill has another eTag by now.");
    return startImport(context, skill);
  });

  async function startImport(context: Context, skill: SkillRecord | undefined): Promise<Response> {
    const { data: request } = z.safeParse(importSchema, await bodyOf(context));
    if (!request) return badRequest(context, "Request is not valid.", ['The body must hold "location".']);
    // Only a skill that is there already has its vendor.
    const { vendorId = skill && service.vendorId } = request;
    if (vendorId !== service.vendorId) {
      const reason = vendorId === undefined ? "A new skill needs a vendorId." : "The vendor is not the developer's.";
      return badRequest(context, "Request is not valid.", [reason]);
    }
    // The real service fetches any public URL; this one reaches out to none.
    const { bytes } = uploads.get(request.location.replace(origin(), "")) ?? {};
    if (!bytes) return badRequest(context, "Request is not valid.", ["Nothing was uploaded at the location."]);
    if (bytes.length > LARGEST_PACKAGE_BYTES) return refusal(context, 413, "The package is too large.");
    const importId = `amzn1.ask-package.import.${randomUUID()}`;
    imports.set(importId, importPackage(service, bytes, skill));
    return context.body(null, 202, { location: `/v1/skills/imports/${importId}` });
  }

  routes.get("/skills/imports/:importId", (context) => {
    const record = imports.get(context.req.param("importId"));
    if (!record) return refusal(context, 404, "There is no such import.");
    if (record.pollsLeft > 0) {
      record.pollsLeft--;
      return context.json({ status: "IN_PROGRESS", skill: { resources: [] } });
    }
    return context.json(statusOf(record));
  });

  return routes;
}

/** Source: ask-smapi-model, `v1.skill.ImportResponse`; a failed first import names no skill (ask-cli's issues). */
function statusOf({ skillId, eTag, action, packageErrors, manifestErrors, warnings }: ImportRecord) {
  const isOpened = packageErrors.length === 0;
  const status = isOpened && manifestErrors.length === 0 ? "SUCCEEDED" : "FAILED";
  const manifest = { name: "Manifest", action, status, ...listed("errors", manifestErrors) };
  return {
    status,
    ...listed("errors", packageErrors),
    ...listed("warnings", warnings),
    skill: { skillId, eTag, resources: isOpened ? [manifest] : [] },
  };
}

function listed(key: "errors" | "warnings", reasons: readonly string[]) {
  return reasons.length > 0 ? { [key]: errorsOf(reasons) } : {};
}

/** Where packages are put by the upload URLs, without any other authorization. */
export function uploadRoutes({ uploads, now }: SmapiService): Hono {
  const routes = new Hono();
  routes.put("/uploads/:name", async (context) => {
    const { pathname, search } = new URL(context.req.url);
    const upload = uploads.get(pathname + search);
    if (!upload || upload.expiresAt <= now()) return context.body("<Error><Code>AccessDenied</Code></Error>", 403);
    upload.bytes = new Uint8Array(await context.req.arrayBuffer());
    return context.body(null, 200);
  });
  return routes;
}
