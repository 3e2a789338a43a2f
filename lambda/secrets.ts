import * as z from "zod/mini";
import { Failure } from "./failure.ts";
import type { ReadSecretText, SecretsClientOptions } from "./secrets-client.ts";

/** The skill's secrets, as they stand in AWS Secrets Manager. */
export interface Secrets {
  /**
   * A secret, parsed. It is kept for five minutes; a secret that changes is read anew by then.
   * @throws {Failure} secret-unreadable, with the name of AWS's error or of the wrong field.
   */
  read<Secret>(arn: string, schema: z.ZodMiniType<Secret>, signal: AbortSignal): Promise<Secret>;
}

/** How long a secret is kept, in milliseconds. */
const KEPT_MS = 5 * 60_000;

/** What secrets are read with. */
export interface SecretsOptions extends SecretsClientOptions {
  readonly now: () => number;
}

/** The skill's secrets. Their client is loaded with the first one that is read: a warm view needs none. */
export function createSecrets({ now, ...options }: SecretsOptions): Secrets {
  const kept = new Map<string, { readonly content: unknown; readonly until: number }>();
  let reader: Promise<ReadSecretText> | undefined;

  async function load(): Promise<ReadSecretText> {
    const { createSecretReader } = await import("./secrets-client.ts");
    return createSecretReader(options);
  }

  async function contentOf(arn: string, signal: AbortSignal): Promise<unknown> {
    const known = kept.get(arn);
    if (known !== undefined && now() < known.until) return known.content;
    reader ??= load();
    const readText = await reader;
    const text = await readText(arn, signal).catch((cause: unknown) => {
      throw new Failure("secret-unreadable", { ...detailOf(cause), cause });
    });
    return parseJson(text ?? "");
  }

  return {
    async read(arn, schema, signal) {
      const content = await contentOf(arn, signal);
      const parsed = z.safeParse(schema, content);
      // One that is wrong is not kept: whoever corrects it sees that at once.
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join(".") ?? "";
        throw new Failure("secret-unreadable", { detail: content === undefined ? "no JSON" : field || "no object" });
      }
      if (kept.get(arn)?.content !== content) kept.set(arn, { content, until: now() + KEPT_MS });
      return parsed.data;
    },
  };
}

/** The name of AWS's error, such as ResourceNotFoundException. Its message goes no further: it may quote the reply. */
function detailOf(cause: unknown): { detail?: string } {
  const name = cause instanceof Error ? cause.name : "";
  return /^[A-Za-z]{1,64}$/.test(name) ? { detail: name } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse quotes its input in the message.
    return undefined;
  }
}
