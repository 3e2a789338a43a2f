import { createIdentities, type Identities } from "../../../../../rehearsal/deploy-targets/account/identities.ts";
import { createLiveStacks, type LiveStacks } from "../../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import {
  type AccountServices,
  startAccountServices,
} from "../../../../../rehearsal/deploy-targets/account/services-of-account.ts";
import type { DeployedResource, DeployedStack } from "../../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { createHappenings } from "../../../../../rehearsal/happenings.ts";
import type { Stoppable } from "../../../../../rehearsal/stoppable.ts";
import { resource, stackOf } from "./small-stack.ts";

/** Of what is in the small account. */
export const arns = {
  role: "arn:aws:iam::123456789012:role/worker-role",
  function: "arn:aws:lambda:us-east-1:123456789012:function:worker",
  rule: "arn:aws:events:us-east-1:123456789012:rule/cameras",
  secret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:events-AbCdEf",
  group: "arn:aws:logs:us-east-1:123456789012:log-group:worker-logs",
};

const permission = (physicalId: string, properties: object) =>
  resource(
    "AWS::Lambda::Permission",
    { Action: "lambda:InvokeFunction", FunctionName: arns.function, ...properties },
    { physicalId, attributes: { Id: physicalId } },
  );

/** A function that Alexa, a rule and its URL may invoke, with its role, rule, logs and secret. */
export const smallResources = {
  Role: resource(
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [
        {
          PolicyName: "worker",
          PolicyDocument: {
            Statement: [{ Effect: "Allow", Action: ["lambda:GetPolicy", "events:DescribeRule"], Resource: "*" }],
          },
        },
      ],
    },
    { physicalId: "worker-role", attributes: { Arn: arns.role } },
  ),
  Function: resource(
    "AWS::Lambda::Function",
    {
      Code: { S3Bucket: "artifacts", S3Key: "build.zip", S3ObjectVersion: "1" },
      Description: "Works.",
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Role: arns.role,
      Architectures: ["arm64"],
      Timeout: 8,
      MemorySize: 512,
      Environment: { Variables: { TABLE_NAME: "cameras" } },
      LoggingConfig: { LogGroup: "worker-logs", LogFormat: "JSON" },
    },
    { physicalId: "worker", attributes: { Arn: arns.function } },
  ),
  Directives: permission("small-Directives-ABC", {
    Principal: "alexa-connectedhome.amazon.com",
    EventSourceToken: "amzn1.ask.skill.1",
  }),
  Events: permission("small-Events-ABC", { Principal: "events.amazonaws.com", SourceArn: arns.rule }),
  Url: permission("small-Url-ABC", {
    Action: "lambda:InvokeFunctionUrl",
    Principal: "*",
    FunctionUrlAuthType: "NONE",
  }),
  ByUrl: permission("small-ByUrl-ABC", { Principal: "*", InvokedViaFunctionUrl: true }),
  Rule: resource(
    "AWS::Events::Rule",
    {
      Description: "Cameras.",
      EventPattern: { source: [{ prefix: "camera." }] },
      Targets: [{ Id: "worker", Arn: arns.function }],
    },
    { physicalId: "cameras", attributes: { Arn: arns.rule } },
  ),
  Logs: resource(
    "AWS::Logs::LogGroup",
    { RetentionInDays: 30 },
    { physicalId: "worker-logs", attributes: { Arn: `${arns.group}:*` } },
  ),
  Secret: resource("AWS::SecretsManager::Secret", { SecretString: "first" }, { physicalId: arns.secret }),
};

/** An account with one small stack, in which nothing runs. */
export interface SmallAccount {
  readonly stacks: LiveStacks;
  readonly services: AccountServices;
  readonly identities: Identities;
  /** The stack by now. */
  now(): DeployedStack;
  /** What of the stack is by now under this logical id. */
  resource(logicalId: string): DeployedResource | undefined;
  /** What a client of the service is made with. */
  as(who: "owner" | "role", service: string): object;
  /** Ends the client with the account. */
  client<Client extends { destroy(): void }>(made: Client): Client;
  stop(): Promise<void>;
}

/** Starts it. */
export async function startSmallAccount(concurrentExecutions = 1000): Promise<SmallAccount> {
  const started: Stoppable[] = [];
  const clients: { destroy(): void }[] = [];
  const region = "us-east-1";
  const identities = createIdentities({ region, accountId: "123456789012" });
  const stacks = createLiveStacks({
    onChange: () => identities.take(now()),
  });
  const now = () => stacks.all()[0] ?? stackOf({});
  const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    started.push(part);
    return part;
  };
  const readCode = () => Buffer.from("code");
  const control = { stacks, identities, accountId: "123456789012", concurrentExecutions, readCode };
  const others = { signalingRegion: region, happenings: createHappenings(), deliver() {} };
  const services = await startAccountServices({ ...control, ...others }, keep);

  identities.take(stacks.settle(stackOf(smallResources)));
  services.secrets.put(arns.secret, "first");
  return {
    stacks,
    services,
    identities,
    now,
    resource: (logicalId) => now().resources[logicalId],
    as(who, service) {
      const credentials = who === "owner" ? identities.owner : identities.keyOf(arns.role);
      return { region, credentials, maxAttempts: 1, endpoint: services.addresses[`AWS_ENDPOINT_URL_${service}`] };
    },
    client(made) {
      clients.push(made);
      return made;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await Promise.all(started.map((part) => part.stop()));
    },
  };
}
