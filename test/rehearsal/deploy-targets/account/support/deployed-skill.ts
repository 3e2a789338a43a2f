import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { unzipSync } from "fflate";
import { packageLambda } from "../../../../../infrastructure/lambda-zip/package-lambda.ts";
import { type LoginWithAmazon, startLoginWithAmazon } from "../../../../../rehearsal/alexa-cloud/index.ts";
import { programOf, type ToolName } from "../../../../../rehearsal/amazon-tools.ts";
import { type Account, startAccount } from "../../../../../rehearsal/deploy-targets/account/account.ts";
import type { DeployedStack, ReadArtifact } from "../../../../../rehearsal/deploy-targets/deployed-stack.ts";
import type { Credentials } from "../../../../../rehearsal/signaling-service/access/access-keys.ts";
import { credentials, parametersOf, startTestAccount } from "../../cloudformation/support/account.ts";

export const root = join(import.meta.dirname, "../../../../..");
const tools = join(root, ".real-peers");

/** What the functions run in. */
export const neededTools: readonly ToolName[] = ["runtime-client", "node-24"];
export const pathOf = (name: ToolName): string => programOf(name, tools);

/** The skill's id. */
export const skillId = "amzn1.ask.skill.11111111-2222-4333-8444-555555555555";

/** An account with the stand-ins that stacks are deployed to. */
export interface Deployments {
  readonly account: Account;
  readonly login: LoginWithAmazon;
  /** The account's owner. */
  readonly owner: Credentials;
  readonly readArtifact: ReadArtifact;
  /** Where a command's `.ask` may be. */
  readonly folder: string;
  /** Where CloudFormation is. */
  readonly cloudFormationUrl: string;
  /** Each line that functions logged. */
  readonly logged: readonly string[];
  /**
   * Deploys the skill's own stack: the first time by CreateStack, then by UpdateStack.
   * @param firstLine what its code does before all else.
   */
  deploy(region: string, firstLine?: string): Promise<DeployedStack>;
  stop(): Promise<void>;
}

/** Starts them, with the code packed. */
export async function startDeployments(): Promise<Deployments> {
  const folder = await mkdtemp(join(tmpdir(), "deployed-skill-"));
  const zip = join(folder, "lambda.zip");
  await packageLambda({ root, zip });
  const code = Object.entries(unzipSync(await readFile(zip)));
  const files = Object.fromEntries(code.map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]));
  const template = await readFile(join(root, "infrastructure/cfn-deployer/skill-stack.yaml"), "utf8");

  const logged: string[] = [];
  const login = await startLoginWithAmazon();
  const account = await startAccount({
    login,
    tools: { runtimeClient: pathOf("runtime-client"), node: pathOf("node-24") },
    folder,
    onLog: (line) => logged.push(line),
  });
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = account.cliEnvironment;
  const owner = { accessKeyId, secretAccessKey };
  const deploying = await startTestAccount({ accessKeys: [credentials, owner] });
  const stackIds = new Map<string, string>();

  return {
    account,
    login,
    owner,
    folder,
    logged,
    readArtifact: deploying.artifacts.read,
    cloudFormationUrl: deploying.cloudFormation.url,
    async deploy(region, firstLine = "") {
      const input = {
        StackName: `skill-in-${region}`,
        TemplateBody: template,
        Capabilities: ["CAPABILITY_IAM" as const],
        Parameters: parametersOf({
          ...(await deploying.upload(region, { ...files, "index.mjs": `${firstLine}\n${files["index.mjs"]}` })),
          SkillId: skillId,
          SkillClientId: login.eventsClient.clientId,
          SkillClientSecret: login.eventsClient.clientSecret,
          LambdaRuntime: "nodejs24.x",
          LambdaHandler: "index.handler",
          LoginWithAmazonClientId: login.clientId,
        }),
      };
      const command = stackIds.has(region) ? new UpdateStackCommand(input) : new CreateStackCommand(input);
      const { StackId = "" } = await deploying.clientIn(region).send(command);
      stackIds.set(region, StackId);
      const stack = deploying.cloudFormation.stackOf(StackId);
      if (stack === undefined || !/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status)) {
        throw new Error(`the stack is ${stack?.status}`);
      }
      return stack;
    },
    async stop() {
      await account.stop();
      await Promise.all([deploying.stop(), login.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
