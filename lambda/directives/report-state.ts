import { stateReport } from "../../protocol/alexa/build-events.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

/** Answers ReportState. That a camera is offline is a state like any other, and no error. */
export const reportState: DirectiveHandler<"Alexa.ReportState"> = async (directive, dependencies, invocation) => {
  const camera = await askedCamera(directive.endpoint, dependencies, invocation);
  return stateReport({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    connectivity: await dependencies.presence.connectivityOf(camera.id),
    at: dependencies.now(),
  });
};
