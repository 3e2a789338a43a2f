import type { Server } from "node:http";
import { Readable } from "node:stream";
import type { AwsReply } from "./aws-server.ts";

/** A call as DynamoDB's own door sees it. */
export interface DynamoCall {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** A DynamoDB in memory, which nobody reaches but by these. */
export interface Dynamo {
  handle(call: DynamoCall): Promise<AwsReply>;
  /**
   * Calls an operation without a signature.
   * @throws {Error} when DynamoDB refuses it.
   */
  operate(operation: string, input: object): Promise<unknown>;
}

const TARGET_PREFIX = "DynamoDB_20120810.";

/** The operation that a call asks for. Source: DynamoDB's low-level API, `X-Amz-Target`. */
export function operationOf(headers: DynamoCall["headers"]): string {
  return String(headers["x-amz-target"] ?? "").slice(TARGET_PREFIX.length);
}

/**
 * Makes a DynamoDB of dynalite. It is given its calls by hand: a port of its own would take them unsigned, from any
 * web page.
 */
export async function createDynamo(): Promise<Dynamo> {
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });

  async function operate(operation: string, input: object): Promise<unknown> {
    const { status, body } = await pass(server, {
      method: "POST",
      target: "/",
      headers: {
        "x-amz-target": TARGET_PREFIX + operation,
        "content-type": "application/x-amz-json-1.0",
        // It has to have the form of a signature, and is not looked at.
        authorization: "AWS4-HMAC-SHA256 Credential=rehearsal, SignedHeaders=host, Signature=rehearsal",
        "x-amz-date": "20260101T000000Z",
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const output: unknown = JSON.parse(String(body));
    if (status !== 200) throw new Error(`DynamoDB refused ${operation}: ${JSON.stringify(output)}`);
    return output;
  }

  return { handle: (call) => pass(server, call), operate };
}

/** Passes a call to a server that does not listen. */
function pass(server: Server, { method, target, headers, body }: DynamoCall): Promise<AwsReply> {
  return new Promise((resolve) => {
    const replied = new Map<string, string>();
    const request = Object.assign(Readable.from([Buffer.from(body)]), { method, url: target, headers });
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: unknown) => replied.set(name.toLowerCase(), String(value)),
      end: (text = "") => resolve({ status: response.statusCode, headers: Object.fromEntries(replied), body: text }),
    };
    server.emit("request", request, response);
  });
}
