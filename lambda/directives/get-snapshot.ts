import { snapshot } from "../../protocol/alexa/build-snapshot-events.ts";
import { Failure } from "../failure.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askedCamera } from "./owner.ts";

/** Answers GetSnapshot with the address of the camera's latest picture, which Alexa then fetches. */
export const getSnapshot: DirectiveHandler<"Alexa.SmartVision.SnapshotProvider.GetSnapshot"> = async (
  directive,
  dependencies,
  invocation,
) => {
  const camera = await askedCamera(directive.endpoint, dependencies, invocation);
  const { snapshots } = dependencies;
  if (snapshots === undefined) throw new Failure("snapshot-missing", { detail: "SNAPSHOT_URL is not set" });
  return snapshot({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpointId: camera.id,
    ...(await snapshots.addressOf(camera.id, invocation.deadline.signal)),
  });
};
