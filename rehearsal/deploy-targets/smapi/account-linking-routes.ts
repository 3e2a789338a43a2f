import { Hono } from "hono";
import { judgeAccountLinking } from "./judge.ts";
import { badRequest, bodyOf, meets, refusal } from "./replies.ts";
import type { SmapiService } from "./service.ts";
import type { SkillVariables } from "./skill-routes.ts";
import { eTagOf } from "./skills.ts";

const PATH = "/skills/:skillId/stages/development/accountLinkingClient";

/** The calls about a skill's account linking. Source: "Account Linking REST API Reference". */
export function accountLinkingRoutes(service: SmapiService): Hono<SkillVariables> {
  const routes = new Hono<SkillVariables>();

  routes.put(PATH, async (context) => {
    const skill = context.get("skill");
    if (!meets(context, skill.accountLinkingETag)) {
      return refusal(context, 412, "The account linking has another eTag by now.");
    }
    const document = await bodyOf(context);
    const findings = judgeAccountLinking(document);
    if (findings.length > 0) {
      service.failures.push(...findings);
      return badRequest(context, "Account linking information is not valid.", findings);
    }
    const { accountLinkingRequest } = document as { accountLinkingRequest: Readonly<Record<string, unknown>> };
    const { clientSecret: _, ...told } = accountLinkingRequest;
    skill.accountLinking = told;
    skill.accountLinkingETag = eTagOf(told);
    return context.body(null, 204, { etag: skill.accountLinkingETag });
  });

  routes.get(PATH, (context) => {
    const { accountLinking, accountLinkingETag = "" } = context.get("skill");
    if (!accountLinking) return refusal(context, 404, "The skill has no account linking.");
    // Source: "Account Linking Management". ask-smapi-model has it without the outer object.
    return context.json({ accountLinkingResponse: accountLinking }, 200, { etag: accountLinkingETag });
  });

  routes.delete(PATH, (context) => {
    const skill = context.get("skill");
    skill.accountLinking = undefined;
    skill.accountLinkingETag = undefined;
    return context.body(null, 204);
  });

  return routes;
}
