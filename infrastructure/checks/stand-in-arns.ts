/** The account and the region that stand-in ARNs are of. */
export const STAND_IN = { account: "123456789012", region: "us-east-1" } as const;

const { account, region } = STAND_IN;

/** An ARN of a resource with a name, of the form that AWS gives, by its type. Source: service authorization reference. */
export const standInArns: Readonly<Record<string, (name: string) => string>> = {
  "AWS::Lambda::Function": (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  "AWS::DynamoDB::Table": (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  "AWS::S3::Bucket": (name) => `arn:aws:s3:::${name}`,
  "AWS::SecretsManager::Secret": (name) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-a1B2c3`,
  "AWS::SQS::Queue": (name) => `arn:aws:sqs:${region}:${account}:${name}`,
  "AWS::SNS::Topic": (name) => `arn:aws:sns:${region}:${account}:${name}`,
  "AWS::Logs::LogGroup": (name) => `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  "AWS::Events::Rule": (name) => `arn:aws:events:${region}:${account}:rule/${name}`,
  "AWS::IAM::Role": (name) => `arn:aws:iam::${account}:role/${name}`,
};

/** Types of which `Ref` gives the ARN. */
export const referredToByArn: readonly string[] = ["AWS::SecretsManager::Secret", "AWS::SNS::Topic"];
