import { holds } from "./conditions.ts";
import { invalid } from "./errors.ts";
import type { Scope } from "./scope.ts";

/**
 * Checks the parameters by the template's Rules. They may name no condition and no resource, and know no Fn::If, as in
 * AWS. That the refusal is the assertion's description alone is not verified.
 * Source: CloudFormation template reference, rule functions.
 * @throws {WireError} ValidationError with the description of the first assertion that does not hold.
 */
export function checkRules(scope: Omit<Scope, "conditions" | "ref" | "attribute">): void {
  for (const [ruleName, { RuleCondition, Assertions }] of Object.entries(scope.template.Rules)) {
    const unknown = (name: string): never => {
      throw invalid(`Template error: the rule ${ruleName} refers to ${name}, which is no parameter.`);
    };
    const full: Scope = { ...scope, conditions: {}, ref: unknown, attribute: unknown };
    if (RuleCondition !== undefined && !holds(RuleCondition, full, unknown)) continue;
    for (const { Assert, AssertDescription } of Assertions) {
      if (!holds(Assert, full, unknown)) throw invalid(AssertDescription ?? `The rule ${ruleName} does not hold.`);
    }
  }
}
