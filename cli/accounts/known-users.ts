import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { grantKind } from "../../lambda/grants/grant.ts";
import { alexaUserKind } from "../../lambda/skill-events/alexa-users.ts";

/** The right to send events for a user in one of Alexa's regions, without its tokens. */
export interface KnownGrant {
  readonly userId: string;
  /** As the skill calls it: NA, EU or FE. */
  readonly region: string;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  /** When it was last refreshed in vain, in epoch milliseconds; undefined where that went well since. */
  readonly failedAt: number | undefined;
}

/** A user whom Alexa told the skill of, by the event SkillAccountLinked. */
export interface KnownLink {
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What the skill's table says of users, beside whose the cameras are. */
export interface KnownUsers {
  readonly grants: readonly KnownGrant[];
  /** Who is linked now: whoever has disabled the skill since is not there. */
  readonly links: readonly KnownLink[];
}

const grantPrefix = `${grantKind.kind}#`;
const linkPrefix = `${alexaUserKind.kind}#`;

/** All that is read: DynamoDB keeps the tokens, which stand beside it, to itself. */
const projection = {
  ProjectionExpression: "pk, sk, #entry.#acceptedAt, #entry.#failure.#at, #entry.#happened",
  ExpressionAttributeNames: {
    "#entry": "entry",
    "#acceptedAt": "acceptedAt",
    "#failure": "failure",
    "#at": "at",
    "#happened": "happened",
  },
} as const;

const keySchema = { pk: z.string(), sk: z.string() };
const grantSchema = z.object({
  ...keySchema,
  entry: z.object({ acceptedAt: z.number(), failure: z.optional(z.object({ at: z.number() })) }),
});
const linkSchema = z.object({
  ...keySchema,
  entry: z.object({ happened: z.array(z.object({ at: z.number(), userId: z.optional(z.string()) })) }),
});

/**
 * Reads who has given the skill a grant, and who is linked with it; reads the whole table, and no token.
 * Whether a grant's refresh token still works cannot be told without using it, which would be a change.
 * @throws what the client throws.
 */
export async function readKnownUsers(client: DynamoDBClient, tableName: string): Promise<KnownUsers> {
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: "begins_with(pk, :grant) OR begins_with(pk, :link)",
      ExpressionAttributeValues: { ":grant": grantPrefix, ":link": linkPrefix },
      ...projection,
    },
  );
  const grants: KnownGrant[] = [];
  const links: KnownLink[] = [];
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      // What cannot be read counts as missing, as it does for the skill.
      const grant = z.safeParse(grantSchema, item).data;
      const link = z.safeParse(linkSchema, item).data;
      if (grant?.pk.startsWith(grantPrefix)) grants.push(grantIn(grant));
      if (link?.pk.startsWith(linkPrefix)) links.push(...linkIn(link));
    }
  }
  return { grants, links };
}

function grantIn({ pk, sk, entry }: z.infer<typeof grantSchema>): KnownGrant {
  const { acceptedAt, failure } = entry;
  return { userId: pk.slice(grantPrefix.length), region: sk, acceptedAt, failedAt: failure?.at };
}

function linkIn({ entry }: z.infer<typeof linkSchema>): KnownLink[] {
  const { at = 0, userId } = entry.happened.at(-1) ?? {};
  return userId === undefined ? [] : [{ userId, at }];
}
