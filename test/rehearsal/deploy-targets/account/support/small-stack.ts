import type { DeployedResource, DeployedStack } from "../../../../../rehearsal/deploy-targets/deployed-stack.ts";

/** A resource as CloudFormation makes it. */
export function resource(type: string, properties: object, made: Partial<DeployedResource> = {}): DeployedResource {
  return { type, physicalId: "made", attributes: {}, ...made, properties: { ...properties } };
}

/** A stack with nothing but these. */
export function stackOf(resources: Readonly<Record<string, DeployedResource>>): DeployedStack {
  return {
    stackId: "arn:aws:cloudformation:us-east-1:123456789012:stack/small/0",
    name: "small",
    region: "us-east-1",
    accountId: "123456789012",
    status: "CREATE_COMPLETE",
    outputs: {},
    resources,
  };
}
