import { quoted } from "../deploy-targets/desk/write-program.ts";
import { expect } from "../deploy-targets/scenario.ts";
import type { Installed } from "./breakage.ts";

type OfStack = Pick<Installed, "stack">;

/** The physical id of a resource of the stack, by its name in the template. */
export function physicalId({ stack }: OfStack, logicalId: string): string {
  const { [logicalId]: resource } = stack.resources;
  expect(resource !== undefined, `the stack has no resource ${logicalId}`);
  return resource.physicalId;
}

/** An output of the stack. */
export function output({ stack }: OfStack, name: string): string {
  const { [name]: value } = stack.outputs;
  expect(value !== undefined, `the stack has no output ${name}`);
  return value;
}

/** A value as a quoted word of JSON. */
export const json = (value: unknown): string => quoted(JSON.stringify(value));
