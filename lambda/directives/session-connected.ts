import { sessionConnected } from "../../protocol/alexa/build-events.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

/** Answers SessionConnected, whether or not this environment knows the session. */
export const answerSessionConnected: DirectiveHandler<"Alexa.RTCSessionController.SessionConnected"> = async (
  directive,
  dependencies,
  invocation,
) => {
  const camera = await askedCamera(directive.endpoint, dependencies, invocation);
  return sessionConnected({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    sessionId: directive.payload.sessionId,
  });
};
