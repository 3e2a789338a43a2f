import { createHash, createHmac } from "node:crypto";

/** What a signature covers, spelt out: nothing is added and nothing is put right. */
export interface PlainRequest {
  readonly method?: string;
  /** In canonical form. */
  readonly path: string;
  /** In canonical form. */
  readonly query?: string;
  /** In canonical form and order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
}

export interface PlainSigner {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
  /** As `yyyymmddThhmmssZ`. */
  readonly amzDate: string;
}

export interface PlainSignature {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** Signs by hand, as no SDK does it, and fast: the key is made once for all requests. Source: AWS Signature Version 4. */
export function plainSigner({ credentials, region, amzDate }: PlainSigner): (request: PlainRequest) => PlainSignature {
  const date = amzDate.slice(0, 8);
  const scope = `${date}/${region}/kinesisvideo/aws4_request`;
  const key = [region, "kinesisvideo", "aws4_request"].reduce(hmac, hmac(`AWS4${credentials.secretAccessKey}`, date));
  return ({ method = "POST", path, query = "", headers, body = "" }) => {
    const signedHeaders = headers.map(([name]) => name).join(";");
    const lines = headers.map(([name, value]) => `${name}:${value}\n`).join("");
    const canonical = [method, path, query, lines, signedHeaders, sha256(body)].join("\n");
    const text = ["AWS4-HMAC-SHA256", amzDate, scope, sha256(canonical)].join("\n");
    return {
      credential: `${credentials.accessKeyId}/${scope}`,
      signedHeaders,
      signature: hmac(key, text).toString("hex"),
    };
  };
}

/** The Authorization header, as most signers space it. */
export function authorization({ credential, signedHeaders, signature }: PlainSignature): string {
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}
