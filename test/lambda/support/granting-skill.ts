import { randomUUID } from "node:crypto";
import { createDynamoState } from "../../../lambda/dynamodb/state.ts";
import { createConfiguredSendingRights } from "../../../lambda/grants/configured.ts";
import { createHandler, type Handler } from "../../../lambda/index.ts";
import { createPowertoolsLog } from "../../../lambda/observability/powertools-log.ts";
import { createSecrets } from "../../../lambda/secrets.ts";
import type { SendingRights } from "../../../lambda/state/grants.ts";
import { startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { startSecrets } from "../../../rehearsal/aws/secrets.ts";
import { startDynamoTable } from "./dynamo-table.ts";
import { directiveFixture } from "./fixtures.ts";

/** Who grants. */
export const grantor = "amzn1.account.GRANTOR";
/** The skill's own id. */
export const skillId = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000";
/** Where the events' client is. */
export const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:camera-skill-events-AbCdEf";

/**
 * The skill that takes grants, and what sends events by them: against the stand-ins for Login with Amazon, Secrets
 * Manager and DynamoDB.
 */
export async function startGrantingSkill() {
  const login = await startLoginWithAmazon();
  const dynamo = await startDynamoTable();
  const { credentials, region, connections, tableName } = dynamo.options;
  const secrets = await startSecrets({
    region,
    accessKeys: [credentials],
    secrets: { [secretArn]: login.eventsClient },
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.url;
  const token = login.issueToken({ userId: grantor });
  const environment = {
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    SKILL_ID: skillId,
    EVENTS_SECRET_ARN: secretArn,
    TABLE_NAME: tableName,
    LAMBDA_TASK_ROOT: "/var/task",
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };

  return {
    login,
    dynamo,
    secrets,
    token,
    /** A new environment of the function that takes grants and skill events. */
    coldHandler: (change: Readonly<Record<string, string>> = {}): Handler =>
      createHandler({ ...environment, ...change }),
    /** The rights that the function which sends events has, in a new environment. */
    rights(now: () => number = Date.now): SendingRights {
      const log = createPowertoolsLog("INFO");
      return createConfiguredSendingRights({
        state: createDynamoState({ table: dynamo.table("state-unreachable"), log, now }),
        secrets: createSecrets({ credentials, connections, region, now }),
        secretArn,
        apiUrl: login.url,
        connections,
        now,
        log,
        newId: randomUUID,
      });
    },
    /** An AcceptGrant with a code that is good, of a user whose token is. */
    directive(code: string = login.issueGrantCode(grantor)) {
      const { directive } = directiveFixture("accept-grant.linked-user");
      directive.payload.grant.code = code;
      directive.payload.grantee.token = token;
      return { directive };
    },
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
      await secrets.stop();
      await dynamo.stop();
      await login.stop();
    },
  };
}
export type GrantingSkill = Awaited<ReturnType<typeof startGrantingSkill>>;
