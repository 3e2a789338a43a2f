import { GetFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { endOfSupport } from "../../../../infrastructure/checks/rules/runtime.ts";
import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { Broken, type Link, NotExamined } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { type EntryPoint, entryPoints, type FunctionAsItIs, lambdaIn, readFunctions } from "../../reads/functions.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack } from "../../reads/stack.ts";
import { configureFunction } from "../../remedies/configure-function.ts";
import { holdEntry } from "./entry.ts";
import { holdSettings } from "./settings.ts";

/**
 * What each function needs: less than `least` seconds and it breaks off what it may still do, such as Alexa's 6 s for a
 * view or the gateway's 25 s; `seconds` is what the template gives it.
 */
export const timeouts: Readonly<Record<EntryPoint, { readonly least: number; readonly seconds: number }>> = {
  index: { least: 7, seconds: 8 },
  "camera-events": { least: 26, seconds: 30 },
  snapshot: { least: 7, seconds: 8 },
};
/** In MB: the template's, which decides how long a cold start takes, and what none of the functions starts well below. */
export const memory = { least: 256, template: 512 };

/** The functions are there, may run, and have the settings that the stack has given them. */
export const functions: Link = {
  id: "functions",
  title: "the functions",
  of: "deployed",
  async examine(patient) {
    const configurations = await patient.read(readFunctions);
    const notes: string[] = [];
    for (const entryPoint of entryPoints) {
      const configuration = configurations[entryPoint];
      await holdState(patient, configuration);
      await holdRuntime(patient, configuration);
      await holdEntry(patient, entryPoint, configuration);
      notes.push(...(await holdConcurrency(patient, configuration)));
      notes.push(...(await holdLimits(patient, entryPoint, configuration)));
      notes.push(...(await holdSettings(patient, entryPoint, configuration)));
    }
    const { Runtime = "", Timeout = 0, MemorySize = 0 } = configurations.index;
    return { seen: `${entryPoints.length} on ${Runtime}; Alexa's has ${Timeout} s and ${MemorySize} MB`, notes };
  },
};

async function holdState(patient: Patient, configuration: FunctionAsItIs): Promise<void> {
  const { FunctionName: name, State, StateReasonCode, LastUpdateStatus, LastUpdateStatusReasonCode } = configuration;
  const { region } = await patient.read(readStack);
  const isPending = State === "Pending";
  if (isPending || LastUpdateStatus === "InProgress") {
    const line = `aws lambda wait ${isPending ? "function-active" : "function-updated"} --region ${region} --function-name ${name}`;
    throw new Broken({
      breakage: "function-not-ready",
      sentence: `The function ${name} is being ${isPending ? "made" : "updated"} just now.`,
      remedy: { say: "Wait for it; it takes seconds.", type: [line] },
    });
  }
  const isUpdateFailed = LastUpdateStatus === "Failed";
  if (State !== "Failed" && !isUpdateFailed) return;
  const reason = isUpdateFailed ? LastUpdateStatusReasonCode : StateReasonCode;
  throw new Broken({
    breakage: "function-failed",
    sentence: `Lambda could not ${isUpdateFailed ? "update" : "make"} the function ${name}${reason === undefined ? "" : ` (${reason})`}.`,
    remedy: {
      say: "Deploy again. If it stays so, the Lambda console shows the reason at the top of the function's page.",
      type: [npmRun("deploy", patient)],
    },
  });
}

async function holdRuntime(patient: Patient, { FunctionName: name, Runtime }: FunctionAsItIs): Promise<void> {
  if (endOfSupport[Runtime ?? ""] !== undefined) return;
  const { region, parameters } = await patient.read(readStack);
  const ofStack = parameters.LambdaRuntime ?? "";
  const isOfStack = Runtime === ofStack || endOfSupport[ofStack] === undefined;
  throw new Broken({
    breakage: "runtime-wrong",
    sentence: `The function ${name} runs on ${Runtime ?? "no runtime"}, which cannot run it, or which AWS has ended.`,
    remedy: isOfStack
      ? { say: "Deploy: ask-resources.json names one that AWS supports.", type: [npmRun("deploy", patient)] }
      : { say: "Give it the stack's.", type: configureFunction({ region, name }, `--runtime ${ofStack}`) },
  });
}

/** @returns notes. */
async function holdConcurrency(patient: Patient, { FunctionName: name }: FunctionAsItIs): Promise<readonly string[]> {
  const { region, parameters, resources } = await patient.read(readStack);
  const client = lambdaIn(patient, region);
  try {
    const { ReservedConcurrentExecutions: reserved } = await askAwsIfAllowed(
      { action: "lambda:GetFunctionConcurrency", region },
      client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
    );
    if (reserved !== 0) return [];
  } catch (error) {
    if (!(error instanceof NotExamined)) throw error;
    return [`Whether ${name} is stopped, by a reserved concurrency of 0, was not seen: ${error.message}.`];
  }
  // The stack reserves some for the pictures alone; 0 is its word for none.
  const ofStack = resources.SnapshotFunction?.physicalId === name ? Number(parameters.SnapshotConcurrency ?? 0) : 0;
  const of = `--region ${region} --function-name ${name}`;
  const line =
    ofStack > 0
      ? `aws lambda put-function-concurrency ${of} --reserved-concurrent-executions ${ofStack}`
      : `aws lambda delete-function-concurrency ${of}`;
  throw new Broken({
    breakage: "function-stopped",
    sentence: `The function ${name} has a reserved concurrency of 0: AWS turns every invocation away.`,
    remedy: { say: "Let it run again.", type: [line] },
  });
}

/** @returns notes. */
async function holdLimits(
  patient: Patient,
  entryPoint: EntryPoint,
  { FunctionName: name, Timeout = 0, MemorySize = 0 }: FunctionAsItIs,
): Promise<readonly string[]> {
  const { region } = await patient.read(readStack);
  const { least, seconds } = timeouts[entryPoint];
  const broken = (breakage: string, sentence: string, flag: string) => {
    const remedy: Remedy = { say: "Give it what the template has.", type: configureFunction({ region, name }, flag) };
    return new Broken({ breakage, sentence, remedy });
  };
  if (Timeout < least) {
    const sentence = `The function ${name} is ended after ${Timeout} s, before it could say what failed; it needs ${seconds}.`;
    throw broken("timeout-too-short", sentence, `--timeout ${seconds}`);
  }
  if (MemorySize < memory.least) {
    const sentence = `The function ${name} has ${MemorySize} MB of memory, and a share of a processor to match: it starts too slowly for Alexa.`;
    throw broken("memory-too-small", sentence, `--memory-size ${memory.template}`);
  }
  return [
    ...(Timeout < seconds ? [`${name} has a timeout of ${Timeout} s; the template gives it ${seconds}.`] : []),
    ...(MemorySize < memory.template
      ? [`${name} has ${MemorySize} MB; with the template's ${memory.template} it starts faster.`]
      : []),
  ];
}
