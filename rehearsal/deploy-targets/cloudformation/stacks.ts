import { randomUUID } from "node:crypto";
import type { DeployedResource, ReadArtifact } from "../deployed-stack.ts";
import { invalid, refused } from "./errors.ts";
import { type Leaving, leavingByDelete, leavingByRollback, leavingByUpdate, recordLeaving } from "./leaving.ts";
import { type Making, makeResources } from "./make-resources.ts";
import { type Plan, type PlanRequest, planStack } from "./plan.ts";
import { changesNothing, recordSteps, whyFailed } from "./record.ts";
import { become, type Stack } from "./stack.ts";

/** What the stacks of an account are made with. */
export interface StacksOptions {
  readonly accountId: string;
  readonly readArtifact: ReadArtifact;
  readonly concurrentExecutions: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What CreateStack and UpdateStack ask for. */
export interface StackRequest extends Pick<PlanRequest, "templateBody" | "parameters" | "capabilities"> {
  readonly region: string;
  /** UpdateStack takes a stack's id as well. */
  readonly stackName: string;
}

/** The stacks of an account, those of every region. */
export interface Stacks {
  /** All that were ever made, in the order of that. */
  readonly all: readonly Stack[];
  /** By name, unless it is deleted, or by id. */
  find(region: string, nameOrId: string): Stack | undefined;
  /** @throws {WireError} AWS's refusal; a resource that fails leaves a stack that is rolled back. */
  create(request: StackRequest): Promise<Stack>;
  /** @throws {WireError} AWS's refusal; where a resource fails the stack stands as it was. */
  update(request: StackRequest): Promise<Stack>;
  /** To delete what is not there is no error. */
  delete(region: string, nameOrId: string): void;
}

/** Statuses in which a stack can be updated. Source: CloudFormation user guide, stack status codes. */
const updatable = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"];

/** Whether resources of a type are seen from every region. */
const isGlobal = (type: string) => type.startsWith("AWS::IAM::") || type === "AWS::S3::Bucket";

/** Keeps the stacks of an account. Each is done when `create` or `update` is: nothing here takes time. */
export function createStacks({ accountId, readArtifact, concurrentExecutions, now }: StacksOptions): Stacks {
  const all: Stack[] = [];
  /** What stacks have left in the account. */
  const kept: (Leaving & { readonly region: string })[] = [];

  function find(region: string, nameOrId: string): Stack | undefined {
    return all.find(
      (stack) =>
        stack.region === region &&
        (stack.stackId === nameOrId || (stack.name === nameOrId && stack.status !== "DELETE_COMPLETE")),
    );
  }

  function plan(request: StackRequest, name: string, stackId: string, previous?: Stack): Promise<Plan> {
    const pseudo = {
      "AWS::AccountId": accountId,
      "AWS::Partition": "aws",
      "AWS::Region": request.region,
      "AWS::StackId": stackId,
      "AWS::StackName": name,
      "AWS::URLSuffix": "amazonaws.com",
    };
    return planStack({ ...request, previous, pseudo });
  }

  function make(planned: Plan, stack: Stack, at: number): Making {
    const { name: stackName, region, resources: previous } = stack;
    const isSeen = (resource: DeployedResource, where: string) => where === region || isGlobal(resource.type);
    const others: readonly DeployedResource[] = [
      ...all
        .filter((other) => other !== stack)
        .flatMap((other) => Object.values(other.resources).filter((resource) => isSeen(resource, other.region))),
      ...kept.filter((resource) => isSeen(resource, resource.region)),
    ];
    const place = { stackName, region, accountId, readArtifact, concurrentExecutions, previous, others, at };
    return makeResources(planned, place);
  }

  function leave(stack: Stack, leaving: readonly Leaving[], at: number): void {
    recordLeaving(stack, leaving, at);
    const { region } = stack;
    kept.push(...leaving.filter(({ isKept }) => isKept).map((resource) => ({ ...resource, region })));
  }

  async function create(request: StackRequest): Promise<Stack> {
    const { region, stackName: name, capabilities, templateBody = "" } = request;
    checkName(name);
    const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${randomUUID()}`;
    const planned = await plan(request, name, stackId);
    if (find(region, name) !== undefined) throw refused("AlreadyExistsException", `Stack [${name}] already exists`);
    const { template, parameters } = planned;
    const at = now();
    const stack: Stack = {
      ...{ stackId, name, region, accountId, template, templateBody, parameters, capabilities },
      ...{ status: "", reason: undefined, createdAt: at, updatedAt: undefined, deletedAt: undefined },
      ...{ outputs: {}, resources: {}, events: [] },
    };
    const making = make(planned, stack, at);
    become(stack, at, "CREATE_IN_PROGRESS", "User Initiated");
    recordSteps(stack, making, at);
    if ("failure" in making) {
      become(stack, at, "ROLLBACK_IN_PROGRESS", whyFailed(making));
      leave(stack, leavingByRollback(stack, template, making.resources), at);
      become(stack, at, "ROLLBACK_COMPLETE", stack.reason);
    } else {
      stack.resources = making.resources;
      stack.outputs = making.outputs;
      become(stack, at, "CREATE_COMPLETE");
    }
    all.push(stack);
    return stack;
  }

  async function update(request: StackRequest): Promise<Stack> {
    const { region, stackName, capabilities } = request;
    const stack = find(region, stackName);
    if (stack === undefined) throw invalid(`Stack [${stackName}] does not exist`);
    const { templateBody = stack.templateBody } = request;
    if (!updatable.includes(stack.status)) {
      throw invalid(`Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`);
    }
    const planned = await plan(request, stack.name, stack.stackId, stack);
    const at = now();
    const making = make(planned, stack, at);
    if (changesNothing(stack, making)) throw invalid("No updates are to be performed.");
    stack.updatedAt = at;
    become(stack, at, "UPDATE_IN_PROGRESS", "User Initiated");
    recordSteps(stack, making, at);
    if ("failure" in making) {
      become(stack, at, "UPDATE_ROLLBACK_IN_PROGRESS", whyFailed(making));
      become(stack, at, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", stack.reason);
      leave(stack, leavingByRollback(stack, planned.template, making.resources), at);
      become(stack, at, "UPDATE_ROLLBACK_COMPLETE", stack.reason);
      return stack;
    }
    const { template, parameters } = planned;
    const leaving = leavingByUpdate(stack, template, making.resources);
    const { resources, outputs } = making;
    Object.assign(stack, { template, templateBody, parameters, capabilities, resources, outputs });
    become(stack, at, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    leave(stack, leaving, at);
    become(stack, at, "UPDATE_COMPLETE");
    return stack;
  }

  return {
    all,
    find,
    create,
    update,
    delete(region, nameOrId) {
      const stack = find(region, nameOrId);
      if (stack === undefined || stack.status === "DELETE_COMPLETE") return;
      const at = now();
      become(stack, at, "DELETE_IN_PROGRESS", "User Initiated");
      leave(stack, leavingByDelete(stack), at);
      stack.resources = {};
      stack.deletedAt = at;
      become(stack, at, "DELETE_COMPLETE");
    },
  };
}

function checkName(name: string): void {
  if (/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) return;
  const constraint = "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*";
  throw invalid(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: ${constraint}`,
  );
}
