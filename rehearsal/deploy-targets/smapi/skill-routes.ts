import { Hono } from "hono";
import { judgeIconUrls } from "./icons.ts";
import { judgeManifest } from "./judge.ts";
import { endpointsOf, manifestSchema } from "./manifest.ts";
import { badRequest, bodyOf, errorsOf, meets, refusal } from "./replies.ts";
import type { SmapiService } from "./service.ts";
import { type SkillRecord, updateManifest } from "./skills.ts";
import { judgeTriggers } from "./triggers.ts";

/** What a route below a skill finds. */
export interface SkillVariables {
  readonly Variables: { readonly skill: SkillRecord };
}

/** The calls about skills, their manifests and their states. Source: "Skill Management REST API Reference". */
export function skillRoutes(service: SmapiService): Hono<SkillVariables> {
  const { skills, vendorId, eventsClient } = service;
  const routes = new Hono<SkillVariables>();

  routes.get("/vendors", (context) =>
    context.json({ vendors: [{ id: vendorId, name: "Rehearsal", roles: ["ROLE_ADMINISTRATOR"] }] }),
  );

  routes.get("/skills", (context) => {
    if (context.req.query("vendorId") !== vendorId) {
      return badRequest(context, "Request is not valid.", ["The vendor is not the developer's."]);
    }
    return context.json({ isTruncated: false, skills: [...skills.values()].map(summaryOf) });
  });

  routes.delete("/skills/:skillId", (context) => {
    skills.delete(context.get("skill").id);
    return context.body(null, 204);
  });

  routes.get("/skills/:skillId/status", (context) => {
    const { lastUpdate, eTag } = context.get("skill");
    const wanted = context.req.queries("resource") ?? [];
    if (wanted.length > 0 && !wanted.includes("manifest")) return context.json({});
    const errors = lastUpdate.errors.length > 0 && { errors: errorsOf(lastUpdate.errors) };
    return context.json({ manifest: { lastUpdateRequest: { status: lastUpdate.status, ...errors }, eTag } });
  });

  routes.get("/skills/:skillId/credentials", (context) =>
    context.json({ skillMessagingCredentials: { ...eventsClient } }),
  );

  routes.get("/skills/:skillId/stages/development/manifest", (context) => {
    const { manifest, eTag } = context.get("skill");
    return context.json({ manifest }, 200, { etag: eTag });
  });

  routes.put("/skills/:skillId/stages/development/manifest", async (context) => {
    const skill = context.get("skill");
    if (!meets(context, skill.eTag)) return refusal(context, 412, "The manifest has another eTag by now.");
    const document = await bodyOf(context);
    const findings = judgeManifest(document);
    const manifest = findings.length === 0 ? (document as { manifest: unknown }).manifest : undefined;
    const refused = manifest === undefined ? findings : judgeIconUrls(manifestSchema.parse(manifest));
    if (refused.length > 0) {
      service.failures.push(...refused);
      return badRequest(context, "Skill manifest is not valid.", refused);
    }
    // Not verified: that functions are looked at after the call is answered, and their faults stand in the status.
    const errors = judgeTriggers(manifestSchema.parse(manifest), skill.id, service.triggersOf);
    service.failures.push(...errors);
    updateManifest(skill, manifest, errors, service.now());
    if (errors.length === 0) skill.manifestUpdates++;
    return context.body(null, 202, { location: `/v1/skills/${skill.id}/status?resource=manifest` });
  });

  routes.get("/skills/:skillId/stages/development/enablement", (context) =>
    context.get("skill").enabled ? context.body(null, 204) : refusal(context, 404, "The skill is not enabled."),
  );
  // Source: the refusal in skill-sample-nodejs-fact issue 88. Not verified: what else a smart-home skill needs for it.
  routes.put("/skills/:skillId/stages/development/enablement", (context) => {
    const skill = context.get("skill");
    if (endpointsOf(manifestSchema.parse(skill.manifest)).length === 0) {
      return badRequest(context, "Skill is not ready for enablement.", ["The manifest names no endpoint."], 403);
    }
    skill.enabled = true;
    return context.body(null, 204);
  });
  routes.delete("/skills/:skillId/stages/development/enablement", (context) => {
    context.get("skill").enabled = false;
    return context.body(null, 204);
  });

  return routes;
}

/** Source: ask-smapi-model, `v1.skill.SkillSummary`. */
function summaryOf({ id, manifest, updatedAt }: SkillRecord) {
  const { apis, publishingInformation } = manifestSchema.parse(manifest);
  const names = Object.entries(publishingInformation.locales).map(([locale, { name }]) => [locale, name]);
  return {
    skillId: id,
    stage: "development",
    publicationStatus: "DEVELOPMENT",
    apis: Object.keys(apis),
    lastUpdated: new Date(updatedAt).toISOString(),
    nameByLocale: Object.fromEntries(names),
  };
}
