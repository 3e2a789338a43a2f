import { Hono } from "hono";
import { isForeign } from "../../loopback.ts";
import type { DeveloperAccess } from "./access.ts";
import { accountLinkingRoutes } from "./account-linking-routes.ts";
import { packageRoutes, uploadRoutes } from "./package-routes.ts";
import { refusal } from "./replies.ts";
import type { SmapiService } from "./service.ts";
import { type SkillVariables, skillRoutes } from "./skill-routes.ts";
import { exchangeTokens, signIn } from "./token-endpoint.ts";

/** A request as it was answered, without its query, which may hold signatures. */
export interface SmapiRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** All that is served: SMAPI below /v1, uploads of packages, and Login with Amazon's authorize page and token endpoint. */
export function createApp(
  service: SmapiService,
  access: DeveloperAccess,
  onRequest: (request: SmapiRequest) => void,
  origin: () => string,
): Hono<SkillVariables> {
  const app = new Hono<SkillVariables>();
  app.onError((_, context) => context.json({ message: "The service failed." }, 500));
  app.notFound((context) => refusal(context, 404, "There is no such resource."));
  app.use(async (context, next) => {
    const { method, path } = context.req;
    await next();
    onRequest({ method, path, status: context.res.status });
  });
  app.use(async (context, next) => {
    const { req } = context;
    if (isForeign(req.header("host"), req.header("origin"))) return refusal(context, 403, "A foreign request.");
    return next();
  });
  app.get("/ap/oa", (context) => signIn(context, access));
  app.post("/auth/o2/token", (context) => exchangeTokens(context, access));
  app.route("/", uploadRoutes(service));
  // Not verified: the words of the refusal; ask-cli shows them as they are.
  app.use("/v1/*", async (context, next) => {
    if (access.admits(context.req.header("authorization"))) return next();
    return refusal(context, 401, "Token is invalid/expired");
  });
  app.route("/v1", packageRoutes(service, origin));
  app.use("/v1/skills/:skillId/*", async (context, next) => {
    const id = context.req.param("skillId");
    const skill = service.skills.get(id);
    if (!skill) return refusal(context, 404, `There is no skill ${id}.`);
    context.set("skill", skill);
    return next();
  });
  app.route("/v1", skillRoutes(service));
  app.route("/v1", accountLinkingRoutes(service));
  return app;
}
