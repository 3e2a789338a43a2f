import { checkCapabilities } from "./capabilities.ts";
import { workOutConditions } from "./conditions.ts";
import { type Dependencies, orderResources } from "./dependencies.ts";
import { invalid } from "./errors.ts";
import { judgeTemplate, TEMPLATE_BODY_BYTES } from "./judge-template.ts";
import { kindOf } from "./kinds/index.ts";
import { type GivenParameter, type ParameterTexts, readParameters, valuesOf } from "./parameters.ts";
import { checkRules } from "./rules.ts";
import type { Scope } from "./scope.ts";
import { parseTemplate, type Template } from "./template.ts";

/** What a request asks for. */
export interface PlanRequest {
  /** Undefined of an update that keeps the template. */
  readonly templateBody: string | undefined;
  readonly parameters: readonly GivenParameter[];
  readonly capabilities: readonly string[];
  readonly previous: { readonly template: Template; readonly parameters: ParameterTexts } | undefined;
  /** The pseudo parameters. */
  readonly pseudo: Scope["pseudo"];
}

/** A stack as it is to become: all was checked that AWS checks before it begins. */
export interface Plan {
  readonly template: Template;
  readonly parameters: ParameterTexts;
  readonly scope: Omit<Scope, "ref" | "attribute">;
  readonly dependencies: Dependencies;
}

/**
 * Checks a request for a stack.
 * @throws {WireError} AWS's refusal.
 */
export async function planStack(request: PlanRequest): Promise<Plan> {
  const { templateBody, previous } = request;
  const template = templateBody === undefined ? previous?.template : await checkTemplate(templateBody);
  if (template === undefined) throw invalid("Either Template URL or Template Body must be specified.");
  checkCapabilities(template, request.capabilities);
  return planTemplate(template, readParameters(template, request.parameters, previous?.parameters), request.pseudo);
}

/**
 * Plans a template's stack by the values of its parameters.
 * @throws {WireError} where its rules forbid them, or it refers to what is not there.
 */
export function planTemplate(template: Template, parameters: ParameterTexts, pseudo: Scope["pseudo"]): Plan {
  const known = { template, parameters: valuesOf(template, parameters), pseudo };
  checkRules(known);
  const scope = { ...known, conditions: workOutConditions(known) };
  return { template, parameters, scope, dependencies: orderResources(scope) };
}

async function checkTemplate(body: string): Promise<Template> {
  if (Buffer.byteLength(body) > TEMPLATE_BODY_BYTES) {
    const constraint = `Member must have length less than or equal to ${TEMPLATE_BODY_BYTES}`;
    throw invalid(`1 validation error detected: Value at 'templateBody' failed to satisfy constraint: ${constraint}`);
  }
  const template = parseTemplate(body);
  const findings = await judgeTemplate(body);
  const errors = findings.filter(({ severity }) => severity === "ERROR" || severity === "FATAL");
  if (errors.length > 0) {
    const said = errors.map(({ rule, message, line = "?" }) => `line ${line}: ${message} (${rule})`);
    throw invalid(`Template format error: ${said.join("; ")}`);
  }
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  const unknown = [...types].filter((type) => !kindOf.has(type));
  if (unknown.length > 0) {
    throw invalid(`Template format error: this stand-in makes no resources of these types: [${unknown.join(", ")}]`);
  }
  return template;
}
