import type { Hono } from "hono";
import type { AlexaKnowledge } from "./alexa-knowledge.ts";
import { onRequestSchema } from "./calls.ts";
import { done, read, refuse } from "./replies.ts";
import type { Sessions } from "./sessions.ts";

/** Adds the calls about the household's account, and about what Alexa was told for it. */
export function addAccountRoutes(app: Hono, alexa: AlexaKnowledge, sessions: Sessions): void {
  app.put("/skill", async (context) => {
    const request = await read(context, onRequestSchema);
    if (!request) return refuse(context, 400, 'give {"on": true} or {"on": false}');
    // While its token is good the skill can still be told that they end.
    if (!request.on) await sessions.endAll();
    await alexa.setEnabled(request.on);
    return done(context);
  });
  app.get("/told/:id", (context) => {
    const message = alexa.told.messageOf(context.req.param("id"));
    return message ? context.json(message) : refuse(context, 404, "this event is not kept any more");
  });
}
