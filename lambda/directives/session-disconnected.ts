import { sessionDisconnected } from "../../protocol/alexa/build-events.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

/** Answers SessionDisconnected, whether or not this environment knows the session. */
export const answerSessionDisconnected: DirectiveHandler<"Alexa.RTCSessionController.SessionDisconnected"> = async (
  directive,
  dependencies,
  invocation,
) => {
  const camera = await askedCamera(directive.endpoint, dependencies, invocation);
  return sessionDisconnected({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    sessionId: directive.payload.sessionId,
  });
};
