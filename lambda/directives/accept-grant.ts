import { acceptGrantResponse } from "../../protocol/alexa/build-events.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askingUser } from "./owner.ts";

/** Answers AcceptGrant: the grant is taken for the user whose token came with it. */
export const acceptGrant: DirectiveHandler<"Alexa.Authorization.AcceptGrant"> = async (
  directive,
  dependencies,
  invocation,
) => {
  const { grant, grantee } = directive.payload;
  const userId = await askingUser(grantee.token, dependencies, invocation);
  await dependencies.grants.accept({ userId, code: grant.code }, invocation.deadline.signal);
  return acceptGrantResponse({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
  });
};
