import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { zipSync } from "fflate";
import { type Artifacts, startArtifacts } from "../../../../../rehearsal/deploy-targets/artifacts.ts";
import {
  type CloudFormation,
  type CloudFormationOptions,
  startCloudFormation,
} from "../../../../../rehearsal/deploy-targets/cloudformation/index.ts";

/** The key that everything is signed with. */
export const credentials = { accessKeyId: "AKIAEXAMPLEDEPLOY", secretAccessKey: "secret of the one who deploys" };

/** Both stand-ins, with AWS's own clients of them. */
export interface Account {
  readonly artifacts: Artifacts;
  readonly cloudFormation: CloudFormation;
  clientIn(region: string): CloudFormationClient;
  bucketsIn(region: string): S3Client;
  /** Puts a zip of these files where functions find it. */
  upload(region: string, files?: Readonly<Record<string, string>>): Promise<CodeParameters>;
  stop(): Promise<void>;
}

/** Where a function's code is, as ask-cli names it. */
export interface CodeParameters {
  readonly CodeBucket: string;
  readonly CodeKey: string;
  readonly CodeVersion: string;
}

/** Starts the two stand-ins. */
export async function startTestAccount(
  options: Partial<Omit<CloudFormationOptions, "readArtifact">> = {},
): Promise<Account> {
  const accessKeys = options.accessKeys ?? [credentials];
  const artifacts = await startArtifacts({ accessKeys });
  const cloudFormation = await startCloudFormation({ ...options, accessKeys, readArtifact: artifacts.read });
  const clients: { destroy(): void }[] = [];
  const kept = <T extends { destroy(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const common = { credentials, maxAttempts: 1 };
  const bucketsIn = (region: string) =>
    kept(new S3Client({ ...common, region, endpoint: artifacts.url, forcePathStyle: true }));
  return {
    artifacts,
    cloudFormation,
    clientIn: (region) => kept(new CloudFormationClient({ ...common, region, endpoint: cloudFormation.url })),
    bucketsIn,
    async upload(region, files = { "index.mjs": "export const handler = async () => {};" }) {
      const client = bucketsIn(region);
      const Bucket = `artifacts-${region}`;
      if (artifacts.read({ region, bucket: Bucket, key: "", versionId: "" }) === undefined) {
        const constraint = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
        await client.send(new CreateBucketCommand({ Bucket, ...(constraint as object) })).catch((error: Error) => {
          if (error.name !== "BucketAlreadyOwnedByYou") throw error;
        });
        const VersioningConfiguration = { Status: "Enabled" } as const;
        await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      }
      const entries = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
      const Key = "endpoint/build.zip";
      const Body = zipSync(Object.fromEntries(entries));
      const { VersionId = "" } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
      return { CodeBucket: Bucket, CodeKey: Key, CodeVersion: VersionId };
    },
    async stop() {
      for (const client of clients) client.destroy();
      await Promise.all([artifacts.stop(), cloudFormation.stop()]);
    },
  };
}

/** Parameters as a request has them. */
export function parametersOf(values: object) {
  return Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}
