import { readFileSync } from "node:fs";
import { workOutConditions } from "../../../rehearsal/deploy-targets/cloudformation/conditions.ts";
import { resolve } from "../../../rehearsal/deploy-targets/cloudformation/intrinsics.ts";
import { readParameters, valuesOf } from "../../../rehearsal/deploy-targets/cloudformation/parameters.ts";
import { checkRules } from "../../../rehearsal/deploy-targets/cloudformation/rules.ts";
import { parseTemplate } from "../../../rehearsal/deploy-targets/cloudformation/template.ts";

/** The stack's template as it is committed. */
export const templateText = readFileSync(
  new URL("../../../infrastructure/cfn-deployer/skill-stack.yaml", import.meta.url),
  "utf8",
);
export const template = parseTemplate(templateText);

/** The account that stand-in ARNs are of. */
export const ACCOUNT = "123456789012";
const REGION = "us-east-1";

/** What ask-cli gives of its own accord. */
export const fromAskCli = {
  SkillId: "amzn1.ask.skill.00000000-0000-0000-0000-000000000000",
  SkillClientId: "amzn1.application-oa2-client.messaging",
  SkillClientSecret: "the-messaging-client's-secret",
  LambdaRuntime: "nodejs24.x",
  LambdaHandler: "index.handler",
  CodeBucket: "ask-camera-default-useast1-1",
  CodeKey: "endpoint/build.zip",
  CodeVersion: "version-1",
};

/** A resource of the stack with its functions worked out; ids and ARNs are stand-ins of the form that AWS gives. */
export interface ResolvedResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The stack with these parameters beside ask-cli's. */
export interface ResolvedStack {
  readonly resources: Readonly<Record<string, ResolvedResource>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Works the template out.
 * @throws {WireError} when CloudFormation would refuse the parameters.
 */
export function resolveStack(ours: Readonly<Record<string, string>>): ResolvedStack {
  const given = Object.entries({ ...fromAskCli, ...ours }).map(([key, value]) => ({ key, value, usePrevious: false }));
  const pseudo = { "AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::Region": REGION };
  const parameters = valuesOf(template, readParameters(template, given));
  checkRules({ template, parameters, pseudo });
  const conditions = workOutConditions({ template, parameters, pseudo });
  const scope = { template, parameters, pseudo, conditions, ref: refOf, attribute: attributeOf };
  const declared = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || conditions[Condition],
  );
  const resources = declared.map(([id, { Type, Properties }]) => {
    const properties = resolve(Properties, scope) as Readonly<Record<string, unknown>>;
    return [id, { type: Type, properties }] as const;
  });
  const outputs = Object.entries(template.Outputs).map(([name, { Value }]) => [name, resolve(Value, scope)] as const);
  return { resources: Object.fromEntries(resources), outputs: Object.fromEntries(outputs) };
}

/** What a resource of the stack is made with. */
export function propertiesOf({ resources }: ResolvedStack, logicalId: string): ResolvedResource["properties"] {
  const resource = resources[logicalId];
  if (resource === undefined) throw new Error(`the stack has no ${logicalId}`);
  return resource.properties;
}

function nameOf(logicalId: string): string {
  const name = `ask-camera-default-skillStack-1-${logicalId}-1A2B3C`;
  return template.Resources[logicalId]?.Type === "AWS::S3::Bucket" ? name.toLowerCase() : name;
}

/** ARNs by type. Source: AWS service authorization reference. */
const arns: Readonly<Record<string, (name: string) => string>> = {
  "AWS::Lambda::Function": (name) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
  "AWS::DynamoDB::Table": (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  "AWS::S3::Bucket": (name) => `arn:aws:s3:::${name}`,
  "AWS::SecretsManager::Secret": (name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-a1B2c3`,
  "AWS::SQS::Queue": (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
  "AWS::SNS::Topic": (name) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`,
  "AWS::Logs::LogGroup": (name) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}:*`,
  "AWS::Events::Rule": (name) => `arn:aws:events:${REGION}:${ACCOUNT}:rule/${name}`,
  "AWS::IAM::Role": (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
};

/** The ARN that `Fn::GetAtt` gives, or `Ref` of a secret and a topic. */
export function arnOf(logicalId: string): string {
  const arn = arns[template.Resources[logicalId]?.Type ?? ""];
  if (arn === undefined) throw new Error(`the template has no ${logicalId} with an ARN`);
  return arn(nameOf(logicalId));
}

/** What `Ref` gives. */
export function refOf(logicalId: string): string {
  const type = template.Resources[logicalId]?.Type;
  if (type === undefined) throw new Error(`the template has no resource ${logicalId}`);
  if (type === "AWS::SecretsManager::Secret" || type === "AWS::SNS::Topic") return arnOf(logicalId);
  if (type === "AWS::SQS::Queue") return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${nameOf(logicalId)}`;
  return nameOf(logicalId);
}

function attributeOf(logicalId: string, attribute: string): string {
  const type = template.Resources[logicalId]?.Type;
  if (attribute === "Arn") return arnOf(logicalId);
  if (type === "AWS::Lambda::Url" && attribute === "FunctionUrl") return "https://abc.lambda-url.us-east-1.on.aws/";
  if (type === "AWS::SQS::Queue" && attribute === "QueueName") return nameOf(logicalId);
  throw new Error(`${logicalId} has no ${attribute}`);
}
