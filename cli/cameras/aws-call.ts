import { types } from "node:util";
import { sleep, systemClock } from "../../camera/clock.ts";
import { Failure } from "../../lambda/failure.ts";

/** How the command's AWS clients wait and try again: a person is watching, and no clock of Alexa's runs. */
export const PATIENCE = {
  maxAttempts: 5,
  retryMode: "standard",
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

/** What is asked of AWS, for the sentence that says what went wrong. */
export interface Asked {
  /** As IAM calls it, such as "kinesisvideo:TagResource". */
  readonly action: string;
  /** The service's name; what stands before the colon where it is left out. */
  readonly service?: string;
  readonly region: string;
  /** What to say when what it is asked of does not exist. */
  readonly missing?: string;
}

/** A call to AWS that failed, in words for the person who typed the command. */
export class AwsFailure extends Error {
  override readonly name = "AwsFailure";
}

/**
 * Waits for a call of an AWS client.
 * @throws {AwsFailure} that says what happened and what to do.
 */
export async function call<Reply>(asked: Asked, reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    throw new AwsFailure(explain(error, asked), { cause: error });
  }
}

/** How often a call is made that KVS refuses for its rate: the SDK does not know that name of its. */
const RATE_ATTEMPTS = 6;

/** Makes a call to KVS, again and more slowly while it is refused for its rate. */
export async function whileThrottled<Reply>(send: () => Promise<Reply>, clock = systemClock): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (nameOf(error) !== "ClientLimitExceededException" || attempt === RATE_ATTEMPTS) throw error;
      await sleep(clock, 100 * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
}

/** The name of AWS's for an error, or the network's, also where we have wrapped it; "" where it has none. */
export function nameOf(error: unknown): string {
  if (!types.isNativeError(error)) return "";
  const { name, code, cause } = error as NodeJS.ErrnoException;
  if (error instanceof AwsFailure || error instanceof Failure) return nameOf(cause);
  // What the network says is in the code; AWS's names are longer than "Error".
  return code !== undefined && /^(Aggregate)?Error$/.test(name) ? code : name;
}

/** Takes a failure of that name as "undefined", where it says no more than that something is not there. */
export function unlessNamed(expected: string): (error: unknown) => undefined {
  return (error) => {
    if (nameOf(error) === expected) return undefined;
    throw error;
  };
}

/** A failed call's sentence. AWS's own words go no further: the SDK quotes the reply in them. */
export function explain(error: unknown, { action, region, missing, service = action.split(":")[0] }: Asked): string {
  const name = nameOf(error);
  if (/^CredentialsProviderError$/.test(name)) {
    return "there are no AWS credentials: choose some by AWS_PROFILE, or run aws configure";
  }
  if (/^(ExpiredToken|RequestExpired|TokenRefreshRequired)/.test(name)) {
    return "the AWS credentials have expired: log in again, or choose others by AWS_PROFILE";
  }
  if (/^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSig)/.test(name)) {
    return `AWS does not take these credentials in ${region}: choose others by AWS_PROFILE, and see that the region is enabled`;
  }
  if (/^(AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(name)) {
    return `AWS denied ${action} in ${region}: give whoever these credentials are of that permission`;
  }
  if (/Throttl|LimitExceeded|TooManyRequests|ThroughputExceeded|SlowDown/.test(name)) {
    return /Account\w*LimitExceeded/.test(name)
      ? `the account has all it may have in ${region}: ask AWS for more, or remove what is not used (${name})`
      : `AWS refuses ${action} for its rate: try again in a minute`;
  }
  if (missing !== undefined && /^(ResourceNotFound|ValidationError$)/.test(name)) return missing;
  if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ETIMEDOUT|TimeoutError)/.test(name)) {
    return `${service} in ${region} cannot be reached (${name}): check the region's name and the network`;
  }
  return `${action} failed in ${region}${/^[A-Za-z]{1,64}$/.test(name) ? ` (${name})` : ""}`;
}
