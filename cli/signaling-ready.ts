import type { SignalingService } from "../rehearsal/signaling-service/index.ts";
import { bold, dim, yellow } from "./style.ts";

/** What a program needs to know of a service that is ready, in one line of JSON. */
export function readyLine(service: SignalingService, warnings: readonly string[]): string {
  const { controlPlaneUrl, port, region, credentials, adminToken, adminPageUrl, caFile } = service;
  const hostsLines = service.hostsLines();
  return JSON.stringify({
    type: "ready",
    controlPlaneUrl,
    port,
    region,
    credentials,
    adminToken,
    adminPageUrl,
    ...(caFile === undefined ? {} : { caFile }),
    ...(hostsLines.length === 0 ? {} : { hostsLines }),
    ...(warnings.length === 0 ? {} : { warnings }),
  });
}

interface Circumstances {
  /** The names of the channels that an earlier run has left. */
  readonly kept: readonly string[];
  readonly warnings: readonly string[];
}

/** What people need to know of it: the lines to paste into a shell, and where to look. */
export function describeService(service: SignalingService, { kept, warnings }: Circumstances): string {
  const { controlPlaneUrl, region, credentials, adminPageUrl, caFile } = service;
  const hostsLines = service.hostsLines();
  const variables: readonly (readonly [name: string, value: string])[] = [
    ["AWS_ENDPOINT_URL_KINESIS_VIDEO", controlPlaneUrl],
    ["AWS_REGION", region],
    ["AWS_DEFAULT_REGION", region],
    ["AWS_ACCESS_KEY_ID", credentials.accessKeyId],
    ["AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey],
    ...(caFile === undefined ? [] : authority(caFile)),
    ...(hostsLines.length === 0 ? [] : ([["CONTROL_PLANE_URI", controlPlaneUrl]] as const)),
    // The token stands behind a #, which a shell takes for no comment here: no blank comes before it.
    ["KVS_SIGNALING_ADMIN", adminPageUrl],
  ];
  return [
    `${bold("KVS WebRTC signaling")} for ${region}. Paste this where your program runs:`,
    "",
    ...variables.map(([name, value]) => `  export ${name}=${quote(value)}`),
    "",
    ...(hostsLines.length === 0 ? [] : [bold("Lines for /etc/hosts:"), ...hostsLines.map((line) => `  ${line}`), ""]),
    `${bold("With aws-cli:")} ${dim("(before 1.29 and 2.13 it does not know the first variable)")}`,
    `  aws --endpoint-url ${controlPlaneUrl} kinesisvideo list-signaling-channels`,
    "",
    ...(kept.length === 0 ? [] : [`${bold("Channels from before:")} ${describeNames(kept)}`, ""]),
    bold("Channels, connections, messages, and misbehaviour on purpose:"),
    `  ${adminPageUrl}`,
    "  npx camera-skill signaling behave --list",
    "",
    ...(warnings.length === 0 ? [] : [...warnings.map(yellow), ""]),
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** How many names are shown: a fleet of test cameras has thousands. */
const MAX_NAMES = 5;

function describeNames(names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ", …" : "";
  return `${names.length} (${names.slice(0, MAX_NAMES).join(", ")}${more})`;
}

/** Where each client looks for one more certificate authority: Node.js, aws-cli and boto3, the C SDK. */
function authority(caFile: string) {
  return ["NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "AWS_KVS_CACERT_PATH"].map((name) => [name, caFile] as const);
}

function quote(value: string): string {
  return /^[\w@%+=:,./#-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
