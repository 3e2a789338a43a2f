import { type FunctionConfiguration, GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { nameOf, PATIENCE } from "../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../ask-aws.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { readStack, type StackAsItIs } from "./stack.ts";

/** The entry points of the Lambda, each a function of its own; in the order of the template. */
export const entryPoints = ["index", "camera-events", "snapshot"] as const;
/** One of them. */
export type EntryPoint = (typeof entryPoints)[number];

/** What of the stack belongs to each entry point, by logical id. */
export const partsOf: Readonly<Record<EntryPoint, Readonly<Record<"function" | "logs", string>>>> = {
  index: { function: "SkillFunction", logs: "SkillLogs" },
  "camera-events": { function: "CameraEventsFunction", logs: "CameraEventsLogs" },
  snapshot: { function: "SnapshotFunction", logs: "SnapshotLogs" },
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
  const client = lambdaIn(patient, stack.region);
  const [index, cameraEvents, snapshot] = await Promise.all([
    readFunction(client, stack, "index"),
    readFunction(client, stack, "camera-events"),
    readFunction(client, stack, "snapshot"),
  ]);
  return { index, "camera-events": cameraEvents, snapshot };
}

async function readFunction(client: LambdaClient, stack: StackAsItIs, entryPoint: EntryPoint): Promise<FunctionAsItIs> {
  const { region } = stack;
  const logicalId = partsOf[entryPoint].function;
  const name = stack.resources[logicalId]?.physicalId ?? "";
  if (name === "") throw missing(stack, logicalId, `The stack ${stack.name} has no ${logicalId}.`);
  const reply = client.send(new GetFunctionConfigurationCommand({ FunctionName: name })).catch((error: unknown) => {
    if (nameOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  });
  const configuration = await askAwsIfAllowed({ action: "lambda:GetFunctionConfiguration", region }, reply);
  if (configuration === undefined)
    throw missing(stack, logicalId, `There is no function ${name} in ${region} any more.`);
  return { ...configuration, FunctionName: name };
}

/**
 * CloudFormation does not make again what was deleted behind its back: only a template without it, and then one with
 * it, does. Source: CloudFormation user guide, "Detecting unmanaged configuration changes", on deleted resources.
 */
function missing({ name, region }: StackAsItIs, logicalId: string, sentence: string): Broken {
  return new Broken({
    breakage: "function-missing",
    sentence,
    remedy: {
      say: `CloudFormation does not make it again by itself. Delete the stack ${name} in ${region} (CloudFormation console) and run npm run deploy, which makes another with a table of its own: note the cameras first (npx camera-skill cameras list), and register them again. The old table outlives its stack. In a stack that never had ${logicalId}, npm run deploy is enough.`,
    },
  });
}
