import { InvokeCommand, LambdaClient, LambdaServiceException } from "@aws-sdk/client-lambda";
import { field } from "../wire/fields.ts";
import { download } from "./download.ts";
import type { SentDirective } from "./item.ts";
import { type CertificationTarget, type Download, FunctionFailed } from "./target.ts";

/**
 * What a deployed function is sent unless its owner agrees to more: directives that change nothing for the people who
 * use the skill, but that a camera is looked at.
 */
export const harmlessDirectives: ReadonlySet<SentDirective> = new Set([
  "Alexa.Discovery.Discover",
  "Alexa.ReportState",
  "Alexa.RTCSessionController.InitiateSessionWithOffer",
  "Alexa.RTCSessionController.SessionDisconnected",
  "Alexa.SmartVision.SnapshotProvider.GetSnapshot",
] as const);

/** A function in AWS, and the account to look at it with. */
export interface DeployedOptions {
  /** Its name or ARN. */
  readonly functionName: string;
  /** That of the AWS configuration by default. */
  readonly region?: string | undefined;
  /** The access token of an account that is linked with the skill. */
  readonly accessToken: string;
  /** Whether everything may be sent. */
  readonly destructive: boolean;
}

/** How long an invocation may take, in milliseconds: longer than the function itself may. */
const INVOCATION_LIMIT_MS = 15_000;

/**
 * A deployed function as a target of certification. It is invoked with the caller's own AWS credentials, found as the
 * AWS SDK does by default; they need lambda:InvokeFunction.
 */
export function deployedTarget(options: DeployedOptions): CertificationTarget {
  const { functionName, region, accessToken } = options;
  const client = new LambdaClient({
    ...(region !== undefined && { region }),
    // A directive that is sent twice would look at a camera twice.
    maxAttempts: 1,
    requestHandler: { requestTimeout: INVOCATION_LIMIT_MS, throwOnRequestTimeout: true },
  });
  return {
    name: `the function ${functionName}`,
    async send(message) {
      const reply = await client
        .send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(message)) }))
        .catch((error: unknown) => {
          throw new FunctionFailed(whyNotInvoked(error), { cause: error });
        });
      const returned = readJson(reply.Payload);
      if (reply.FunctionError === undefined) return returned;
      const type = field(returned, "errorType");
      throw new FunctionFailed(`the function failed with ${typeof type === "string" ? type : reply.FunctionError}`);
    },
    accessToken: () => accessToken,
    ...(options.destructive ? {} : { allowed: harmlessDirectives }),
    picture: { barcode: false, reachable: false },
    abilities: { download: downloadByTls },
    async stop() {
      client.destroy();
    },
  };
}

/** The token goes along, so it goes by TLS alone, but for a server on this machine. */
async function downloadByTls(uri: string, accessToken: string | undefined): Promise<Download> {
  const { protocol, hostname } = new URL(uri);
  if (protocol === "https:" || hostname === "127.0.0.1") return download(uri, accessToken);
  return { status: 0, contentType: undefined, body: new Uint8Array() };
}

function readJson(payload: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Why AWS did not invoke the function, by its error's name: the message may hold ids and addresses. */
function whyNotInvoked(error: unknown): string {
  const name = error instanceof Error ? error.name : "unknown";
  switch (name) {
    case "ResourceNotFoundException":
      return "AWS knows no such function: look at its name and at --region";
    case "AccessDeniedException":
      return "AWS denied the call: your credentials need lambda:InvokeFunction for it";
    case "CredentialsProviderError":
      return "no AWS credentials were found: set AWS_PROFILE, or sign in";
    case "TooManyRequestsException":
      return "AWS refused the call for its rate: the function may have no reserved concurrency left";
    case "TimeoutError":
      return `nothing came back in ${INVOCATION_LIMIT_MS / 1_000} s`;
  }
  if (error instanceof Error && error.message === "Region is missing") return "AWS needs a region: add --region";
  return error instanceof LambdaServiceException
    ? `AWS refused the call with ${name}`
    : `AWS could not be reached (${name})`;
}
