import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { createIdentities, type Identities } from "../../../../../../rehearsal/deploy-targets/account/identities.ts";
import { createLiveStacks, type LiveStacks } from "../../../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import {
  type AccountServices,
  startAccountServices,
} from "../../../../../../rehearsal/deploy-targets/account/services-of-account.ts";
import type { DeployedStack } from "../../../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { createHappenings } from "../../../../../../rehearsal/happenings.ts";
import type { Stoppable } from "../../../../../../rehearsal/stoppable.ts";
import { replaceEnvironment } from "../../../../../lambda/support/environment.ts";
import { make, pseudo } from "../../../../../rehearsal/deploy-targets/cloudformation/support/make.ts";
import { patientFor } from "../../../support/patient.ts";
import { startTestAws, type TestAws, type TestStack } from "../../support/aws.ts";
import { makeProjectFolder, type ProjectFolder, SKILL_ID } from "../../support/project-folder.ts";

export const CLIENT_ID = "amzn1.application-oa2-client.0123456789abcdef";
export const EVENTS_CLIENT = { clientId: "amzn1.application-oa2-client.events", clientSecret: "the events' secret" };

const root = join(import.meta.dirname, "../../../../../..");
const region = "eu-west-1";
const stackId = pseudo["AWS::StackId"];
const zip = Buffer.from(
  zipSync(
    Object.fromEntries(
      ["index", "camera-events", "snapshot"].map((name) => [`${name}.mjs`, Buffer.from("export {};")]),
    ),
  ),
);

/** The parameters that a deploy gives the stack, beside the template's defaults. */
export const parameters = {
  SkillId: SKILL_ID,
  SkillClientId: EVENTS_CLIENT.clientId,
  SkillClientSecret: EVENTS_CLIENT.clientSecret,
  LambdaRuntime: "nodejs24.x",
  LambdaHandler: "index.handler",
  CodeBucket: "artifacts",
  CodeKey: "build.zip",
  CodeVersion: "1",
  Cameras: "dynamodb",
  AccountLinking: "lwa",
  LoginWithAmazonClientId: CLIENT_ID,
  SnapshotConcurrency: "5",
  LogLevel: "INFO",
};

/** The project's template. */
export const readTemplate = () => readFile(join(root, "infrastructure/cfn-deployer/skill-stack.yaml"), "utf8");

/** The project's own stack, as CloudFormation makes it. */
export function makeStack(template: string, given: object = {}): DeployedStack {
  const making = make(template, { ...parameters, ...given }, { readArtifact: () => zip });
  if ("failure" in making) throw new Error(making.failure);
  const { resources, outputs } = making;
  return { stackId, name: "tried", region, accountId: "123456789012", status: "CREATE_COMPLETE", outputs, resources };
}

/** The environment variables that a stack gives a function. */
export function environmentOf({ resources }: DeployedStack, logicalId: string): Readonly<Record<string, string>> {
  const { Environment } = (resources[logicalId]?.properties ?? {}) as {
    Environment?: { Variables: Readonly<Record<string, string>> };
  };
  return Environment?.Variables ?? {};
}

/** The skill's manifest at Amazon, as `ask deploy` leaves it. */
export function manifestFor(endpoint: string) {
  const there = { endpoint: { uri: endpoint } };
  return {
    apis: { smartHome: { protocolVersion: "3", ...there } },
    events: { ...there, subscriptions: [{ eventName: "SKILL_ENABLED" }, { eventName: "SKILL_DISABLED" }] },
    permissions: [{ name: "alexa::async_event:write" }],
    publishingInformation: { locales: { "en-US": {}, "de-DE": {} } },
  };
}

/** How accounts are linked, as SMAPI tells it. */
export const linking = {
  type: "AUTH_CODE",
  authorizationUrl: "https://www.amazon.com/ap/oa",
  accessTokenUrl: "https://api.amazon.com/auth/o2/token",
  accessTokenScheme: "HTTP_BASIC",
  clientId: CLIENT_ID,
  scopes: ["profile:user_id"],
};

/** What SMAPI has of the skill: each as JSON, the HTTP status of a refusal, or what ask-cli says of another failure. */
export interface AtAmazon {
  readonly "get-skill-manifest": object | number | string;
  readonly "get-account-linking-info": object | number | string;
  readonly "get-skill-credentials": object | number | string;
}

