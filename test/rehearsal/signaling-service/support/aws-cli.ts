import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { SignalingService } from "../../../../rehearsal/signaling-service/index.ts";
import { describeWithPeer } from "../../../real-peers/describe-with-peer.ts";

/** What one call of aws-cli came to. */
export interface CliOutcome {
  readonly exitCode: number;
  /** Its output as JSON; undefined where it has none. */
  readonly output: unknown;
  readonly errors: string;
}

/** Calls an operation: `kinesisvideo describe-signaling-channel`, and its flags. */
export type AwsCli = (service: SignalingService, endpoint: string, ...words: string[]) => Promise<CliOutcome>;

/** Debian's own comes first: an `aws` elsewhere may be a wrapper, or an old version that knows no channels. */
function findAwsCli(): string | undefined {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  return folders.map((folder) => join(folder, "aws")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A `describe` whose tests use aws-cli as it is installed. */
export function describeWithAwsCli(name: string, body: (aws: AwsCli) => void): void {
  const path = findAwsCli();
  const missing = path === undefined ? "aws-cli isn't installed (Debian: apt-get install awscli)" : undefined;
  describeWithPeer(name, missing, () => body((...call) => run(path ?? "aws", ...call)));
}

/** What aws-cli finds around it: nothing of the owner's own configuration, no profile, no credentials, no pager. */
export function cliEnvironment({ region, credentials }: SignalingService): Record<string, string> {
  return {
    PATH: ["/usr/bin", process.env.PATH ?? ""].join(delimiter),
    LANG: "C.UTF-8",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PAGER: "",
    AWS_DEFAULT_OUTPUT: "json",
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

function run(path: string, service: SignalingService, endpoint: string, ...words: string[]): Promise<CliOutcome> {
  const env = cliEnvironment(service);
  return new Promise((resolve) => {
    execFile(path, ["--endpoint-url", endpoint, ...words], { env, timeout: 30_000 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? -1);
      resolve({ exitCode, output: stdout.trim() === "" ? undefined : JSON.parse(stdout), errors: stderr });
    });
  });
}
