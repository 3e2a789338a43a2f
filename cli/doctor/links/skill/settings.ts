import { type Config, ConfigurationError, readConfig } from "../../../../lambda/config.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { EntryPoint, FunctionAsItIs } from "../../reads/functions.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack, type StackAsItIs } from "../../reads/stack.ts";
import { changeVariables } from "../../remedies/configure-function.ts";

type Variables = Readonly<Record<string, string>>;

/** What each entry point cannot do without, beside what the settings themselves demand: as it reads them. */
const needed: Readonly<Record<EntryPoint, readonly (keyof Config)[]>> = {
  index: [],
  "camera-events": ["TABLE_NAME", "EVENTS_SECRET_ARN"],
  snapshot: ["SNAPSHOT_BUCKET", "SNAPSHOT_SECRET_ARN"],
};

/** The variables that the template gives to some of the functions only. */
const notOf: Readonly<Record<string, readonly EntryPoint[]>> = {
  SKILL_ID: ["camera-events", "snapshot"],
  EVENTS_SECRET_ARN: ["snapshot"],
  SNAPSHOT_URL: ["snapshot"],
};

/** What the template gives a function as its environment; what a stack has not is left out. */
export function variablesOf(
  { parameters, resources, outputs }: Pick<StackAsItIs, "parameters" | "resources" | "outputs">,
  entryPoint: EntryPoint,
): Variables {
  const usesAmazon = parameters.AccountLinking !== "oidc";
  const all = {
    CAMERAS: parameters.Cameras,
    TABLE_NAME: resources.Table?.physicalId,
    ACCOUNT_LINKING: parameters.AccountLinking,
    LWA_CLIENT_ID: usesAmazon ? parameters.LoginWithAmazonClientId : undefined,
    OIDC_ISSUER: usesAmazon ? undefined : parameters.OidcIssuer,
    OIDC_AUDIENCE: usesAmazon ? undefined : parameters.OidcAudience,
    SKILL_ID: parameters.SkillId,
    EVENTS_SECRET_ARN: resources.EventsSecret?.physicalId,
    SNAPSHOT_BUCKET: resources.SnapshotBucket?.physicalId,
    SNAPSHOT_SECRET_ARN: resources.SnapshotSecret?.physicalId,
    SNAPSHOT_URL: outputs.SnapshotUrl,
    LOG_LEVEL: parameters.LogLevel,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string] => Boolean(entry[1]) && !notOf[entry[0]]?.includes(entryPoint),
    ),
  );
}

/**
 * A function's settings can be read, and are those that the stack has given it.
 * @returns notes.
 * @throws {Broken}
 */
export async function holdSettings(
  patient: Patient,
  entryPoint: EntryPoint,
  { FunctionName: name, Environment }: FunctionAsItIs,
): Promise<readonly string[]> {
  if (Environment?.Error !== undefined) return [`The settings of ${name} were not seen: its key may not be used.`];
  const stack = await patient.read(readStack);
  const now = Environment?.Variables ?? {};
  const given = variablesOf(stack, entryPoint);
  const fault = faultOf(now, entryPoint, stack);
  const other = Object.keys(given).filter((variable) => now[variable] !== given[variable]);
  if (fault === undefined && other.every((variable) => variable === "LOG_LEVEL")) {
    return other.length === 0 ? [] : [`${name} logs from another level on than the stack has given it.`];
  }
  throw new Broken({
    breakage: "settings-wrong",
    code: "unexpected",
    sentence:
      fault === undefined
        ? `The function ${name} has another ${other.join(", ")} than the stack ${stack.name} has given it.`
        : `The function ${name} cannot read its settings. ${fault}.`,
    remedy: remedyFor(patient, { entryPoint, name, stack, now }),
  });
}

/** What the entry point says of its settings, where it cannot start with them. */
function faultOf(variables: Variables, entryPoint: EntryPoint, { region }: { readonly region: string }) {
  const ofLambda = { LAMBDA_TASK_ROOT: "/var/task", AWS_REGION: region, AWS_ACCESS_KEY_ID: "-" };
  try {
    readConfig({ ...variables, ...ofLambda, AWS_SECRET_ACCESS_KEY: "-" }, needed[entryPoint]);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

interface WrongSettings {
  readonly entryPoint: EntryPoint;
  readonly name: string;
  readonly stack: StackAsItIs;
  readonly now: Variables;
}

/** CloudFormation does not look at what was changed behind its back, so that a deploy would leave it as it is. */
function remedyFor(patient: Patient, { entryPoint, name, stack, now }: WrongSettings): Remedy {
  const given = variablesOf(stack, entryPoint);
  if (stack.templateIsHere === false) {
    const say = "Deploy this folder's template: the stack was made of another one.";
    return { say, type: [npmRun("deploy", patient)] };
  }
  const ofStack = faultOf(given, entryPoint, stack);
  if (ofStack !== undefined) {
    const say = `The stack itself has it so: correct cfn.parameters in ask-resources.json, and type ${npmRun("deploy", patient)}. ${ofStack}.`;
    return { say };
  }
  const changes: Record<string, string | undefined> = {};
  for (const [variable, value] of Object.entries(given)) if (now[variable] !== value) changes[variable] = value;
  const others = Object.keys(now).filter((variable) => given[variable] === undefined);
  for (const variable of wrongAmong(others, { ...now, ...given }, entryPoint, stack)) changes[variable] = undefined;
  return {
    say: "Give it what the stack has given it. A deploy would not: CloudFormation does not see what was changed by hand.",
    type: changeVariables({ region: stack.region, name }, changes),
  };
}

/** Which variables that the template does not give are in the way of those that it gives. */
function wrongAmong(
  others: readonly string[],
  variables: Variables,
  entryPoint: EntryPoint,
  stack: StackAsItIs,
): readonly string[] {
  const fault = faultOf(variables, entryPoint, stack) ?? "";
  return others.filter((variable) => fault.split("; ").some((each) => each.startsWith(`${variable}: `)));
}
