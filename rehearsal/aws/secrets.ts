import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";
import { answerJson, type JsonOperations, jsonOperation, jsonReply } from "./json-operations.ts";
import { refused } from "./refused.ts";
import { addVersion, emptySecret, type StoredSecret, setContent, stagesOf, versionOf } from "./secret-versions.ts";

/** What Secrets Manager is started with. */
export interface SecretsOptions {
  /** The one region that it serves; every region where this is left out. */
  readonly region?: string;
  /** Who may call; a key with `actions` only what stands there, such as `secretsmanager:GetSecretValue`. */
  readonly accessKeys: readonly AccessKey[];
  /** What each secret holds, by its ARN. */
  readonly secrets: Readonly<Record<string, object | string>>;
  /** Whether a key whose actions have the call may do this to the secret; it may, where this is left out. */
  readonly may?: (key: AccessKey, action: string, arn: string) => boolean;
  /** Takes note of what a call of PutSecretValue gives a secret, before the call is answered. */
  readonly onPut?: (arn: string, text: string) => Promise<void> | void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly port?: number;
}

/** A running Secrets Manager. */
export interface Secrets extends AwsServer {
  /** Gives a secret new content, as it is written: text that is no JSON can be tried too. */
  put(arn: string, content: object | string): void;
  /** How often secrets were read so far. */
  reads(): number;
}

const secretId = z.string().check(z.minLength(1), z.maxLength(2_048));
const named = z.object({ SecretId: secretId });
const asked = z.extend(named, { VersionId: z.optional(z.string()), VersionStage: z.optional(z.string()) });
const given = z.extend(named, {
  SecretString: z.string().check(z.minLength(1), z.maxLength(65_536)),
  ClientRequestToken: z.optional(z.string().check(z.minLength(32), z.maxLength(64))),
});

/**
 * Starts a stand-in for AWS Secrets Manager on loopback that knows GetSecretValue, PutSecretValue of text, and
 * DescribeSecret. Not verified: the message texts.
 * Source: AWS Secrets Manager API reference, these operations and common errors.
 */
export async function startSecrets(options: SecretsOptions): Promise<Secrets> {
  const { accessKeys, may = () => true, onPut = () => {}, now = Date.now } = options;
  const stored = new Map<string, StoredSecret>();
  let reads = 0;

  function put(arn: string, content: object | string): void {
    const secret = stored.get(arn) ?? emptySecret(arn, now());
    stored.set(arn, secret);
    setContent(secret, typeof content === "string" ? content : JSON.stringify(content), now());
  }
  for (const [arn, content] of Object.entries(options.secrets)) put(arn, content);

  /** The secret of an ARN or a name, for whoever may do this to it. */
  function find(id: string, operation: string, { key, region }: SignedCall): StoredSecret {
    // Each region has its own: `arn:aws:secretsmanager:<region>:…`.
    const here = [...stored.values()].filter(({ arn }) => arn.split(":")[3] === region);
    const secret = here.find(({ arn, name }) => arn === id || name === id);
    const action = `secretsmanager:${operation}`;
    if (!permitsAction(key, action) || !may(key, action, secret?.arn ?? id)) {
      throw refused("AccessDeniedException", `No policy allows ${action} on this secret.`);
    }
    if (secret !== undefined) return secret;
    throw refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  const operations: JsonOperations = {
    GetSecretValue: jsonOperation(asked, (input, call) => {
      const secret = find(input.SecretId, "GetSecretValue", call);
      const version = versionOf(secret, input);
      if (version === undefined) {
        throw refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret value.");
      }
      reads += 1;
      const { id, text, createdAt } = version;
      return { ...namesOf(secret, id), SecretString: text, CreatedDate: createdAt / 1_000 };
    }),
    PutSecretValue: jsonOperation(given, async ({ SecretId, SecretString, ClientRequestToken }, call) => {
      const secret = find(SecretId, "PutSecretValue", call);
      // AWS's clients choose one by themselves.
      const id = ClientRequestToken ?? randomUUID();
      addVersion(secret, { id, text: SecretString, createdAt: now() });
      await onPut(secret.arn, secret.versions[0]?.text ?? SecretString);
      return namesOf(secret, id);
    }),
    DescribeSecret: jsonOperation(named, ({ SecretId }, call) => {
      const secret = find(SecretId, "DescribeSecret", call);
      const { arn, name, createdAt, versions } = secret;
      const changedAt = versions[0]?.createdAt ?? createdAt;
      return {
        ...{ ARN: arn, Name: name, CreatedDate: createdAt / 1_000, LastChangedDate: changedAt / 1_000 },
        VersionIdsToStages: stagesOf(secret),
      };
    }),
  };

  const server = await startAwsServer({
    service: "secretsmanager",
    ...(options.region !== undefined && { region: options.region }),
    accessKeys,
    ...(options.port !== undefined && { port: options.port }),
    handle: (call) => answerJson(operations, call),
    errorReply,
    throttled: { name: "ThrottlingException", status: 400 },
  });
  return { ...server, put, reads: () => reads };
}

function namesOf(secret: StoredSecret, versionId: string): object {
  const { arn: ARN, name: Name } = secret;
  return { ARN, Name, VersionId: versionId, VersionStages: stagesOf(secret)[versionId] };
}

function errorReply(name: string, status: number, message: string): AwsReply {
  return jsonReply(status, { __type: name, Message: message });
}
