import { type AwsServer, startAwsServer } from "../../aws/aws-server.ts";
import { queryReplies, readQuery } from "../../aws/query.ts";
import { refused } from "../../aws/refused.ts";
import type { Identities } from "./identities.ts";

const { reply, error: errorReply } = queryReplies("https://sts.amazonaws.com/doc/2011-06-15/");

/** Of IAM and STS. Source: their refusals, "…Z is now earlier than …Z (…Z - 15 min.)"; of IAM it is not verified. */
export const CLOCK_WINDOW_MINUTES = 15;

/**
 * Starts a stand-in for AWS STS on loopback that says whose a key is, the stranger's included. It needs no permission.
 * Source: AWS STS API reference, GetCallerIdentity.
 */
export function startSts({ accessKeys, callerOf }: Pick<Identities, "accessKeys" | "callerOf">): Promise<AwsServer> {
  return startAwsServer({
    service: "sts",
    accessKeys,
    clockWindowMinutes: CLOCK_WINDOW_MINUTES,
    handle({ body, key }) {
      const { action } = readQuery(body);
      if (action !== "GetCallerIdentity") throw refused("InvalidAction", `There is no operation ${action} here.`);
      const { accountId, arn, userId } = callerOf(key);
      return reply(action, { Arn: arn, UserId: userId, Account: accountId });
    },
    errorReply,
    throttled: { name: "Throttling", status: 400 },
  });
}