/** An installation that works: the project's folder, its stack in an account, and the skill at Amazon. */
export interface Clinic {
  readonly project: ProjectFolder;
  readonly stacks: LiveStacks;
  readonly services: AccountServices;
  readonly identities: Identities;
  /** The stack as CloudFormation has made it. */
  readonly stack: DeployedStack;
  /** What CloudFormation tells of the stack, otherwise than it is, from now on. */
  tells(more: Partial<TestStack>): void;
  /** What SMAPI has, otherwise than after a deploy, from now on. */
  amazonHas(more: Partial<AtAmazon>): Promise<void>;
  /** Changes the properties of a resource behind CloudFormation's back. */
  change(logicalId: string, properties: object): Promise<void>;
  /** Who examines, the account's owner unless it is a stranger of another account. */
  as(who: "owner" | "stranger"): void;
  patient(): ReturnType<typeof patientFor>;
  /** Makes it work again. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens it. AWS's clients of this process find its account, until it is closed. */
export async function openClinic(): Promise<Clinic> {
  const template = await readTemplate();
  const stack = makeStack(template);
  const started: Stoppable[] = [];
  const identities = createIdentities({ region, accountId: stack.accountId });
  const stacks = createLiveStacks({ onChange: () => stacks.all().forEach(identities.take) });
  const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    started.push(part);
    return part;
  };
  const control = { stacks, identities, accountId: stack.accountId, concurrentExecutions: 1000, readCode: () => zip };
  const others = { signalingRegion: region, happenings: createHappenings(), deliver() {} };
  const services = await startAccountServices({ ...control, ...others }, keep);
  const aws: TestAws = await startTestAws([identities.owner, identities.stranger]);
  const project = await makeProjectFolder();
  const restore = replaceEnvironment({});
  const told: TestStack = {
    stackId,
    name: stack.name,
    status: stack.status,
    outputs: stack.outputs,
    parameters: { ...parameters, SkillClientSecret: "****" },
    resources: Object.fromEntries(
      Object.entries(stack.resources).map(([logicalId, { type, physicalId }]) => [logicalId, [type, physicalId]]),
    ),
    template,
  };
  const endpoint = stack.outputs.SkillEndpoint ?? "";
  const usual: AtAmazon = {
    "get-skill-manifest": { manifest: manifestFor(endpoint) },
    "get-account-linking-info": { accountLinkingResponse: linking },
    "get-skill-credentials": { skillMessagingCredentials: EVENTS_CLIENT },
  };
  const events = stack.resources.EventsSecret?.physicalId ?? "";

  function as(who: "owner" | "stranger"): void {
    const { accessKeyId, secretAccessKey } = identities[who];
    replaceEnvironment({
      ...aws.environment,
      ...services.addresses,
      AWS_ENDPOINT_URL_STS: aws.sts.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
  }

  async function amazonHas(more: Partial<AtAmazon>): Promise<void> {
    for (const [operation, has] of Object.entries({ ...usual, ...more })) {
      const failure = typeof has === "number" ? refusalOf(has) : has;
      const fails = typeof failure === "string";
      const text = fails ? failure : JSON.stringify(failure, null, 2);
      await project.write(`~/${operation}.${fails ? "stderr" : "stdout"}`, `${text}\n`);
      await project.write(`~/${operation}.code`, fails ? "1" : "0");
    }
  }

  async function reset(): Promise<void> {
    stacks.settle({ ...stack, resources: {} });
    stacks.settle(stack);
    identities.take(stack);
    services.secrets.put(events, JSON.stringify(EVENTS_CLIENT));
    aws.has({ [region]: [told] });
    as("owner");
    await amazonHas({});
    await project.write("skill-package/skill.json", { manifest: manifestFor(endpoint) });
    await project.write("ask-resources.json", await askResources());
    await project.deployed({ default: stackId }, "artifacts");
    await project.write("stack.yaml", template);
  }

  // What ask-cli prints, with what Node.js may print beside it.
  await project.program(
    "ask",
    `[ "$1" = smapi ] || exit 64
echo "(node:1) Warning: something is deprecated" >&2
cd "$HOME" && code=$(cat "$2.code")
if [ "$code" = 0 ]; then cat "$2.stdout"; else cat "$2.stderr" >&2; fi
exit "$code"`,
  );
  await reset();
  return {
    project,
    stacks,
    services,
    identities,
    stack,
    tells: (more) => aws.has({ [region]: [{ ...told, ...more }] }),
    amazonHas,
    change: (logicalId, properties) => stacks.change(stackId, logicalId, (now) => ({ ...now, ...properties })),
    as,
    patient: () => patientFor({ folder: project.folder, environment: project.environment }),
    reset,
    async stop() {
      restore();
      await Promise.all([...started.map((part) => part.stop()), aws.stop(), project.remove()]);
    },
  };
}

/** The project's own, filled in, in the stack's region. */
async function askResources(): Promise<object> {
  const { profiles } = JSON.parse(await readFile(join(root, "ask-resources.json"), "utf8"));
  const { userConfig } = profiles.default.skillInfrastructure;
  userConfig.awsRegion = region;
  userConfig.templatePath = "./stack.yaml";
  userConfig.skillEvents.subscriptions = ["SKILL_ENABLED", "SKILL_DISABLED"];
  userConfig.cfn.parameters.LoginWithAmazonClientId = CLIENT_ID;
  return { profiles };
}

/** As ask-cli 2.30.7 tells of it. */
function refusalOf(status: number): string {
  const message = `Call to service failed: The request to https://api.amazonalexa.com/v1/skills failed. Client Error: AxiosError: Request failed with status code ${status}`;
  return `[Error]: ${JSON.stringify({ message, stack: "Error: Call to service failed", detail: {} }, null, 2)}`;
}
