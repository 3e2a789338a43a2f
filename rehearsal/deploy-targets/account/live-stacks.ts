import { isDeepStrictEqual } from "node:util";
import { createTurns } from "../../in-turn.ts";
import type { DeployedResource, DeployedStack } from "../deployed-stack.ts";

type Properties = DeployedResource["properties"];

/** The running stacks of an account, with what was changed in them by hand since CloudFormation left them. */
export interface LiveStacks {
  /**
   * Takes a stack as CloudFormation has just left it, and gives it as it is with what was changed by hand before. A change
   * by hand stays until CloudFormation has the very resource otherwise than when it was changed; what it made of the
   * others does not matter.
   */
  settle(stack: DeployedStack): DeployedStack;
  /** As they are by now, those changed by hand included. */
  all(): readonly DeployedStack[];
  /**
   * Changes the properties of a resource; resolves once what runs has them.
   * @throws {Error} when there is no such stack or resource, or what runs cannot have them so: then nothing is changed.
   */
  change(stackId: string, logicalId: string, change: (properties: Properties) => Properties): Promise<void>;
  /** Takes a resource away. @throws {Error} as {@link change} does. */
  remove(stackId: string, logicalId: string): Promise<void>;
  /**
   * Adds a resource that CloudFormation knows nothing of.
   * @throws {Error} as {@link change} does, and when the stack has a resource of that name.
   */
  add(stackId: string, logicalId: string, resource: DeployedResource): Promise<void>;
}

/** What they are kept with. */
export interface LiveStacksOptions {
  /** Has what runs be as the stack is by now. What it throws undoes the change. */
  readonly onChange: (stackId: string) => Promise<void> | void;
}

/** A change by hand. */
interface ByHand {
  /** The resource as CloudFormation had it; undefined where it had none. */
  readonly before: DeployedResource | undefined;
  /** Undefined where it was taken away. */
  readonly after: DeployedResource | undefined;
}

interface Kept {
  /** As CloudFormation has left it. */
  left: DeployedStack;
  /** By logical id. */
  readonly byHand: Map<string, ByHand>;
}

/** Keeps the running stacks of an account: none at first. */
export function createLiveStacks({ onChange }: LiveStacksOptions): LiveStacks {
  const stacks = new Map<string, Kept>();
  const inTurn = createTurns();

  function keptOf(stackId: string): Kept {
    const kept = stacks.get(stackId);
    if (kept === undefined) throw new Error(`there is no running stack ${stackId}`);
    return kept;
  }

  /** One change after the other, each upon what the one before has made. */
  function alter(
    stackId: string,
    logicalId: string,
    alterResource: (now: DeployedResource | undefined) => DeployedResource | undefined,
  ): Promise<void> {
    return inTurn(async () => {
      const kept = keptOf(stackId);
      const { left, byHand } = kept;
      const earlier = byHand.get(logicalId);
      const after = alterResource(asItIs(kept).resources[logicalId]);
      const change = { before: left.resources[logicalId], after };
      byHand.set(logicalId, change);
      try {
        await onChange(stackId);
      } catch (error) {
        // Unless CloudFormation has had its way meanwhile.
        if (byHand.get(logicalId) !== change) throw error;
        if (earlier === undefined) byHand.delete(logicalId);
        else byHand.set(logicalId, earlier);
        throw error;
      }
    });
  }

  const existing = (logicalId: string, now: DeployedResource | undefined): DeployedResource => {
    if (now === undefined) throw new Error(`the stack has no resource ${logicalId}`);
    return now;
  };

  return {
    settle(stack) {
      const left = copyOf(stack);
      const { byHand } = stacks.get(left.stackId) ?? { byHand: new Map<string, ByHand>() };
      for (const [logicalId, { before }] of byHand) {
        if (!isSame(before, left.resources[logicalId])) byHand.delete(logicalId);
      }
      const kept = { left, byHand };
      stacks.set(left.stackId, kept);
      return asItIs(kept);
    },
    all: () => [...stacks.values()].map(asItIs),
    change: (stackId, logicalId, change) =>
      alter(stackId, logicalId, (now) => {
        const resource = existing(logicalId, now);
        return { ...resource, properties: change(resource.properties) };
      }),
    remove: (stackId, logicalId) =>
      alter(stackId, logicalId, (now) => {
        existing(logicalId, now);
        return undefined;
      }),
    add: (stackId, logicalId, resource) =>
      alter(stackId, logicalId, (now) => {
        if (now !== undefined) throw new Error(`the stack has a resource ${logicalId} already`);
        return resource;
      }),
  };
}

function asItIs({ left, byHand }: Kept): DeployedStack {
  const resources = { ...left.resources };
  for (const [logicalId, { after }] of byHand) {
    if (after === undefined) delete resources[logicalId];
    else resources[logicalId] = after;
  }
  return { ...left, resources };
}

/** Of its own: CloudFormation goes on with the one that it has. */
function copyOf({ stackId, name, region, accountId, status, outputs, resources }: DeployedStack): DeployedStack {
  const own = Object.entries(resources).map(([logicalId, { type, physicalId, properties, attributes }]) => [
    logicalId,
    { type, physicalId, properties, attributes },
  ]);
  return structuredClone({ stackId, name, region, accountId, status, outputs, resources: Object.fromEntries(own) });
}

function isSame(before: DeployedResource | undefined, after: DeployedResource | undefined): boolean {
  return isDeepStrictEqual(comparable(before), comparable(after));
}

function comparable(resource: DeployedResource | undefined): unknown {
  return resource && [resource.type, resource.physicalId, resource.properties];
}
