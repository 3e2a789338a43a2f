import { randomUUID } from "node:crypto";
import type { DeployedResource, DeployedStack } from "../deployed-stack.ts";
import type { ParameterTexts } from "./parameters.ts";
import type { Template } from "./template.ts";

/** A resource that stands, and what its next update is compared with. */
export interface StandingResource extends DeployedResource {
  /** What ends its name, for as long as it is the same resource. */
  readonly suffix: string;
  /** The template's properties with their functions worked out, before the service took them. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds of its last change. */
  readonly at: number;
}

/** Something that happened in a stack. */
export interface StackEvent {
  readonly id: string;
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  /** Such as `CREATE_FAILED`. */
  readonly status: string;
  readonly reason: string | undefined;
}

/** A stack with all that is known of it. */
export interface Stack extends DeployedStack {
  status: string;
  /** Why the status is as it is, where AWS says so. */
  reason: string | undefined;
  readonly createdAt: number;
  updatedAt: number | undefined;
  deletedAt: number | undefined;
  template: Template;
  /** The template as it was uploaded. */
  templateBody: string;
  parameters: ParameterTexts;
  capabilities: readonly string[];
  outputs: Readonly<Record<string, string>>;
  resources: Readonly<Record<string, StandingResource>>;
  /** The oldest first. */
  readonly events: StackEvent[];
}

/** Notes what happened to a resource of a stack; without a resource, to the stack itself. */
export function note(
  stack: Stack,
  at: number,
  status: string,
  resource: Pick<StackEvent, "logicalId" | "physicalId" | "type"> = itself(stack),
  reason?: string,
): void {
  const { logicalId, physicalId, type } = resource;
  stack.events.push({ id: randomUUID(), at, logicalId, physicalId, type, status, reason });
}

/** Gives a stack another status, which is an event too. */
export function become(stack: Stack, at: number, status: string, reason?: string): void {
  stack.status = status;
  stack.reason = reason;
  note(stack, at, status, undefined, reason);
}

function itself({ name, stackId }: Stack): Pick<StackEvent, "logicalId" | "physicalId" | "type"> {
  return { logicalId: name, physicalId: stackId, type: "AWS::CloudFormation::Stack" };
}
