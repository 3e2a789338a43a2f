import * as z from "zod/mini";

/** A setting that is missing or wrong. The message names each variable and says what to type; it quotes no value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

const text = z.string().check(z.minLength(1));
const url = z.string().check(z.refine((typed) => /^https?:\/\//.test(typed) && URL.canParse(typed)));

/** What to type, by variable: said when the variable is missing or wrong. */
const whatToType: Readonly<Record<string, string>> = {
  CAMERAS: "type file or dynamodb",
  TABLE_NAME: "type the name of the skill's DynamoDB table",
  ACCOUNT_LINKING: "type lwa or oidc",
  LWA_CLIENT_ID: "type the client id of your Login with Amazon security profile (amzn1.application-oa2-client.…)",
  LWA_API_URL: "type a URL such as https://api.amazon.com, or leave it out",
  OIDC_ISSUER: "type the provider's issuer, a URL as its tokens have it in iss",
  OIDC_AUDIENCE: "type what the provider's access tokens for this skill have in aud",
  SKILL_ID: "type the skill's id (amzn1.ask.skill.…)",
  EVENTS_SECRET_ARN: "type the ARN of the secret with the client id and secret of Alexa's permissions page",
  ALEXA_API_URL_NA: "type a URL such as https://api.amazonalexa.com, or leave it out",
  ALEXA_API_URL_EU: "type a URL such as https://api.eu.amazonalexa.com, or leave it out",
  ALEXA_API_URL_FE: "type a URL such as https://api.fe.amazonalexa.com, or leave it out",
  SNAPSHOT_BUCKET: "type the name of the bucket with the cameras' pictures",
  SNAPSHOT_SECRET_ARN: "type the ARN of the secret with the key that signs the pictures' addresses",
  SNAPSHOT_URL: "type the URL of the function that serves the pictures",
  AWS_ENDPOINT_URL_S3: "type a URL, or leave it out",
  LAMBDA_TASK_ROOT: "Lambda sets it; elsewhere type the folder that cameras.json is in",
  LOG_LEVEL: "type DEBUG, INFO, WARN or ERROR, or leave it out",
  AWS_LAMBDA_FUNCTION_NAME: "Lambda sets it; elsewhere leave it out",
  AWS_REGION: "Lambda sets it; elsewhere type the region that the skill stands for, such as us-east-1",
  AWS_ACCESS_KEY_ID: "Lambda sets it from the function's role; elsewhere type an access key's id",
  AWS_SECRET_ACCESS_KEY: "Lambda sets it from the function's role; elsewhere type an access key's secret",
};

/** The environment as it is read: a variable set to nothing counts as not set. */
const environmentSchema = z.object({
  /** The registry. */
  CAMERAS: z._default(z.enum(["file", "dynamodb"]), "file"),
  /** Where state is kept, and cameras too by CAMERAS=dynamodb; without it state lives as long as the environment. */
  TABLE_NAME: z.optional(text),
  /** Who says whose a token is. */
  ACCOUNT_LINKING: z._default(z.enum(["lwa", "oidc"]), "lwa"),
  LWA_CLIENT_ID: z.optional(text),
  /** Login with Amazon's API, for account linking and for the grants. */
  LWA_API_URL: z._default(url, "https://api.amazon.com"),
  OIDC_ISSUER: z.optional(url),
  OIDC_AUDIENCE: z.optional(text),
  /** Whose events are taken; without it no skill event is. */
  SKILL_ID: z.optional(text),
  /** The client that Alexa's grants are exchanged with; without it the skill sends no events, and takes no grants. */
  EVENTS_SECRET_ARN: z.optional(text),
  ALEXA_API_URL_NA: z._default(url, "https://api.amazonalexa.com"),
  ALEXA_API_URL_EU: z._default(url, "https://api.eu.amazonalexa.com"),
  ALEXA_API_URL_FE: z._default(url, "https://api.fe.amazonalexa.com"),
  /** Where the pictures are. */
  SNAPSHOT_BUCKET: z.optional(text),
  SNAPSHOT_SECRET_ARN: z.optional(text),
  /** Who serves the pictures; without it no camera has a snapshot. That function itself cannot know its own URL. */
  SNAPSHOT_URL: z.optional(url),
  AWS_ENDPOINT_URL_S3: z.optional(url),
  /** The folder of the deployed code, with cameras.json in it. */
  LAMBDA_TASK_ROOT: text,
  LOG_LEVEL: z._default(z.enum(["DEBUG", "INFO", "WARN", "ERROR"]), "INFO"),
  /** By which metrics are told apart. */
  AWS_LAMBDA_FUNCTION_NAME: z.optional(text),
  AWS_REGION: text,
  AWS_ACCESS_KEY_ID: text,
  AWS_SECRET_ACCESS_KEY: text,
  AWS_SESSION_TOKEN: z.optional(text),
});

/** The skill's settings. */
export type Config = z.infer<typeof environmentSchema>;
/** The settings, of which these are there. */
export type ConfigWith<Needed extends keyof Config> = Config & {
  readonly [Name in Needed]-?: NonNullable<Config[Name]>;
};

/**
 * Reads the settings from the environment.
 * @param needed What this entry point cannot do without, beside what the settings themselves demand.
 * @throws {ConfigurationError} that says what to type for every wrong variable or, where none is wrong, for those that
 * the others demand.
 */
export function readConfig<Needed extends keyof Config = never>(
  environment: Readonly<Record<string, string | undefined>>,
  needed: readonly Needed[] = [],
): ConfigWith<Needed> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = z.safeParse(environmentSchema, set);
  const wrong = parsed.success
    ? [...needed, ...demandedBy(parsed.data)].filter((variable) => parsed.data[variable] === undefined)
    : parsed.error.issues.map((issue) => String(issue.path[0]));
  if (parsed.success && wrong.length === 0) return parsed.data as ConfigWith<Needed>;
  const sentences = [...new Set(wrong)].map((variable) => `${variable}: ${whatToType[variable] ?? "wrong"}`);
  throw new ConfigurationError(sentences.join("; "));
}

/** What settings demand of others. */
function demandedBy(config: Config): (keyof Config)[] {
  return [
    ...(config.ACCOUNT_LINKING === "lwa" ? (["LWA_CLIENT_ID"] as const) : (["OIDC_ISSUER", "OIDC_AUDIENCE"] as const)),
    // A grant that were gone with its environment would be no grant.
    ...(config.CAMERAS === "dynamodb" || config.EVENTS_SECRET_ARN !== undefined ? (["TABLE_NAME"] as const) : []),
    ...(config.SNAPSHOT_URL === undefined ? [] : (["SNAPSHOT_BUCKET", "SNAPSHOT_SECRET_ARN"] as const)),
    // What says in the table which cameras have a picture is the function that sends events.
    ...(config.SNAPSHOT_URL !== undefined && config.CAMERAS === "dynamodb" ? (["EVENTS_SECRET_ARN"] as const) : []),
  ];
}
