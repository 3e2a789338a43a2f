import { randomUUID } from "node:crypto";
import type { AwsReply } from "./aws-server.ts";

/** A value of a reply; undefined ones are left out, a list's members are each a `member`. */
export type Reply =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly Reply[]
  | { readonly [name: string]: Reply };

/** A request of AWS's Query protocol. */
export interface QueryCall {
  readonly action: string;
  /** A single value. */
  text(name: string): string | undefined;
  /** A list of single values, such as `Capabilities.member.1`. */
  texts(name: string): readonly string[];
  /** A list of structures, such as `Parameters.member.1.ParameterKey`. */
  structures(name: string): readonly Readonly<Record<string, string>>[];
}

/** Reads a request of AWS's Query protocol. Source: Smithy, AWS query protocol. */
export function readQuery(body: Buffer): QueryCall {
  const fields = new URLSearchParams(body.toString("utf8"));
  function structures(name: string): readonly Readonly<Record<string, string>>[] {
    const members: Record<string, string>[] = [];
    for (const [field, value] of fields) {
      const [, index, rest = ""] = new RegExp(`^${name}\\.member\\.(\\d+)(?:\\.(.+))?$`).exec(field) ?? [];
      if (index === undefined) continue;
      const at = Number(index) - 1;
      members[at] = { ...members[at], [rest]: value };
    }
    return members.filter((member) => member !== undefined);
  }
  return {
    action: fields.get("Action") ?? "",
    text: (name) => fields.get(name) ?? undefined,
    texts: (name) => structures(name).map((member) => member[""] ?? ""),
    structures,
  };
}

/** The Query protocol's names and statuses for what the front end of AWS's other services says. */
const namesOfQuery: Readonly<Record<string, readonly [name: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 403],
  UnrecognizedClientException: ["InvalidClientTokenId", 403],
  InvalidSignatureException: ["SignatureDoesNotMatch", 403],
  IncompleteSignatureException: ["IncompleteSignature", 400],
  ExpiredTokenException: ["ExpiredToken", 403],
  InternalServerError: ["InternalFailure", 500],
};

/** How a service of the Query protocol answers. */
export interface QueryReplies {
  /** Of an operation; one that gives nothing has no result. */
  reply(action: string, result: Reply): AwsReply;
  /** @param name as the front end of AWS's other services has it, or as the service itself does. */
  error(name: string, status: number, message: string): AwsReply;
}

/**
 * Writes the replies of a service of AWS's Query protocol.
 * @param namespace of its XML, such as `https://iam.amazonaws.com/doc/2010-05-08/`.
 */
export function queryReplies(namespace: string): QueryReplies {
  return {
    reply(action, result) {
      const body = {
        ...(result !== undefined && { [`${action}Result`]: result }),
        ResponseMetadata: { RequestId: randomUUID() },
      };
      return xml(200, `<${action}Response xmlns="${namespace}">${write(body)}</${action}Response>`);
    },
    error(name, status, message) {
      const [Code, queryStatus] = namesOfQuery[name] ?? [name, status];
      const error = { Type: queryStatus < 500 ? "Sender" : "Receiver", Code, Message: message };
      const body = write({ Error: error, RequestId: randomUUID() });
      return xml(queryStatus, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
    },
  };
}

function xml(status: number, body: string): AwsReply {
  return { status, headers: { "content-type": "text/xml" }, body };
}

function write(value: Reply): string {
  if (value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((member) => `<member>${write(member)}</member>`).join("");
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value as Readonly<Record<string, Reply>>)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${write(member)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  // What XML has no place for would make the whole reply unreadable.
  return text
    .replace(/\p{Cc}/gu, (control) => ("\n\t".includes(control) ? control : "?"))
    .replace(/[<>&"]/g, (special) => `&#${special.charCodeAt(0)};`);
}
