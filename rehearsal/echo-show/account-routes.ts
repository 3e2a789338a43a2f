import type { Hono } from "hono";
import type { AlexaKnowledge } from "./alexa-knowledge.ts";
import { onRequestSchema } from "./calls.ts";
import type { HealthWatch } from "./health-watch.ts";
import { done, read, refuse } from "./replies.ts";
import type { Sessions } from "./sessions.ts";

/** What the calls about the account are answered with. */
export interface AccountRoutesOptions {
  readonly alexa: AlexaKnowledge;
  readonly health: HealthWatch;
  readonly sessions: Sessions;
}

/** Adds the calls about the household's account, and about what Alexa was told for it. */
export function addAccountRoutes(app: Hono, { alexa, health, sessions }: AccountRoutesOptions): void {
  app.put("/skill", async (context) => {
    const request = await read(context, onRequestSchema);
    if (!request) return refuse(context, 400, 'give {"on": true} or {"on": false}');
    // While its token is good the skill can still be told that they end.
    if (!request.on) await sessions.endAll();
    await alexa.setEnabled(request.on);
    health.soon();
    return done(context);
  });
  app.get("/told/:id", (context) => {
    const message = alexa.told.messageOf(context.req.param("id"));
    return message ? context.json(message) : refuse(context, 404, "this event is not kept any more");
  });
}
