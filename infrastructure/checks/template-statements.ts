import { resolve } from "../../rehearsal/deploy-targets/cloudformation/intrinsics.ts";
import type { Scope } from "../../rehearsal/deploy-targets/cloudformation/scope.ts";
import type { Template } from "../../rehearsal/deploy-targets/cloudformation/template.ts";
import { asRecord } from "./json-file.ts";
import type { ValuePath } from "./line-of.ts";
import { referredToByArn, STAND_IN, standInArns } from "./stand-in-arns.ts";

/** A statement of a policy in a template, its functions worked out with stand-in ARNs. */
export interface TemplateStatement {
  /** Where it stands in the template. */
  readonly at: ValuePath;
  readonly actions: readonly string[];
  /** Undefined where there are none, as in a role's trust. */
  readonly resources: readonly string[] | undefined;
}

/** Every statement of every policy, and what each permission of a function allows; one that cannot be worked out is left out. */
export function statementsIn(template: Template): readonly TemplateStatement[] {
  const scope = standInScope(template);
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    const at = ["Resources", id, "Properties"];
    const found = Type === "AWS::Lambda::Permission" ? [{ at, value: Properties }] : statementsBelow(Properties, at);
    return found.flatMap(({ at, value }) => read(at, value, scope));
  });
}

function statementsBelow(value: unknown, at: ValuePath): readonly { at: ValuePath; value: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, each]) => {
    const here = [...at, key];
    if (key !== "Statement") return statementsBelow(each, here);
    return Array.isArray(each)
      ? each.map((one, index) => ({ at: [...here, index], value: one }))
      : [{ at: here, value: each }];
  });
}

function read(at: ValuePath, value: unknown, scope: Scope): readonly TemplateStatement[] {
  try {
    const { Action, Resource, FunctionName } = asRecord(resolve(value, scope));
    const resources = Resource ?? FunctionName;
    return [{ at, actions: texts(Action), resources: resources === undefined ? undefined : texts(resources) }];
  } catch {
    // What CloudFormation would not take is another rule's; what only the rehearsal does not know is nobody's fault.
    return [];
  }
}

function texts(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === "string");
}

function standInScope(template: Template): Scope {
  const typeOf = (id: string) => template.Resources[id]?.Type ?? "";
  const arnOf = (id: string) => {
    const arn = standInArns[typeOf(id)];
    if (arn === undefined) throw new Error(`nothing says what the ARN of ${id} is`);
    return arn(id.toLowerCase());
  };
  return {
    template,
    parameters: Object.fromEntries(
      Object.entries(template.Parameters).map(([name, { Default }]) => [name, Default ?? name]),
    ),
    pseudo: { "AWS::AccountId": STAND_IN.account, "AWS::Partition": "aws", "AWS::Region": STAND_IN.region },
    conditions: Object.fromEntries(Object.keys(template.Conditions).map((name) => [name, true])),
    ref: (id) => (referredToByArn.includes(typeOf(id)) ? arnOf(id) : id.toLowerCase()),
    attribute(id, name) {
      if (name !== "Arn") throw new Error(`nothing says what ${name} of ${id} is`);
      return arnOf(id);
    },
  };
}
