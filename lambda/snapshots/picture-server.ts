import * as z from "zod/mini";
import { MIN_PICTURE_SIDE, type PictureFacts, readPicture } from "../../protocol/pictures/read-picture.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { CameraRegistry } from "../cameras/registry.ts";
import { answerBudget, startDeadline } from "../deadline.ts";
import { asFailure, Failure, type FailureCode } from "../failure.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import type { Log } from "../observability/log.ts";
import { hasExpired, isSigned, readAddress } from "./address.ts";
import { BucketFailure } from "./bucket-failure.ts";
import { bareResponse, pictureResponse, type UrlResponse, urlRequestSchema } from "./function-url.ts";
import type { PictureBucket } from "./picture-bucket.ts";

/** What the server of pictures stands on. */
export interface PictureServerDependencies {
  readonly accounts: Accounts;
  readonly registry: Pick<CameraRegistry, "cameraOf">;
  readonly bucket: Pick<PictureBucket, "read">;
  readonly signingKey: (signal: AbortSignal) => Promise<Uint8Array>;
  readonly log: Log;
  readonly metrics: { failed(code: FailureCode): void };
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Answers requests for pictures. Never throws: whatever happens, the answer is HTTP. */
export type PictureServer = (
  event: unknown,
  circumstances: { readonly first: boolean; readonly lambdaRemaining: number },
) => Promise<UrlResponse>;

/** Makes the server of pictures. */
export function createPictureServer(dependencies: PictureServerDependencies): PictureServer {
  return async (event, { first, lambdaRemaining }) => {
    const deadline = startDeadline(answerBudget(first, lambdaRemaining));
    const said: Said = {};
    try {
      return await deadline.enforce(serve(event, dependencies, deadline.signal, said));
    } catch (thrown) {
      return refuse(thrown, dependencies, said);
    } finally {
      deadline.clear();
    }
  };
}

/** What a refusal's log line says beside its reason. */
interface Said {
  endpointId?: string;
  /** Of a valid user who has no right to the camera. */
  userId?: string;
}

/** A refusal that is no failure of the skill's. */
class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}

const CHALLENGE = { "www-authenticate": "Bearer" };

/** What costs nothing is checked first: nobody is asked about a token before the address is known to be ours. */
async function serve(
  event: unknown,
  { accounts, registry, bucket, signingKey, log, now }: PictureServerDependencies,
  signal: AbortSignal,
  said: Said,
): Promise<UrlResponse> {
  const request = z.safeParse(urlRequestSchema, event);
  if (!request.success) throw new Refusal(400, "not a request to a function URL");
  const { rawPath, headers, requestContext } = request.data;
  const { method } = requestContext.http;
  if (method !== "GET" && method !== "HEAD") throw new Refusal(405, "neither GET nor HEAD", { allow: "GET, HEAD" });
  const address = readAddress(rawPath);
  if (address === undefined) throw new Refusal(404, "no picture's address");
  if (hasExpired(address, now())) throw new Refusal(410, "expired");
  if (!isSigned(address, await signingKey(signal))) throw new Refusal(403, "not signed by this skill");

  const { cameraId } = address;
  said.endpointId = cameraId;
  const [, token] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Refusal(401, "no bearer token", CHALLENGE);
  const userId = await accounts.userIdOf(token, signal);
  if ((await registry.cameraOf(userId, cameraId)) === undefined) {
    said.userId = userId;
    throw new Failure("camera-not-found");
  }

  const bytes = await bucket.read(cameraId, signal);
  if (bytes === undefined) throw new Failure("snapshot-missing");
  const { type, width, height } = usable(bytes);
  log.info("snapshot served", { endpointId: cameraId, type, width, height, bytes: bytes.length });
  return pictureResponse(type, bytes, method);
}

/** What the bytes say, whatever the object is named and whoever says what it is. */
function usable(bytes: Buffer): PictureFacts {
  const facts = readPicture(bytes);
  if (facts === undefined) throw new Failure("snapshot-unusable", { detail: "neither JPEG nor PNG" });
  if (Math.min(facts.width, facts.height) < MIN_PICTURE_SIDE) {
    throw new Failure("snapshot-unusable", { detail: `${facts.width}x${facts.height}` });
  }
  return facts;
}

function refuse(thrown: unknown, { log, metrics }: PictureServerDependencies, said: Said): UrlResponse {
  if (thrown instanceof Refusal) {
    log.warn("snapshot refused", { status: thrown.status, reason: thrown.message, ...said });
    return bareResponse(thrown.status, thrown.headers);
  }
  const failure = asFailure(thrown);
  const { code, sentence } = failure;
  const status = statusOf(failure);
  const cause = loggedCauseOf(failure.cause);
  const level = status < 500 ? "warn" : "error";
  log[level]("snapshot refused", { status, code, sentence, ...said, ...(cause !== undefined && { cause }) });
  metrics.failed(code);
  return bareResponse(status, status === 401 ? CHALLENGE : {});
}

const statusOfFault = { failed: 502, denied: 502, throttled: 503, late: 504 } as const;

/** Alexa answers a 410 with another GetSnapshot, which tells it what has become of the picture. */
const statusOfCode: Readonly<Partial<Record<FailureCode, number>>> = {
  "token-invalid": 401,
  "token-expired": 401,
  "camera-not-found": 404,
  "snapshot-missing": 410,
  "snapshot-unusable": 502,
  "identity-unreachable": 503,
  "registry-unreachable": 503,
  "secret-unreadable": 503,
};

function statusOf(failure: Failure): number {
  if (failure instanceof BucketFailure) return statusOfFault[failure.fault];
  return statusOfCode[failure.code] ?? 500;
}
