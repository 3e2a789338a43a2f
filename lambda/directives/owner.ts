import type { Camera } from "../../protocol/camera-record.ts";
import { Failure } from "../failure.ts";
import type { Dependencies, Invocation } from "./handler.ts";

/**
 * Who is asking. Every handler begins here.
 * @throws {Failure} token-invalid, token-expired or identity-unreachable.
 */
export async function askingUser(
  accessToken: string,
  { accounts }: Pick<Dependencies, "accounts">,
  { deadline, ledger }: Invocation,
): Promise<string> {
  const userId = await accounts.userIdOf(accessToken, deadline.signal);
  ledger.reached("account");
  return userId;
}

/**
 * The camera that a directive is for, if it is one of the asking user's.
 * @throws {Failure} camera-not-found, with the user's id for the log, alike for a camera that is not there and for
 * another user's; or what {@link askingUser} and the registry throw.
 */
export async function askedCamera(
  endpoint: { readonly endpointId: string; readonly scope: { readonly token: string } },
  dependencies: Pick<Dependencies, "accounts" | "registry">,
  invocation: Invocation,
): Promise<Camera> {
  const userId = await askingUser(endpoint.scope.token, dependencies, invocation);
  const camera = await dependencies.registry.cameraOf(userId, endpoint.endpointId);
  if (camera === undefined) throw new Failure("camera-not-found", { userId });
  invocation.ledger.reached("registry");
  return camera;
}
