import { join } from "node:path";
import type { LoginWithAmazon } from "../../alexa-cloud/index.ts";
import { createHappenings } from "../../happenings.ts";
import { type AwsRuntimeTools, runtimeOf } from "../../lambda-runtime/aws-runtime-client.ts";
import type { Credentials } from "../../signaling-service/access/access-keys.ts";
import type { Stoppable } from "../../stoppable.ts";
import { readLedger } from "../../view/ledger.ts";
import type { ArtifactVersion, DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { type AccountCamera, createAccountCamera } from "./account-camera.ts";
import { createIdentities } from "./identities.ts";
import { createLiveStacks, type LiveStacks } from "./live-stacks.ts";
import { type KeptSkill, type RunningSkill, startDeployedSkill } from "./running-skill.ts";
import { startAccountServices } from "./services-of-account.ts";

export type { RunningSkill } from "./running-skill.ts";
export { InvocationRefused } from "./trigger-permissions.ts";

/** What an account is started with. */
export interface AccountOptions {
  /** The AWS region of the cameras' channels; us-east-1 by default. */
  readonly signalingRegion?: string;
  /** Twelve digits; those of the other stand-ins by default. */
  readonly accountId?: string;
  /** How many executions at once the functions may have in a region: 1000; a new account's may be 10. */
  readonly concurrentExecutions?: number | undefined;
  /** Whether the camera is plugged in from the start; it is by default. */
  readonly pluggedIn?: boolean | undefined;
  /** With which accounts are linked; its client id is what the stack is deployed with. */
  readonly login: LoginWithAmazon;
  /** What functions run in: AWS's runtime client on the Node.js of their runtime. */
  readonly tools: AwsRuntimeTools;
  /** Where code is unpacked and objects are kept. */
  readonly folder: string;
  /** Each line that a function logs. */
  readonly onLog: (line: string) => void;
}

/** An AWS account in which deployed stacks run, with a camera for its KVS. */
export interface Account extends Stoppable {
  /** The variables by which `camera-skill` finds this account's services, and its owner's access key. */
  readonly cliEnvironment: Readonly<Record<string, string>>;
  /** Of a user of another account, who may do nothing in this one; it is 210987654321. */
  readonly stranger: Credentials;
  /**
   * Sets the clock of STS and IAM: by how many milliseconds it is ahead of this machine's. With the others the functions
   * and the camera would be refused too, whose clock in truth is another one.
   */
  skewClock(milliseconds: number): void;
  /** Sets how long a channel that is made, changed or deleted from now on is not ACTIVE, in milliseconds; 0 at first. */
  delayChannels(milliseconds: number): void;
  /** The stacks that run, which the services' own operations change behind CloudFormation's back. */
  readonly stacks: LiveStacks;
  readonly camera: AccountCamera;
  /**
   * Runs a stack; one that runs already is run as it stands now, with the table, secrets and objects that it has.
   * @param skillId of the skill whose manifest names the stack's function: as which Alexa invokes it.
   * @throws {Error} that says what of the stack does not work, or that it runs already for another skill.
   */
  run(stack: DeployedStack, readArtifact: ReadArtifact, skillId: string): Promise<RunningSkill>;
}

/**
 * Starts an AWS account on loopback, with nothing deployed in it: its services and a camera. What is deployed is read
 * from its stack alone; only the addresses of AWS and Amazon are added.
 */
export async function startAccount(options: AccountOptions): Promise<Account> {
  const { signalingRegion = "us-east-1", accountId = "123456789012", pluggedIn = true, login, folder } = options;
  const { concurrentExecutions = 1000 } = options;
  const runtime = runtimeOf(options.tools);
  const happenings = createHappenings();
  const identities = createIdentities({ region: signalingRegion, accountId });
  const skills = new Map<string, KeptSkill & { readonly region: string; readonly skillId: string }>();
  /** The last reader of each stack's code, by the stack's id. */
  const artifacts = new Map<string, ReadArtifact>();
  const stacks = createLiveStacks({ onChange: runAsItIs });
  // How many stacks were begun with; another may come before one of them runs.
  let begun = 0;
  const started: Promise<Stoppable>[] = [];
  const stopping = new AbortController();
  const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
    started.push(starting);
    return starting;
  };
  async function stop(): Promise<void> {
    stopping.abort(new Error("the account stops"));
    // The last one first: it stands on those before it.
    for (const part of started.splice(0).reverse()) await part.then((each) => each.stop()).catch(() => {});
  }

  function deliver(event: { readonly region: string }): void {
    for (const { region, functions } of skills.values()) if (region === event.region) functions.deliver(event);
  }

  function hear(line: string): void {
    const ledger = readLedger(line);
    if (ledger) happenings.emit("ledger", ledger);
    options.onLog(line);
  }

  /** After a change by hand. */
  async function runAsItIs(stackId: string): Promise<void> {
    const stack = stacks.all().find((each) => each.stackId === stackId);
    const readArtifact = artifacts.get(stackId);
    if (stack && readArtifact) await skills.get(stackId)?.update(stack, readArtifact);
  }

  async function run(left: DeployedStack, readArtifact: ReadArtifact, skillId: string): Promise<RunningSkill> {
    const known = skills.get(left.stackId);
    if (known !== undefined && known.skillId !== skillId) {
      throw new Error(`the stack ${left.name} runs for the skill ${known.skillId}`);
    }
    const stack = stacks.settle(left);
    artifacts.set(stack.stackId, readArtifact);
    if (known !== undefined) {
      await known.update(stack, readArtifact);
      return known.skill;
    }
    const surroundings = { services, identities, login, runtime, happenings, signal: stopping.signal, onLog: hear };
    begun += 1;
    const own = join(folder, `stack-${begun}`);
    const kept = await startDeployedSkill(stack, readArtifact, { ...surroundings, skillId, folder: own }, keep);
    skills.set(stack.stackId, { ...kept, region: stack.region, skillId });
    return kept.skill;
  }

  const readCode = (stackId: string, version: ArtifactVersion) => artifacts.get(stackId)?.(version);
  let channelDelay = 0;
  const control = { stacks, accountId, concurrentExecutions, readCode };
  const starting = { ...control, identities, signalingRegion, channelDelay: () => channelDelay, happenings, deliver };
  const start = async () => {
    const services = await startAccountServices(starting, keep);
    const camera = await keep(Promise.resolve(createAccountCamera({ ...services, happenings })));
    if (pluggedIn) await camera.plugIn();
    return { services, camera };
  };
  const { services, camera } = await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    cliEnvironment: {
      ...services.addresses,
      AWS_ACCESS_KEY_ID: identities.owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: identities.owner.secretAccessKey,
    },
    stranger: identities.stranger,
    skewClock(milliseconds) {
      for (const service of [services.sts, services.iam]) service.skewClock(milliseconds);
    },
    delayChannels(milliseconds) {
      channelDelay = milliseconds;
    },
    camera,
    stacks,
    run,
    stop,
  };
}
