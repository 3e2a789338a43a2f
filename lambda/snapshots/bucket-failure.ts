import { Failure } from "../failure.ts";

/** Why the bucket gave nothing: it could not be reached or failed, is slow, has too many calls, or refuses the role. */
export type BucketFault = "failed" | "late" | "throttled" | "denied";

/** The failure snapshots-unreachable, with its reason for whoever tells it by HTTP. */
export class BucketFailure extends Failure {
  readonly fault: BucketFault;

  constructor(fault: BucketFault, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    super("snapshots-unreachable", options);
    this.fault = fault;
  }
}

/** What S3's reply says of a call that came to nothing. `text` is XML; a reply to HEAD has none. */
export function faultOfReply(status: number, text: string): BucketFailure {
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1];
  const detail = code === undefined ? `HTTP ${status}` : `HTTP ${status} ${code}`;
  // S3 answers 403 of an object that is not there too, unless the role may list the bucket.
  if (status === 403) return new BucketFailure("denied", { detail });
  return new BucketFailure(status === 503 || status === 429 ? "throttled" : "failed", { detail });
}
