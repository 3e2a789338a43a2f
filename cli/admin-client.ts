import * as z from "zod/mini";
import { isLoopbackUrl } from "../camera/loopback.ts";
import { adminErrorSchema } from "../rehearsal/signaling-service/admin/report.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** Asks a running signaling service for what only its owner may ask. */
export type AdminClient = <Schema extends z.core.$ZodType>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  answer: Schema,
  body?: object,
) => Promise<z.infer<Schema>>;

/**
 * Makes a client of the address that the service printed, which ends in its token.
 * @throws {WrongUsage} when the address is missing or none.
 */
export function createAdminClient(adminUrl: string | undefined): AdminClient {
  if (adminUrl === undefined) {
    throw new WrongUsage(
      "which service? Paste its line `export KVS_SIGNALING_ADMIN=…` into this shell, or give --admin-url",
    );
  }
  const url = URL.canParse(adminUrl) ? new URL(adminUrl) : undefined;
  const token = url?.hash.slice(1);
  if (url === undefined || !token || !isLoopbackUrl(url.origin)) {
    throw new WrongUsage(
      "that is no admin address: it looks like http://127.0.0.1:8443/admin/#token, with the service's own token",
    );
  }
  return async (method, path, answer, body) => {
    const response = await fetch(new URL(path, url.origin), {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new Error(explain(error, url.origin));
    });
    if (response.status === 401) throw new Error(`the service at ${url.origin} has another token: it was started anew`);
    const reply: unknown = await response.json().catch(() => undefined);
    const refusal = response.ok ? undefined : z.safeParse(adminErrorSchema, reply).data;
    if (refusal !== undefined) {
      throw response.status < 500 ? new WrongUsage(refusal.message) : new Error(refusal.message);
    }
    const result = z.safeParse(answer, reply);
    if (!result.success) throw new Error(`what answers at ${url.origin} is no signaling service of this version`);
    return result.data;
  };
}

/** fetch puts what happened into the cause. */
function explain(error: unknown, origin: string): string {
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  const isUntrusted = /CERT|SIGNATURE/.test(cause?.code ?? "");
  return isUntrusted
    ? `the certificate of ${origin} is not trusted: paste the service's line \`export NODE_EXTRA_CA_CERTS=…\` into this shell`
    : `no signaling service answers at ${origin}. Start one in another terminal with: npx camera-skill signaling`;
}
