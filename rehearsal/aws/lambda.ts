import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";
import { refused } from "./refused.ts";

/** A function's code: gets an event, and returns or throws. */
export type FunctionCode = (event: unknown) => Promise<unknown>;

/** Functions that are deployed, by name. */
export type Functions = Readonly<Record<string, FunctionCode>>;

/** A call of one of Lambda's operations, besides Invoke. */
export interface LambdaCall extends SignedCall {
  /** What stands for the function in the path, decoded: a name or an ARN; empty where there is none. */
  readonly functionName: string;
  /** What follows in the path, decoded: a statement's id. */
  readonly last: string;
  readonly query: URLSearchParams;
}

/** One of Lambda's operations. */
export interface LambdaOperation {
  readonly method: string;
  /** Of the path; its groups are what stands for the function, and what follows. */
  readonly path: RegExp;
  /** @throws {WireError} Lambda's refusal. */
  answer(call: LambdaCall): Promise<AwsReply> | AwsReply;
}

/** What the service stands for. */
export interface LambdaServiceOptions {
  /** The one region that it serves; every region where this is left out. */
  readonly region?: string;
  readonly accessKeys: readonly AccessKey[];
  /** The functions that are deployed, in every region or by region; others may come. */
  readonly functions: Functions | ((region: string) => Functions);
  /** Whether the holder of a key may invoke a function of that name; everybody by default. */
  readonly mayInvoke?: (key: AccessKey, name: string, region: string) => boolean;
  /** What else of Lambda's API there is: Invoke alone by default. */
  readonly operations?: readonly LambdaOperation[];
}

/** An invocation that finds no room, such as that of a function for which no executions are reserved at all. */
export class TooManyRequests extends Error {
  override readonly name = "TooManyRequestsException";

  constructor() {
    super("Rate Exceeded.");
  }
}

const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Serves Lambda's Invoke on loopback, for synchronous invocations, and what other operations it is given.
 * Source: AWS Lambda API reference, Invoke.
 */
export function startLambdaService(options: LambdaServiceOptions): Promise<AwsServer> {
  const { region, accessKeys, functions, mayInvoke = () => true, operations = [] } = options;

  async function invoke(functionName: string, { body, key, region: asked }: SignedCall): Promise<AwsReply> {
    const [, homeRegion = asked, name = functionName] =
      /^arn:[^:]*:lambda:([^:]*):[^:]*:function:(.*)$/.exec(functionName) ?? [];
    if (!mayInvoke(key, name, asked)) {
      throw refused("AccessDeniedException", `No identity-based policy allows lambda:InvokeFunction on ${name}`, 403);
    }
    if (homeRegion !== asked) {
      const message = `Functions from '${homeRegion}' are not reachable in this region ('${asked}')`;
      throw refused("ResourceNotFoundException", message, 404);
    }
    const here = typeof functions === "function" ? functions(asked) : functions;
    if (!Object.hasOwn(here, name)) throw refused("ResourceNotFoundException", "Function not found.", 404);
    try {
      return lambdaReply(200, (await here[name]?.(JSON.parse(body.toString("utf8")))) ?? null);
    } catch (error) {
      if (error instanceof TooManyRequests) return throttledReply(error);
      const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error(String(error));
      const reply = lambdaReply(200, { errorType, errorMessage });
      return { ...reply, headers: { ...reply.headers, "x-amz-function-error": "Unhandled" } };
    }
  }

  function handle(call: SignedCall): Promise<AwsReply> | AwsReply {
    const { pathname, searchParams: query } = new URL(call.target, "http://lambda");
    const [, invoked] = invocation.exec(pathname) ?? [];
    if (call.method === "POST" && invoked !== undefined) return invoke(decodeURIComponent(invoked), call);
    const operation = operations.find(({ method, path }) => method === call.method && path.test(pathname));
    if (operation === undefined) throw refused("ResourceNotFoundException", "This stand-in has no such call.", 404);
    const [, functionName = "", last = ""] = (operation.path.exec(pathname) ?? []).map((part) =>
      decodeURIComponent(part ?? ""),
    );
    return operation.answer({ ...call, functionName, last, query });
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

/** A reply of Lambda's; undefined is one with no body. */
export function lambdaReply(status: number, value?: unknown): AwsReply {
  if (value === undefined) return { status };
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Lambda's REST errors have their name in a header. */
function errorReply(name: string, status: number, message: string): AwsReply {
  const reply = lambdaReply(status, { Type: "User", Message: message });
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": name } };
}

/** That of this error says why besides, and has its message in lower case. */
function throttledReply({ name, message }: TooManyRequests): AwsReply {
  const reply = lambdaReply(429, {
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    Type: "User",
    message,
  });
  return { ...reply, headers: { ...reply.headers, "x-amzn-errortype": name } };
}
