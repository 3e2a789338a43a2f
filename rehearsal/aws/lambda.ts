import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";

/** A function's code: gets an event, and returns or throws. */
export type FunctionCode = (event: unknown) => Promise<unknown>;

/** What the service stands for. */
export interface LambdaServiceOptions {
  /** The one region that it serves; every region where this is left out. */
  readonly region?: string;
  readonly accessKeys: readonly AccessKey[];
  /** The functions that are deployed, by name; others may come. */
  readonly functions: Readonly<Record<string, FunctionCode>>;
}

const invocation = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/;

/**
 * Serves Lambda's Invoke on loopback, for synchronous invocations; nothing else.
 * Source: AWS Lambda API reference, Invoke.
 */
export function startLambdaService({ region, accessKeys, functions }: LambdaServiceOptions): Promise<AwsServer> {
  async function handle({ method, target, body }: SignedCall): Promise<AwsReply> {
    const name = decodeURIComponent(invocation.exec(target)?.[1] ?? "").replace(/^arn:.*:function:/, "");
    if (method !== "POST" || !Object.hasOwn(functions, name)) {
      return errorReply("ResourceNotFoundException", 404, "Function not found.");
    }
    try {
      return payload(await functions[name]?.(JSON.parse(body.toString("utf8"))));
    } catch (error) {
      const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error(String(error));
      return { ...payload({ errorType, errorMessage }), headers: { "x-amz-function-error": "Unhandled" } };
    }
  }
  return startAwsServer({
    service: "lambda",
    ...(region !== undefined && { region }),
    accessKeys,
    handle,
    errorReply,
    throttled: { name: "TooManyRequestsException", status: 429 },
  });
}

function payload(value: unknown): AwsReply {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value ?? null) };
}

/** Lambda's REST errors have their name in a header. */
function errorReply(name: string, status: number, message: string): AwsReply {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": name },
    body: JSON.stringify({ Type: "User", Message: message }),
  };
}
