import { join } from "node:path";
import { alexaRegionOf, type EventGateways, startEventGateways } from "../../alexa-cloud/event-gateway/index.ts";
import type { Household } from "../../alexa-cloud/household.ts";
import type { LoginWithAmazon } from "../../alexa-cloud/index.ts";
import { TooManyRequests } from "../../aws/lambda.ts";
import type { Happenings } from "../../happenings.ts";
import { createTurns } from "../../in-turn.ts";
import type { DeadLetter } from "../../lambda-runtime/asynchronous.ts";
import type { AwsRuntime } from "../../lambda-runtime/aws-runtime-client.ts";
import { startFunctionUrl } from "../../lambda-runtime/function-url.ts";
import type { Keep } from "../../stoppable.ts";
import type { ViewReport } from "../../view/report.ts";
import type { DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { alexaAs, createAlexaOfSkill } from "./alexa-of-skill.ts";
import { functionUrlsOf, urlCallers } from "./function-urls-of-stack.ts";
import { functionsOf } from "./functions-of-stack.ts";
import type { Identities } from "./identities.ts";
import { createRunningFunctions, type RunningFunctions } from "./running-functions.ts";
import type { AccountServices } from "./services-of-account.ts";
import { makeStorage } from "./storage-of-stack.ts";
import { InvocationRefused } from "./trigger-permissions.ts";

/** A deployed skill that runs, and Alexa with it enabled. */
export interface RunningSkill {
  readonly region: string;
  /** The user who is signed in at Login with Amazon, whose cameras Alexa asks for. */
  readonly household: Household;
  /** What the skill has told Alexa without being asked. */
  readonly gateways: EventGateways;
  /** Where cameras put their pictures. */
  readonly bucket: { readonly url: string; readonly name: string };
  /**
   * Invokes the skill's endpoint as Alexa does, with a directive or a skill event.
   * @param skillId for which skill; this one by default.
   * @throws {InvocationRefused} when the stack does not let Alexa in for that skill.
   * @throws {LambdaError} when the function fails.
   */
  invoke(event: unknown, skillId?: string): Promise<unknown>;
  /**
   * Enables the skill unless it is, has Alexa discover the cameras, and views one until so many frames have arrived.
   * @throws {Error} when the skill cannot be enabled, or does not bring that camera.
   */
  view(cameraId: string, frames?: number): Promise<ViewReport>;
  /** What lies in the stack's dead-letter queue, oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** When every event so far is worked off. */
  settled(): Promise<void>;
}

/** A running skill, as its account keeps it. */
export interface KeptSkill {
  readonly skill: RunningSkill;
  readonly functions: RunningFunctions;
  /** Runs it as it is by now: the same table, secrets and objects, and what has changed of its functions and roles. */
  update(stack: DeployedStack, readArtifact: ReadArtifact): Promise<void>;
}

/** What a skill runs in. */
export interface RunningSkillOptions {
  readonly services: AccountServices;
  readonly identities: Identities;
  readonly login: LoginWithAmazon;
  /** As SMAPI has it: what the stack was told is not asked. */
  readonly skillId: string;
  readonly runtime: AwsRuntime;
  /** Its own: for objects and code. */
  readonly folder: string;
  readonly happenings: Happenings;
  readonly onLog: (line: string) => void;
  /** Gives views up. */
  readonly signal: AbortSignal;
}

/** The output that ask-cli writes into the manifest. */
const ENDPOINT_OUTPUT = "SkillEndpoint";

/**
 * Brings a stack to life for the first time.
 * @throws {Error} that says what of the stack does not work.
 */
export async function startDeployedSkill(
  first: DeployedStack,
  readArtifact: ReadArtifact,
  options: RunningSkillOptions,
  keep: Keep,
): Promise<KeptSkill> {
  const { services, identities, login, skillId, runtime, folder, happenings, onLog, signal } = options;
  let stack = first;
  identities.take(stack);
  const storage = await makeStorage(stack, { services, identities, folder: join(folder, "objects") }, keep);
  const regionOf = () => alexaRegionOf(first.region);
  const gateways = await keep(startEventGateways({ login, regionOf }));
  const localUrls = new Map<string, string>();
  const functions = createRunningFunctions({
    identities,
    runtime,
    folder,
    localUrls,
    onLog(line, group) {
      if (group !== undefined) services.logs.put(first.region, group, line);
      onLog(line);
    },
    addresses: {
      ...services.addresses,
      AWS_ENDPOINT_URL_S3: storage.bucket.url,
      LWA_API_URL: login.url,
      ALEXA_API_URL_NA: gateways.urls.NA,
      ALEXA_API_URL_EU: gateways.urls.EU,
      ALEXA_API_URL_FE: gateways.urls.FE,
    },
  });
  await keep(Promise.resolve(functions));

  async function serveUrls(of: DeployedStack): Promise<void> {
    for (const { url, target } of functionUrlsOf(of)) {
      if (localUrls.has(url)) continue;
      const { url: local } = await keep(startFunctionUrl({ invoke: (event) => callUrl(functions, target, event) }));
      localUrls.set(url, local);
    }
  }

  async function run(next: DeployedStack, read: ReadArtifact): Promise<void> {
    await serveUrls(next);
    await functions.replace(next, read);
    stack = next;
    const invocable = services.functionsIn(stack.region);
    for (const { name } of functionsOf(stack)) invocable[name] = (event) => functions.invoke(name, event);
  }

  const endpoint = (): string => {
    const { [ENDPOINT_OUTPUT]: arn } = stack.outputs;
    if (arn === undefined) throw new Error(`the stack ${stack.name} has no output ${ENDPOINT_OUTPUT}`);
    return arn;
  };
  const invoke = (event: unknown, forSkill = skillId) => functions.invoke(endpoint(), event, alexaAs(forSkill, event));

  await run(stack, readArtifact);
  const { household, view } = createAlexaOfSkill({ login, gateways, skillId, invoke, happenings, signal });
  await keep(Promise.resolve(household));
  // A deploy may come while a change by hand is under way.
  const inTurn = createTurns();
  return {
    functions,
    update: (next, read) =>
      inTurn(async () => {
        identities.take(next);
        storage.update(next);
        await run(next, read);
      }),
    skill: {
      region: first.region,
      household,
      gateways,
      bucket: storage.bucket,
      invoke,
      view,
      deadLetters: functions.deadLetters,
      async settled() {
        await services.eventBus.delivered();
        await functions.settled();
      },
    },
  };
}

/** A request that is not let in is answered by AWS itself. */
async function callUrl(functions: RunningFunctions, target: string, event: unknown): Promise<unknown> {
  try {
    for (const caller of urlCallers) functions.admit(target, caller);
  } catch (error) {
    if (!(error instanceof InvocationRefused)) throw error;
    return refusal(403, "Forbidden");
  }
  try {
    return await functions.invoke(target, event);
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
    return refusal(429, error.message);
  }
}

function refusal(statusCode: number, Message: string): object {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify({ Message }) };
}
