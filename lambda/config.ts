import * as z from "zod/mini";

/** A setting that is missing or wrong. The message names each variable and says what to type; it quotes no value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const text = z.string().check(z.minLength(1));

/** What to type, by variable: said when the variable is missing or wrong. */
const whatToType: Readonly<Record<string, string>> = {
  CAMERAS: "type file; dynamodb comes in a later version",
  ACCOUNT_LINKING: "type lwa; oidc comes in a later version",
  LWA_CLIENT_ID: "type the client id of your Login with Amazon security profile (amzn1.application-oa2-client.…)",
  LWA_API_URL: "type a URL such as https://api.amazon.com, or leave it out",
  LAMBDA_TASK_ROOT: "Lambda sets it; elsewhere type the folder that cameras.json is in",
  LOG_LEVEL: "type DEBUG, INFO, WARN or ERROR, or leave it out",
  AWS_ACCESS_KEY_ID: "Lambda sets it from the function's role; elsewhere type an access key's id",
  AWS_SECRET_ACCESS_KEY: "Lambda sets it from the function's role; elsewhere type an access key's secret",
};

/** The environment as it is read: a variable set to nothing counts as not set. */
const environmentSchema = z.object({
  /** The registry. */
  CAMERAS: z._default(z.enum(["file"]), "file"),
  /** Who says whose a token is. */
  ACCOUNT_LINKING: z._default(z.enum(["lwa"]), "lwa"),
  LWA_CLIENT_ID: text,
  LWA_API_URL: z._default(
    z.string().check(z.refine((url) => /^https?:\/\//.test(url) && URL.canParse(url))),
    "https://api.amazon.com",
  ),
  /** The folder of the deployed code, with cameras.json in it. */
  LAMBDA_TASK_ROOT: text,
  LOG_LEVEL: z._default(z.enum(["DEBUG", "INFO", "WARN", "ERROR"]), "INFO"),
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  AWS_SESSION_TOKEN: z.optional(text),
});

/** The skill's settings. */
export type Config = z.infer<typeof environmentSchema>;

/**
 * Reads the settings from the environment.
 * @throws {ConfigurationError} that names every wrong variable and what to type.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = z.safeParse(environmentSchema, set);
  if (parsed.success) return parsed.data;
  const wrong = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  throw new ConfigurationError(wrong.map((variable) => `${variable}: ${whatToType[variable] ?? "wrong"}`).join("; "));
}
