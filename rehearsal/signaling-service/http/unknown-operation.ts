/** What KVS answers, with HTTP 200, to an operation that the called host does not have. Source: aws-sdk-go #3426. */
export const UNKNOWN_OPERATION_BODY = {
  Output: { __type: "com.amazon.coral.service#UnknownOperationException" },
  Version: "1.0",
} as const;
