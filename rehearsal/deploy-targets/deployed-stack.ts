/** One resource of a stack, with every intrinsic function of its properties worked out. */
export interface DeployedResource {
  /** Such as `AWS::Lambda::Function`. */
  readonly type: string;
  /** What `Ref` gives. */
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Fn::GetAtt` gives, such as `Arn`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A CloudFormation stack as it stands. */
export interface DeployedStack {
  /** The stack's ARN. */
  readonly stackId: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** Such as `CREATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly resources: Readonly<Record<string, DeployedResource>>;
}

/** A version of an object in the bucket of artifacts. */
export interface ArtifactVersion {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** The bytes of an uploaded artifact; undefined where there is no such version. */
export type ReadArtifact = (version: ArtifactVersion) => Buffer | undefined;

/** Who may invoke a function, and for which skill alone: what `AWS::Lambda::Permission` grants. */
export interface TriggerPermission {
  readonly functionArn: string;
  /** Such as `alexa-connectedhome.amazon.com`. */
  readonly principal: string;
  /** The skill's id; undefined where any skill may. */
  readonly eventSourceToken: string | undefined;
}

/** AWS's account, which SMAPI asks before it takes a manifest that names a function. */
export type TriggersOf = (functionArn: string) => readonly TriggerPermission[];
