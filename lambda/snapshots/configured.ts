import type { Config } from "../config.ts";
import type { Log } from "../observability/log.ts";
import type { Secrets } from "../secrets.ts";
import type { S3Options } from "./s3-call.ts";
import { createSnapshotsWhenNeeded, type Snapshots } from "./snapshots.ts";

/** The pictures that the settings name; undefined for a skill that has none. */
export function configuredSnapshots(
  config: Config,
  aws: Pick<S3Options, "credentials" | "connections" | "now"> & { readonly secrets: Secrets; readonly log: Log },
): Snapshots | undefined {
  const { SNAPSHOT_URL: url, SNAPSHOT_BUCKET: bucket, SNAPSHOT_SECRET_ARN: secretArn } = config;
  // The settings demand the others with the first.
  if (url === undefined || bucket === undefined || secretArn === undefined) return undefined;
  const { AWS_REGION: region, AWS_ENDPOINT_URL_S3: endpoint } = config;
  return createSnapshotsWhenNeeded({ ...aws, region, bucket, endpoint, secretArn, url });
}
