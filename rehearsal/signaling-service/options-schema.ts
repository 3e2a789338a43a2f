import * as z from "zod/mini";
import { accessKeySchema } from "./access/access-keys-file.ts";
import type { SignalingServiceOptions } from "./options.ts";
import { regionPattern } from "./region.ts";
import { describable, describeIssue } from "./validation.ts";

/** setTimeout takes no more: a longer time would be over after one millisecond. Source: Node.js, Timers, setTimeout. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** An AWS region's name. */
export const regionSchema = z
  .string()
  .check(z.regex(regionPattern, { error: "must be a region's name, such as eu-west-1" }));

/** An AWS account's id. */
export const accountIdSchema = z.string().check(z.regex(/^\d{12}$/, { error: "must be twelve digits" }));

/** An access key pair; what else credentials may have, the owner's do not need. */
export const credentialsSchema = z.object({
  accessKeyId: accessKeySchema.shape.accessKeyId,
  secretAccessKey: accessKeySchema.shape.secretAccessKey,
});

/** The owner's key is for good; what a provider of temporary credentials gives would be refused in every call. */
const ownersKeySchema = z.extend(credentialsSchema, {
  sessionToken: z.optional(z.undefined({ error: "must be absent: temporary credentials go into accessKeys" })),
});

const timeSchema = z.number().check(z.minimum(0), z.maximum(LONGEST_TIMER));

const functionSchema = z.custom((value) => typeof value === "function", { error: "must be a function" });

/** A key that a program gives may judge by itself. */
const judgedKeySchema = z.extend(accessKeySchema, { permits: z.optional(functionSchema) });

/** Also for those who have no type checker, or one that lets through what nothing can be made of. */
const optionsShape = {
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  region: z.optional(regionSchema),
  accountId: z.optional(accountIdSchema),
  credentials: z.optional(ownersKeySchema),
  accessKeys: z.optional(z.array(z.pipe(z.transform(ownMembers), judgedKeySchema))),
  dataDirectory: z.optional(z.string().check(z.minLength(1))),
  channels: z.optional(z.array(z.string())),
  quotas: z.optional(z.enum(["on", "off"])),
  takeover: z.optional(z.enum(["leave-open", "close"])),
  emptyFrames: z.optional(z.boolean()),
  tls: z.optional(z.object({ directory: z.string().check(z.minLength(1)) })),
  hostNames: z.optional(z.boolean()),
  turnHost: z.optional(z.string()),
  pageFolder: z.optional(z.string()),
  clock: z.optional(z.object({ now: functionSchema, after: functionSchema })),
  onEvent: z.optional(functionSchema),
  onTraffic: z.optional(functionSchema),
  noAnswer: z.optional(
    z.object({
      as: z.optional(z.enum(["null", "hang", "error"])),
      afterMilliseconds: z.optional(
        z.union([z.literal("ttl"), timeSchema], { error: `must be "ttl", or a number from 0 to ${LONGEST_TIMER}` }),
      ),
    }),
  ),
  channelDelayMilliseconds: z.optional(z.pipe(z.transform(firstOfFunction), timeSchema)),
} satisfies Record<keyof SignalingServiceOptions, z.ZodMiniType>;

const optionsSchema = z.strictObject(optionsShape, {
  error: (issue) =>
    issue.code === "unrecognized_keys"
      ? `has no member ${issue.keys.join(" and ")}: there are ${Object.keys(optionsShape).join(", ")}`
      : undefined,
});

/**
 * Holds a service's options to what a service can be started with.
 * @throws {Error} that says which option must be what, and quotes none.
 */
export function checkOptions(options: SignalingServiceOptions): void {
  const { error } = optionsSchema.safeParse(options, describable);
  if (error === undefined) return;
  throw new Error(`the signaling service cannot start: ${error.issues.map(describeIssue).join("; ")}`);
}

/** What a function gives is judged by what it gives at first. */
function firstOfFunction(value: unknown): unknown {
  return typeof value === "function" ? value() : value;
}

/**
 * What an access key has of its own: a member that is undefined counts as absent, as everywhere in the options, and AWS's
 * SDK writes `$source` into credentials that a client is given.
 */
function ownMembers(key: unknown): unknown {
  if (typeof key !== "object" || key === null) return key;
  return Object.fromEntries(Object.entries(key).filter(([name, member]) => member !== undefined && name !== "$source"));
}
