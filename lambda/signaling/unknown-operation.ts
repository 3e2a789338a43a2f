import type { KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";
import * as z from "zod/mini";

/**
 * The endpoint does not know the operation: it is not, or no longer, a signaling endpoint of this channel.
 * KVS says so with HTTP 200 and `{"Output":{"__type":"…#UnknownOperationException"},"Version":"1.0"}`, which the AWS
 * client takes for a success without an answer.
 */
export class UnknownOperation extends Error {
  override readonly name = "UnknownOperation";
}

const bodySchema = z.object({
  Output: z.object({ __type: z.string().check(z.regex(/(^|#)UnknownOperationException$/)) }),
});

/** Whether a reply's body is that of an unknown operation. */
export function isUnknownOperation(body: string): boolean {
  if (!body.includes("UnknownOperationException")) return false;
  try {
    return z.safeParse(bodySchema, JSON.parse(body)).success;
  } catch {
    return false;
  }
}

/** Makes a client fail with {@link UnknownOperation} where it would report an empty success. */
export function refuseUnknownOperations(client: KinesisVideoSignalingClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body?: AsyncIterable<Uint8Array> | Uint8Array };
      const bytes = await bytesOf(response.body);
      if (isUnknownOperation(bytes.toString("utf8"))) throw new UnknownOperation();
      // The client's own deserializer takes bytes as well as a stream.
      response.body = new Uint8Array(bytes);
      return result;
    },
    // Low priority stands nearest to the wire, inside the client's own deserializer.
    { name: "refuseUnknownOperations", step: "deserialize", priority: "low" },
  );
}

async function bytesOf(body: AsyncIterable<Uint8Array> | Uint8Array | undefined): Promise<Buffer> {
  if (body === undefined || body instanceof Uint8Array) return Buffer.from(body ?? []);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
