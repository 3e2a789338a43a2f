import { join } from "node:path";
import { pathToFileURL } from "node:url";

/*
 * The program inside an execution environment: what AWS's Node.js runtime client does, in its smallest form.
 * It finds the handler, asks the Runtime API for the next invocation, and posts what the handler returns.
 * Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
 */

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
type Handler = (event: unknown, context: object) => Promise<unknown>;

await serve(await loadHandler());

async function loadHandler(): Promise<Handler> {
  try {
    const [file = "", name = ""] = (process.env._HANDLER ?? "").split(".");
    const module = await import(pathToFileURL(join(process.env.LAMBDA_TASK_ROOT ?? ".", `${file}.mjs`)).href);
    const handler: unknown = module[name];
    if (typeof handler !== "function") throw new TypeError(`${process.env._HANDLER} is undefined or not exported`);
    // Node.js 24 on Lambda refuses callback handlers in the same way.
    if (handler.length > 2) throw new TypeError("callback-based function handlers are not supported");
    return handler as Handler;
  } catch (error) {
    await post("/init/error", describe(error));
    process.exit(1);
  }
}

async function serve(handler: Handler): Promise<never> {
  for (;;) {
    const response = await fetch(`${api}/invocation/next`);
    const requestId = response.headers.get("lambda-runtime-aws-request-id") ?? "";
    const deadline = Number(response.headers.get("lambda-runtime-deadline-ms"));
    const context = {
      awsRequestId: requestId,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      invokedFunctionArn: response.headers.get("lambda-runtime-invoked-function-arn"),
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    try {
      const result = await handler(await response.json(), context);
      await post(`/invocation/${requestId}/response`, result ?? null);
    } catch (error) {
      await post(`/invocation/${requestId}/error`, describe(error));
    }
  }
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(api + path, { method: "POST", body: JSON.stringify(body) });
  await response.arrayBuffer();
}

function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: "Error", errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}
