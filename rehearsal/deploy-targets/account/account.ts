import { join } from "node:path";
import { type CameraEvent, startCamera } from "../../../camera/index.ts";
import type { LoginWithAmazon } from "../../alexa-cloud/index.ts";
import { createHappenings } from "../../happenings.ts";
import { type AwsRuntimeTools, runtimeOf } from "../../lambda-runtime/aws-runtime-client.ts";
import type { Stoppable } from "../../stoppable.ts";
import { readLedger } from "../../view/ledger.ts";
import type { DeployedStack, ReadArtifact } from "../deployed-stack.ts";
import { createIdentities } from "./identities.ts";
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
  /** With which accounts are linked; its client id is what the stack is deployed with. */
  readonly login: LoginWithAmazon;
  /** What functions run in: AWS's runtime client on the Node.js of their runtime. */
  readonly tools: AwsRuntimeTools;
  /** Where code is unpacked and objects are kept. */
  readonly folder: string;
  /** Each line that a function logs. */
  readonly onLog: (line: string) => void;
}

/** An AWS account in which deployed stacks run, with the camera Front Door connected to its KVS. */
export interface Account extends Stoppable {
  /** The variables by which `camera-skill` finds this account's services, and its owner's access key. */
  readonly cliEnvironment: Readonly<Record<string, string>>;
  /**
   * Runs a stack; one that runs already is run as it stands now, with the table, secrets and objects that it has.
   * @param skillId of the skill whose manifest names the stack's function: as which Alexa invokes it.
   * @throws {Error} that says what of the stack does not work, or that it runs already for another skill.
   */
  run(stack: DeployedStack, readArtifact: ReadArtifact, skillId: string): Promise<RunningSkill>;
}

/** The camera that is there: a doorbell with two-way talk. */
const frontDoor = { id: "front-door", name: "Front Door", talk: true };

/**
 * Starts an AWS account on loopback, with nothing deployed in it: its services and a camera. What is deployed is read
 * from its stack alone; only the addresses of AWS and Amazon are added.
 */
export async function startAccount(options: AccountOptions): Promise<Account> {
  const { signalingRegion = "us-east-1", accountId = "123456789012", login, folder } = options;
  const runtime = runtimeOf(options.tools);
  const happenings = createHappenings();
  const identities = createIdentities({ region: signalingRegion, accountId });
  const skills = new Map<string, KeptSkill & { readonly region: string; readonly skillId: string }>();
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

  async function run(stack: DeployedStack, readArtifact: ReadArtifact, skillId: string): Promise<RunningSkill> {
    const known = skills.get(stack.stackId);
    if (known !== undefined) {
      if (known.skillId !== skillId) throw new Error(`the stack ${stack.name} runs for the skill ${known.skillId}`);
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

  const starting = { identities, signalingRegion, accountId, happenings, deliver };
  const start = async () => {
    const services = await startAccountServices(starting, keep);
    const { region, credentials, controlPlaneUrl } = services.signaling;
    const onEvent = (event: CameraEvent) => void happenings.emit("camera", event);
    const connection = { channelName: frontDoor.id, region, credentials, controlPlaneUrl };
    await keep(startCamera({ camera: frontDoor, ...connection, onEvent }));
    return services;
  };
  const services = await start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    cliEnvironment: {
      ...services.addresses,
      AWS_ACCESS_KEY_ID: identities.owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: identities.owner.secretAccessKey,
    },
    run,
    stop,
  };
}
