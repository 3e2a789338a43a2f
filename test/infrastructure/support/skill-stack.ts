import { readFileSync } from "node:fs";
import { referredToByArn, STAND_IN, standInArns } from "../../../infrastructure/checks/stand-in-arns.ts";
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
export const ACCOUNT = STAND_IN.account;
const REGION = STAND_IN.region;

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

/** The ARN that `Fn::GetAtt` gives, or `Ref` of a secret and a topic. */
export function arnOf(logicalId: string): string {
  const arn = standInArns[template.Resources[logicalId]?.Type ?? ""];
  if (arn === undefined) throw new Error(`the template has no ${logicalId} with an ARN`);
  return arn(nameOf(logicalId));
}

/** What `Ref` gives. */
export function refOf(logicalId: string): string {
  const type = template.Resources[logicalId]?.Type;
  if (type === undefined) throw new Error(`the template has no resource ${logicalId}`);
  if (referredToByArn.includes(type)) return arnOf(logicalId);
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
