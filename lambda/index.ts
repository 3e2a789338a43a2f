import { randomUUID } from "node:crypto";
import type { AlexaEvent } from "../protocol/alexa/events.ts";
import { configuredAccounts } from "./accounts/configured.ts";
import { awsAccess } from "./aws-access.ts";
import { configuredFileRegistry } from "./cameras/configured-file.ts";
import { createClock } from "./clock.ts";
import { type Config, ConfigurationError, readConfig } from "./config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createTableWhenNeeded } from "./dynamodb/table-when-needed.ts";
import { Failure } from "./failure.ts";
import { createGrantsWhenNeeded } from "./grants/grants-when-needed.ts";
import { createPowertoolsWhenNeeded } from "./observability/powertools-when-needed.ts";
import { createSecrets } from "./secrets.ts";
import { createAutoExchange } from "./signaling/auto-exchange.ts";
import { createChannelEndpoints } from "./signaling/channel-endpoints.ts";
import { createKvsClients } from "./signaling/clients.ts";
import { createExchangeOfCamera } from "./signaling/exchange-of-camera.ts";
import type { OfferExchange } from "./signaling/offer-exchange.ts";
import { createAlexaOfferExchange } from "./signaling/send-alexa-offer.ts";
import { createViewerWhenNeeded } from "./signaling/viewer-when-needed.ts";
import { createSkill, failureEvent, type Skill } from "./skill.ts";
import { isSkillEvent } from "./skill-events/is-skill-event.ts";
import { createSkillEventsWhenNeeded } from "./skill-events/skill-events-when-needed.ts";
import { configuredSnapshots } from "./snapshots/configured.ts";
import { createGrantsWithoutEvents } from "./state/grants.ts";
import { createMemoryState } from "./state/memory.ts";
import { motionKind } from "./state/motion.ts";
import { createPresence, presenceKind } from "./state/presence.ts";
import { createViewerMarks, viewerMarkKind } from "./state/viewer-marks.ts";

/** What the handler needs of Lambda's context. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * A Lambda handler of smart-home directives and of skill events. A directive is always answered with an event. What a
 * skill event came to nothing by is thrown, for Alexa then sends it again.
 */
export type Handler = (event: unknown, context: LambdaContext) => Promise<AlexaEvent>;

/** Makes the handler from an environment, as Lambda or the rehearsal sets it. */
export function createHandler(environment: Readonly<Record<string, string | undefined>>): Handler {
  const now = createClock();
  const connections = createConnections(now);
  const answer = configuredAnswer(environment, connections, now);
  let first = true;
  return async (event, context) => {
    connections.closeStale();
    const circumstances = { first, lambdaRemaining: context.getRemainingTimeInMillis() };
    first = false;
    return answer(event, circumstances);
  };
}

function configuredAnswer(
  environment: Readonly<Record<string, string | undefined>>,
  connections: Connections,
  now: () => number,
): Skill {
  try {
    return wire(readConfig(environment), connections, now);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return misconfiguredSkill(error, environment.AWS_LAMBDA_FUNCTION_NAME);
  }
}

/** Puts what answers directives and skill events together from what AWS runs it on. */
function wire(config: Config, connections: Connections, now: () => number): Skill {
  const { log, metrics, around } = createPowertoolsWhenNeeded(config);
  const aws = awsAccess(config, connections, now);
  const secrets = createSecrets(aws);
  const accounts = configuredAccounts(config, connections, now);
  const table =
    config.TABLE_NAME === undefined ? undefined : createTableWhenNeeded({ ...aws, tableName: config.TABLE_NAME, log });
  // Every directive needs it, and asks for the account first.
  table?.prepare();
  const state = table?.state ?? createMemoryState(now);
  const { EVENTS_SECRET_ARN: secretArn, LWA_API_URL: apiUrl, AWS_REGION: awsRegion } = config;
  const grants =
    secretArn === undefined
      ? createGrantsWithoutEvents()
      : createGrantsWhenNeeded({ state, secrets, secretArn, apiUrl, connections, now, awsRegion });
  const snapshots = configuredSnapshots(config, { ...aws, secrets, log });
  const skill = createSkill({
    accounts,
    registry: config.CAMERAS === "dynamodb" && table ? table.registry : configuredFileRegistry(config, log),
    presence: createPresence(state.store(presenceKind), now),
    motion: state.store(motionKind),
    grants,
    offerExchange: createOfferExchange(),
    ...(snapshots !== undefined && { snapshots }),
    announced: { events: secretArn !== undefined, snapshots: snapshots !== undefined },
    log,
    metrics,
    messageId: randomUUID,
    now,
  });
  const skillEvents = createSkillEventsWhenNeeded({ skillId: config.SKILL_ID, accounts, grants, state, log, metrics });
  return (event, circumstances) =>
    around(() =>
      // Nobody reads what a skill event is answered with.
      isSkillEvent(event) ? (skillEvents(event, circumstances) as ReturnType<Skill>) : skill(event, circumstances),
    );

  function createOfferExchange(): OfferExchange {
    const clients = createKvsClients(aws.credentials, connections);
    const endpoints = createChannelEndpoints(clients);
    const documented = createAlexaOfferExchange(clients, endpoints);
    const viewer = createViewerWhenNeeded({ credentials: aws.credentials, endpoints });
    const marks = createViewerMarks(state.store(viewerMarkKind), now);
    const auto = createAutoExchange({ documented, viewer, marks, log, endpoints });
    return createExchangeOfCamera({ "alexa-offer": documented, viewer, auto });
  }
}

/** A skill that cannot work: it says why in every answer and in the log, which is where the developer looks. */
function misconfiguredSkill(error: ConfigurationError, functionName: string | undefined): Skill {
  const { log, metrics, around } = createPowertoolsWhenNeeded({
    LOG_LEVEL: "INFO",
    AWS_LAMBDA_FUNCTION_NAME: functionName,
  });
  const failure = new Failure("unexpected", { detail: error.message });
  return (envelope) =>
    around(async () => {
      log.error("the configuration is wrong", { code: failure.code, sentence: failure.sentence });
      if (isSkillEvent(envelope)) {
        metrics.failed(failure.code);
        // Alexa sends it again, and by then the settings may be right.
        throw failure;
      }
      metrics.unanswered(failure.code);
      return failureEvent(envelope, failure, randomUUID());
    });
}

/** What AWS runs. */
export const handler: Handler = createHandler(process.env);
