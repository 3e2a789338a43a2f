import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSignalingService } from "../../../../../rehearsal/signaling-service/index.ts";
import type { ClientReport } from "./clients.ts";

/** What became of each client on a machine where AWS's names lead to the service. */
export interface MachineReport {
  readonly port: number;
  /** What the AWS SDK, `ws` and STUN got. */
  readonly node: ClientReport;
  /** What aws-cli got; absent where there is none. */
  readonly awsCli: AwsCliReport | undefined;
}

interface AwsCliReport {
  readonly channelName: string;
  readonly httpsEndpoint: string;
  readonly iceServers: number;
}

const REGION = "eu-west-1";
const run = promisify(execFile);

// Run as root with network and mounts of its own: there is nothing but loopback, and /etc/hosts is this file.
const [directory = "", awsCli] = process.argv.slice(2);
execFileSync("ip", ["link", "set", "lo", "up"]);
const hosts = join(directory, "hosts");
writeFileSync(hosts, "");
execFileSync("mount", ["--bind", hosts, "/etc/hosts"]);

const service = await startSignalingService({
  hostNames: true,
  region: REGION,
  tls: { directory: join(directory, "tls") },
  onEvent(event) {
    // Before the client can ask for the endpoints of its new channel.
    if (event.type === "request" && event.operation === "CreateSignalingChannel") writeHosts();
  },
});
writeHosts();
const environment = {
  PATH: process.env.PATH ?? "",
  HOME: directory,
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: service.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: service.credentials.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: "true",
  NODE_EXTRA_CA_CERTS: service.caFile ?? "",
};
try {
  const clients = join(import.meta.dirname, "clients.ts");
  const { stdout } = await run(process.execPath, ["--import", "tsx", clients], { env: environment });
  const node = JSON.parse(stdout) as ClientReport;
  const report: MachineReport = { port: service.port, node, awsCli: awsCli ? await askByCli(awsCli) : undefined };
  process.stdout.write(JSON.stringify(report));
} finally {
  await service.stop();
}

function writeHosts(): void {
  writeFileSync(hosts, ["127.0.0.1 localhost", ...service.hostsLines(), ""].join("\n"));
}

async function askByCli(program: string): Promise<AwsCliReport> {
  const aws = async (...words: string[]) => {
    const common = ["--output", "json", "--ca-bundle", service.caFile ?? ""];
    return JSON.parse((await run(program, [...words, ...common], { env: environment })).stdout);
  };
  const { ChannelInfo: channel } = await aws(
    "kinesisvideo",
    "describe-signaling-channel",
    "--channel-name",
    "front-door",
  );
  const arn = ["--channel-arn", channel.ChannelARN];
  const protocols = ["--single-master-channel-endpoint-configuration", "Protocols=HTTPS,Role=VIEWER"];
  const { ResourceEndpointList } = await aws("kinesisvideo", "get-signaling-channel-endpoint", ...arn, ...protocols);
  const httpsEndpoint = ResourceEndpointList[0].ResourceEndpoint;
  const ice = ["kinesis-video-signaling", "get-ice-server-config", "--endpoint-url", httpsEndpoint];
  const { IceServerList } = await aws(...ice, ...arn);
  return { channelName: channel.ChannelName, httpsEndpoint, iceServers: IceServerList.length };
}
