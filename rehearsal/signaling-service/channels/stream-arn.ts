import * as z from "zod/mini";

const pattern = /^arn:[a-z\d-]+:kinesisvideo:([a-z0-9-]+):([0-9]+):stream\/[a-zA-Z0-9_.-]{1,256}\/[0-9]+$/;

/** A video stream's ARN, as text. Source: UpdateMediaStorageConfiguration, StreamARN. */
export const streamArnSchema = z.string().check(
  z.maxLength(1024),
  z.regex(pattern, {
    error: "is not a video stream's ARN (arn:aws:kinesisvideo:<region>:<account>:stream/<name>/<creation time>)",
  }),
);

/** Whether a stream's ARN names this account and region. */
export function isOwnStream(streamArn: string, own: { readonly region: string; readonly accountId: string }): boolean {
  const [, region, accountId] = pattern.exec(streamArn) ?? [];
  return region === own.region && accountId === own.accountId;
}
