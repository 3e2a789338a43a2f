import { type FunctionConfiguration, GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PATIENCE, unlessNamed } from "../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../ask-aws.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { makeStackAnew } from "../remedies/make-stack-anew.ts";
import { npmRun } from "./npm-run.ts";
import { readStack, type StackAsItIs } from "./stack.ts";

/** The entry points of the Lambda, each a function of its own; in the order of the template. */
export const entryPoints = ["index", "camera-events", "snapshot"] as const;
/** One of them. */
export type EntryPoint = (typeof entryPoints)[number];

/** What of the stack belongs to each entry point, by logical id. */
export const partsOf: Readonly<Record<EntryPoint, Readonly<Record<"function" | "role" | "logs", string>>>> = {
  index: { function: "SkillFunction", role: "SkillRole", logs: "SkillLogs" },
  "camera-events": { function: "CameraEventsFunction", role: "CameraEventsRole", logs: "CameraEventsLogs" },
  snapshot: { function: "SnapshotFunction", role: "SnapshotRole", logs: "SnapshotLogs" },
};

/** A function as Lambda has it. */
export interface FunctionAsItIs extends FunctionConfiguration {
  readonly FunctionName: string;
}

/** The client of Lambda in a region, for the whole examination. */
export function lambdaIn(patient: Patient, region: string): LambdaClient {
  return patient.client(`lambda ${region}`, () => new LambdaClient({ region, ...PATIENCE }));
}

/**
 * Reads the configuration of each of the stack's functions.
 * @throws {Broken} `function-missing`, and as {@link askAwsIfAllowed}.
 */
export async function readFunctions(patient: Patient): Promise<Readonly<Record<EntryPoint, FunctionAsItIs>>> {
  const stack = await patient.read(readStack);
  const [index, cameraEvents, snapshot] = await Promise.all([
    readFunction(patient, stack, "index"),
    readFunction(patient, stack, "camera-events"),
    readFunction(patient, stack, "snapshot"),
  ]);
  return { index, "camera-events": cameraEvents, snapshot };
}

async function readFunction(patient: Patient, stack: StackAsItIs, entryPoint: EntryPoint): Promise<FunctionAsItIs> {
  const { region } = stack;
  const logicalId = partsOf[entryPoint].function;
  const name = stack.resources[logicalId]?.physicalId ?? "";
  if (name === "") throw neverMade(patient, stack, logicalId);
  const client = lambdaIn(patient, region);
  const reply = client
    .send(new GetFunctionConfigurationCommand({ FunctionName: name }))
    .catch(unlessNamed("ResourceNotFoundException"));
  const configuration = await askAwsIfAllowed({ action: "lambda:GetFunctionConfiguration", region }, reply);
  if (configuration === undefined) throw deleted(patient, stack, name);
  return { ...configuration, FunctionName: name };
}

function neverMade(patient: Patient, { name }: StackAsItIs, logicalId: string): Broken {
  return new Broken({
    breakage: "function-missing",
    sentence: `The stack ${name} has no ${logicalId}: it was made of another template.`,
    remedy: { say: "Deploy this folder's template.", type: [npmRun("deploy", patient)] },
  });
}

function deleted(patient: Patient, stack: StackAsItIs, functionName: string): Broken {
  return new Broken({
    breakage: "function-missing",
    sentence: `There is no function ${functionName} in ${stack.region} any more: it was deleted.`,
    remedy: makeStackAnew(patient, stack),
  });
}
