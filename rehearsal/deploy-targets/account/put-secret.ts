import type { LiveStacks } from "./live-stacks.ts";
import { resourcesOf } from "./resources-of-stack.ts";

/** Notes in the stack of a secret what was put into it by hand; a secret of no stack is kept by nobody else. */
export async function keepPutSecret(arn: string, text: string, stacks: LiveStacks): Promise<void> {
  for (const stack of stacks.all()) {
    const secret = resourcesOf(stack, "AWS::SecretsManager::Secret").find(({ physicalId }) => physicalId === arn);
    if (secret === undefined) continue;
    await stacks.change(stack.stackId, secret.logicalId, (properties) => ({ ...properties, SecretString: text }));
  }
}
