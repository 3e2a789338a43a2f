import type { Reply } from "../../aws/query.ts";
import type { Stack } from "./stack.ts";

/** A stack as DescribeStacks shows it: a secret's value never. */
export function describeStack(stack: Stack): Reply {
  const { template, parameters } = stack;
  return {
    StackId: stack.stackId,
    StackName: stack.name,
    Description: template.Description,
    Parameters: Object.entries(parameters).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: template.Parameters[ParameterKey]?.NoEcho ? "****" : value,
    })),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    DeletionTime: dateOf(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: false,
    Capabilities: stack.capabilities,
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
      Description: template.Outputs[OutputKey]?.Description,
    })),
  };
}

/** A stack's events as DescribeStackEvents shows them, the newest first. */
export function describeEvents({ stackId, name, events }: Stack): Reply {
  return events.toReversed().map((event) => ({
    StackId: stackId,
    StackName: name,
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  }));
}

/** A stack's resources as DescribeStackResources shows them; their properties never. */
export function describeResources({ stackId, name, resources, events }: Stack): readonly Reply[] {
  return Object.entries(resources).map(([LogicalResourceId, { physicalId, type, at }]) => ({
    StackId: stackId,
    StackName: name,
    LogicalResourceId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Timestamp: new Date(at),
    // The detail of one resource has its time under this name.
    LastUpdatedTimestamp: new Date(at),
    ResourceStatus: events.findLast(
      ({ logicalId, status }) => logicalId === LogicalResourceId && status.endsWith("_COMPLETE"),
    )?.status,
  }));
}

function dateOf(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}
