import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { parseChannelArn } from "../protocol/signaling/channel-arn.ts";

/** AWS credentials, as an access key and, for a role, its session token. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials, or what gives those that count at the moment: a role's are good for some hours alone. */
export type CredentialSource = Credentials | (() => Promise<Credentials>);

/** What a signed URL is made of. */
export interface PresignOptions {
  /** The WSS endpoint that GetSignalingChannelEndpoint gave for the role. */
  readonly endpoint: string;
  readonly channelArn: string;
  /** A viewer's id; a master has none. */
  readonly clientId?: string;
  readonly credentials: CredentialSource;
  readonly now: Date;
  /** How long the URL may be used, in seconds; 299 as the official browser and mobile SDKs have it. */
  readonly expiresIn?: number;
}

/**
 * Makes the signed URL that opens a signaling channel's WebSocket.
 * The region comes from the channel's ARN. The URL carries the right to connect: keep it out of logs.
 * Source: Kinesis Video Streams developer guide, ConnectAsMaster and ConnectAsViewer; AWS Signature Version 4.
 * @throws {RangeError} when the ARN is not a signaling channel's.
 */
export async function presignSignalingUrl(options: PresignOptions): Promise<string> {
  const endpoint = new URL(options.endpoint);
  const signer = new SignatureV4({
    service: "kinesisvideo",
    region: parseChannelArn(options.channelArn).region,
    credentials: options.credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.presign(
    {
      method: "GET",
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: endpoint.pathname,
      headers: { host: endpoint.host },
      query: {
        "X-Amz-ChannelARN": options.channelArn,
        ...(options.clientId === undefined ? {} : { "X-Amz-ClientId": options.clientId }),
      },
    },
    { expiresIn: options.expiresIn ?? 299, signingDate: options.now },
  );
  const query = Object.entries(signed.query ?? {}).map(([name, value]) => `${name}=${encode(String(value))}`);
  return `${endpoint.protocol}//${endpoint.host}${endpoint.pathname}?${query.join("&")}`;
}

/** RFC 3986 encoding, as Signature Version 4 wants it: encodeURIComponent leaves `!'()*` alone. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
