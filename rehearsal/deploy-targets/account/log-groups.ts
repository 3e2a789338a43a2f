import * as z from "zod/mini";
import type { LogGroup } from "../../aws/logs.ts";
import type { LiveStacks } from "./live-stacks.ts";
import { attributeOf, readProperties, resourcesOf } from "./resources-of-stack.ts";

const groupSchema = z.object({ RetentionInDays: z.optional(z.coerce.number()) });

/** The log groups that the account's stacks have in a region. */
export function logGroupsIn(region: string, stacks: LiveStacks): readonly LogGroup[] {
  return stacks
    .all()
    .filter((stack) => stack.region === region)
    .flatMap((stack) => resourcesOf(stack, "AWS::Logs::LogGroup"))
    .map((resource) => ({
      name: resource.physicalId,
      arn: attributeOf(resource, "Arn").replace(/:\*$/, ""),
      retentionDays: readProperties(resource, groupSchema).RetentionInDays,
    }));
}
