import { CheckFailed } from "./item.ts";
import { limitTime } from "./limit-time.ts";
import type { CertificationTarget } from "./target.ts";
import { createTester } from "./tester.ts";

/** The camera that was chosen is none of the account's. The message lists those that there are. */
export class UnknownCamera extends Error {
  override readonly name = "UnknownCamera";

  constructor(camera: string, known: readonly string[]) {
    const those = known.length === 0 ? "has no camera at all" : `has ${known.join(", ")}`;
    super(`the account has no camera ${camera}: it ${those}; nothing was judged.`);
  }
}

/** How long the discovery may take, in milliseconds. */
const DISCOVERY_LIMIT_MS = 30_000;

/**
 * Looks whether the account has a camera, before anything is judged by it. Where Discover is not answered as it should
 * be nothing is known of the cameras, and it is left to the items to say what is wrong.
 * @throws {UnknownCamera} when the account does not have it.
 */
export async function refuseUnknownCamera(
  camera: string,
  target: CertificationTarget,
  signal: AbortSignal,
): Promise<void> {
  try {
    const cameras = await limitTime(DISCOVERY_LIMIT_MS, signal, (limit) =>
      createTester(target, ["Alexa.Discovery.Discover"], { signal: limit }).discover(),
    );
    const ids = cameras.map(({ endpointId }) => endpointId);
    if (!ids.includes(camera)) throw new UnknownCamera(camera, ids);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
  }
}
