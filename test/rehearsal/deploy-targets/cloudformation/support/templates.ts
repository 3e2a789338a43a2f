/**
 * A template of a role that Lambda may take, and whatever else.
 * @param more resources as they stand in a template, but for the first line's indentation
 */
export function templateWith(more: string, sections = ""): string {
  return `AWSTemplateFormatVersion: 2010-09-09
${sections}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  ${more}
`;
}

/** A template of one function, as ask-cli's parameters have its code. */
export function functionTemplate({ more = "", properties = "" } = {}): string {
  const sections = `Parameters:
  CodeBucket: { Type: String }
  CodeKey: { Type: String }
  CodeVersion: { Type: String }
  LambdaRuntime: { Type: String, Default: nodejs24.x }
  LambdaHandler: { Type: String, Default: index.handler }
  Reserved: { Type: String, Default: "0" }
Outputs:
  SkillEndpoint: { Value: !GetAtt Function.Arn }`;
  const resource = `Function:
    Type: AWS::Lambda::Function
    Properties:
      Code: { S3Bucket: !Ref CodeBucket, S3Key: !Ref CodeKey, S3ObjectVersion: !Ref CodeVersion }
      Handler: !Ref LambdaHandler
      Runtime: !Ref LambdaRuntime
      Role: !GetAtt Role.Arn
      ReservedConcurrentExecutions: !Ref Reserved
      ${properties}
  ${more}`;
  return templateWith(resource, sections);
}
