import * as z from "zod/mini";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";

/** What Secrets Manager is started with. */
export interface SecretsOptions {
  /** The one region that it serves; every region where this is left out. */
  readonly region?: string;
  /** Who may call; a key with `actions` only if they have `secretsmanager:GetSecretValue`. */
  readonly accessKeys: readonly AccessKey[];
  /** What each secret holds, by its ARN. */
  readonly secrets: Readonly<Record<string, object | string>>;
  /** Whether a key whose actions have the call may read this secret; it may, where this is left out. */
  readonly mayRead?: (key: AccessKey, arn: string) => boolean;
  readonly port?: number;
}

/** A running Secrets Manager. */
export interface Secrets extends AwsServer {
  /** Gives a secret new content, as it is written: text that is no JSON can be tried too. */
  put(arn: string, content: object | string): void;
  /** How often secrets were read so far. */
  reads(): number;
}

const requestSchema = z.object({ SecretId: z.string().check(z.minLength(1), z.maxLength(2_048)) });
const OPERATION = "secretsmanager.GetSecretValue";

/**
 * Starts a stand-in for AWS Secrets Manager on loopback that knows GetSecretValue. Not verified: the message texts.
 * Source: AWS Secrets Manager API reference, GetSecretValue and common errors.
 */
export async function startSecrets(options: SecretsOptions): Promise<Secrets> {
  const { accessKeys, secrets, mayRead = () => true } = options;
  const contents = new Map<string, string>();
  let reads = 0;
  const put = (arn: string, content: object | string) =>
    void contents.set(arn, typeof content === "string" ? content : JSON.stringify(content));
  for (const [arn, secret] of Object.entries(secrets)) put(arn, secret);

  function getSecretValue({ headers, body, key, region }: SignedCall): AwsReply {
    if (headers["x-amz-target"] !== OPERATION) return errorReply("UnknownOperationException", 400, "");
    if (!permitsAction(key, "secretsmanager:GetSecretValue"))
      return errorReply("AccessDeniedException", 400, "No policy allows secretsmanager:GetSecretValue.");
    const request = z.safeParse(requestSchema, parseJson(body.toString("utf8"))).data;
    if (request === undefined) return errorReply("ValidationException", 400, "SecretId is missing or too long.");
    if (!mayRead(key, request.SecretId))
      return errorReply("AccessDeniedException", 400, "No policy allows secretsmanager:GetSecretValue on this secret.");
    const content = contents.get(request.SecretId);
    // Each region has its own: `arn:aws:secretsmanager:<region>:…`.
    if (content === undefined || request.SecretId.split(":")[3] !== region)
      return errorReply("ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret.");
    reads += 1;
    return jsonReply(200, {
      ARN: request.SecretId,
      Name: nameOf(request.SecretId),
      SecretString: content,
      VersionId: "00000000-0000-4000-8000-000000000000",
      VersionStages: ["AWSCURRENT"],
    });
  }

  const server = await startAwsServer({
    service: "secretsmanager",
    ...(options.region !== undefined && { region: options.region }),
    accessKeys,
    ...(options.port !== undefined && { port: options.port }),
    handle: getSecretValue,
    errorReply,
    throttled: { name: "ThrottlingException", status: 400 },
  });
  return { ...server, put, reads: () => reads };
}

/** A secret's name: what stands at its ARN's end, before the six characters that Secrets Manager adds. */
function nameOf(arn: string): string {
  return arn.replace(/^.*:secret:/, "").replace(/-[A-Za-z0-9]{6}$/, "");
}

function errorReply(name: string, status: number, message: string): AwsReply {
  return jsonReply(status, { __type: name, Message: message });
}

function jsonReply(status: number, document: object): AwsReply {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(document),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
