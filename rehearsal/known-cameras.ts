import { canTalk } from "../protocol/alexa/can-talk.ts";
import type { AlexaCloud } from "./alexa-cloud/index.ts";
import type { ViewedCamera } from "./view/view.ts";
import { findCamera, virtualCameras } from "./virtual-cameras.ts";

/** There is no camera that somebody typed. */
export class NoSuchCamera extends Error {
  override readonly name = "NoSuchCamera";
}

/**
 * Finds a camera of the account by what a person types: one of the rehearsal's own, or one that was added to the
 * registry, for which Alexa asks the skill.
 * @throws {NoSuchCamera} that says which there are, and {Error} when the skill does not tell Alexa of any.
 */
export async function findKnownCamera(alexa: Pick<AlexaCloud, "discover">, typed: string): Promise<ViewedCamera> {
  const virtual = findCamera(virtualCameras, typed);
  if (virtual !== undefined) return virtual;
  const reply = await alexa.discover();
  if ("error" in reply) throw new Error(`the skill answers Discover with ${reply.error.type}: ${reply.error.message}`);
  const known = reply.value.map((endpoint) => ({
    id: endpoint.endpointId,
    name: endpoint.friendlyName,
    talk: canTalk(endpoint),
    anyPicture: true,
  }));
  const found = findCamera(known, typed);
  if (found !== undefined) return found;
  throw new NoSuchCamera(
    `Alexa knows no camera "${typed}" of this account; it knows: ${known.map(({ id }) => id).join(", ")}`,
  );
}
