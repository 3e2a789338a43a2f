/** The Node.js runtimes with which a function can be created. Source: AWS Lambda, building functions with Node.js. */
export const nodeRuntimes: readonly string[] = ["nodejs22.x", "nodejs24.x"];

/** Variables that Lambda itself sets. Source: AWS Lambda, defined runtime environment variables. */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/** Why Lambda takes no function with this runtime; undefined where it does. @param runtimes those that can be had. */
export function faultOfRuntime(runtime: string, runtimes = nodeRuntimes): string | undefined {
  if (runtimes.includes(runtime)) return undefined;
  const those = runtimes.join(", ");
  return `The runtime parameter of ${runtime} is not supported for creating or updating functions: ${those}`;
}

/** Why Lambda takes no function with these environment variables; undefined where it does. */
export function faultOfEnvironment(variables: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(variables);
  const own = names.filter((name) => reserved.test(name));
  if (own.length > 0) return `Lambda sets these environment variables itself: ${own.join(", ")}`;
  const wrong = names.filter((name) => !/^[A-Za-z][A-Za-z0-9_]+$/.test(name));
  if (wrong.length > 0) return `These are no names of environment variables: ${wrong.join(", ")}`;
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  return bytes > 4096 ? `The environment variables have ${bytes} bytes, and Lambda takes 4096.` : undefined;
}

/**
 * Why a function cannot have so many executions reserved; undefined where it can. Of an account's concurrency 100 stay
 * unreserved; of a new account's, whose whole limit is 10, all of it.
 * @param reservedByOthers for the other functions of the account in the region, all together.
 */
export function faultOfConcurrency(
  wanted: number,
  reservedByOthers: number,
  concurrentExecutions: number,
): string | undefined {
  const least = Math.min(100, concurrentExecutions);
  if (wanted === 0 || concurrentExecutions - reservedByOthers - wanted >= least) return undefined;
  return `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`;
}
