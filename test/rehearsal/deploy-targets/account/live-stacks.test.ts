import { describe, expect, it } from "@jest/globals";
import { createLiveStacks, type LiveStacks } from "../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import type { DeployedResource, DeployedStack } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const fast = resource("AWS::Lambda::Function", { Timeout: 8, MemorySize: 256 });
const permission = resource("AWS::Lambda::Permission", { Principal: "alexa-connectedhome.amazon.com" });
const left = stackOf({ Function: fast, Permission: permission });
const { stackId } = left;

describe("what was changed by hand in a running stack", () => {
  it("is there when what runs is told of it, and stays when CloudFormation leaves the resource as it was", async () => {
    const seen: unknown[] = [];
    const stacks: LiveStacks = createLiveStacks({ onChange: () => void seen.push(timeoutIn(stacks.all()[0])) });
    expect(stacks.settle(left)).toEqual(left);
    await stacks.change(stackId, "Function", slowly);
    expect(seen).toEqual([3]);
    const updated = stackOf({ ...left.resources, Permission: resource("AWS::Lambda::Permission", { Principal: "*" }) });
    expect(timeoutIn(stacks.settle(updated))).toBe(3);
    expect(stacks.all()).toHaveLength(1);
  });

  it("gives way to what CloudFormation makes of that very resource", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    stacks.settle(left);
    await stacks.change(stackId, "Function", slowly);
    const more = resource("AWS::Lambda::Function", { Timeout: 8, MemorySize: 512 });
    expect(stacks.settle(stackOf({ ...left.resources, Function: more })).resources.Function).toEqual(more);
    // And it does not come back with what CloudFormation had before.
    expect(timeoutIn(stacks.settle(left))).toBe(8);
  });

  it("gives way to a resource that CloudFormation has put in its place", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    stacks.settle(left);
    await stacks.change(stackId, "Function", slowly);
    const another = { ...fast, physicalId: "another" };
    expect(timeoutIn(stacks.settle(stackOf({ ...left.resources, Function: another })))).toBe(8);
  });

  it("may be a resource that is gone, until CloudFormation changes it", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    stacks.settle(left);
    await stacks.remove(stackId, "Permission");
    expect(Object.keys(stacks.all()[0]?.resources ?? {})).toEqual(["Function"]);
    expect(Object.keys(stacks.settle(left).resources)).toEqual(["Function"]);
    const changed = stackOf({ Function: fast, Permission: { ...permission, physicalId: "new" } });
    expect(stacks.settle(changed)).toEqual(changed);
  });

  it("may be a resource of which CloudFormation knows nothing, also after one was taken away", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    stacks.settle(left);
    await stacks.remove(stackId, "Permission");
    await stacks.add(stackId, "Permission", permission);
    await stacks.add(stackId, "Second", permission);
    expect(stacks.settle(left).resources).toEqual({ ...left.resources, Second: permission });
    await expect(stacks.add(stackId, "Second", permission)).rejects.toThrow("has a resource Second already");
  });

  it("is nothing where what runs cannot have it so", async () => {
    const stacks = createLiveStacks({
      onChange() {
        if (timeoutIn(stacks.all()[0]) === 0) throw new Error("Timeout: 0");
      },
    });
    stacks.settle(left);
    await stacks.change(stackId, "Function", slowly);
    const change = stacks.change(stackId, "Function", (properties) => ({ ...properties, Timeout: 0 }));
    await expect(change).rejects.toThrow("Timeout: 0");
    expect(timeoutIn(stacks.all()[0])).toBe(3);
  });

  it("does not come back when CloudFormation changes the resource while what runs is found not to have it so", async () => {
    const more = resource("AWS::Lambda::Function", { Timeout: 8, MemorySize: 512 });
    const stacks = createLiveStacks({
      onChange() {
        if (timeoutIn(stacks.all()[0]) !== 0) return;
        stacks.settle(stackOf({ ...left.resources, Function: more }));
        throw new Error("Timeout: 0");
      },
    });
    stacks.settle(left);
    await stacks.change(stackId, "Function", slowly);
    const change = stacks.change(stackId, "Function", (properties) => ({ ...properties, Timeout: 0 }));
    await expect(change).rejects.toThrow("Timeout: 0");
    expect(stacks.all()[0]?.resources.Function).toEqual(more);
  });

  it("comes one after the other, each upon the one before", async () => {
    const stacks = createLiveStacks({ onChange: () => Promise.resolve() });
    stacks.settle(left);
    const longer = (properties: DeployedResource["properties"]) => ({ Timeout: Number(properties.Timeout) + 1 });
    await Promise.all([1, 2, 3].map(() => stacks.change(stackId, "Function", longer)));
    expect(timeoutIn(stacks.all()[0])).toBe(11);
  });

  it("is of a stack and a resource that are there", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    await expect(stacks.remove(stackId, "Function")).rejects.toThrow(`there is no running stack ${stackId}`);
    stacks.settle(left);
    await expect(stacks.change(stackId, "Missing", slowly)).rejects.toThrow("has no resource Missing");
    await expect(stacks.remove(stackId, "Missing")).rejects.toThrow("has no resource Missing");
  });

  it("changes nothing of what CloudFormation has", async () => {
    const stacks = createLiveStacks({ onChange() {} });
    const settled = stacks.settle(left);
    await stacks.change(stackId, "Function", slowly);
    expect(timeoutIn(left)).toBe(8);
    expect(timeoutIn(settled)).toBe(8);
  });
});

function slowly(properties: DeployedResource["properties"]): DeployedResource["properties"] {
  return { ...properties, Timeout: 3 };
}

function timeoutIn(stack: DeployedStack | undefined): unknown {
  return stack?.resources.Function?.properties.Timeout;
}
