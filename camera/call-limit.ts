/** How long a call to AWS may take before it counts as failed, in milliseconds. */
export const CALL_TIMEOUT_MILLISECONDS = 5_000;

/**
 * Options for a client of the AWS SDK, which by itself waits for ever: an attempt that has no connection or no reply
 * after so long, or whose reply stops in the middle for so long, fails with a TimeoutError.
 */
export function limitCalls(milliseconds: number) {
  return {
    requestHandler: {
      connectionTimeout: milliseconds,
      requestTimeout: milliseconds,
      throwOnRequestTimeout: true,
      socketTimeout: milliseconds,
    },
  };
}
