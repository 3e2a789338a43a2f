import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AlexaEvent } from "../protocol/alexa/events.ts";
import { createLoginWithAmazon } from "./accounts/login-with-amazon.ts";
import { CAMERAS_FILE, createFileRegistry } from "./cameras/file.ts";
import { createClock } from "./clock.ts";
import { type Config, ConfigurationError, readConfig } from "./config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { Failure } from "./failure.ts";
import { getJson } from "./http-get.ts";
import { createPowertoolsLog } from "./observability/powertools-log.ts";
import { createPowertoolsMetrics } from "./observability/powertools-metrics.ts";
import { createAutoExchange } from "./signaling/auto-exchange.ts";
import { createChannelEndpoints } from "./signaling/channel-endpoints.ts";
import { createKvsClients } from "./signaling/clients.ts";
import { createExchangeOfCamera } from "./signaling/exchange-of-camera.ts";
import { createAlexaOfferExchange } from "./signaling/send-alexa-offer.ts";
import { createViewerWhenNeeded } from "./signaling/viewer-when-needed.ts";
import { createSkill, failureEvent, type Skill } from "./skill.ts";
import { createGrantsWithoutEvents } from "./state/grants.ts";
import { createMemoryStore } from "./state/memory.ts";
import { createPresence } from "./state/presence.ts";
import { createViewerMarks } from "./state/viewer-marks.ts";

/** What the handler needs of Lambda's context. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** A Lambda handler of smart-home directives. It never throws. */
export type Handler = (event: unknown, context: LambdaContext) => Promise<AlexaEvent>;

/** Makes the handler from an environment, as Lambda or the rehearsal sets it. */
export function createHandler(environment: Readonly<Record<string, string | undefined>>): Handler {
  const now = createClock();
  const connections = createConnections(now);
  const skill = configuredSkill(environment, connections, now);
  let first = true;
  return async (event, context) => {
    connections.closeStale();
    const circumstances = { first, lambdaRemaining: context.getRemainingTimeInMillis() };
    first = false;
    return skill(event, circumstances);
  };
}

function configuredSkill(
  environment: Readonly<Record<string, string | undefined>>,
  connections: Connections,
  now: () => number,
): Skill {
  try {
    return wire(readConfig(environment), connections, now);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return misconfiguredSkill(error);
  }
}

/** Puts the skill together from what AWS runs it on. */
function wire(config: Config, connections: Connections, now: () => number): Skill {
  const log = createPowertoolsLog(config.LOG_LEVEL);
  const credentials = {
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
    ...(config.AWS_SESSION_TOKEN !== undefined && { sessionToken: config.AWS_SESSION_TOKEN }),
  };
  const clients = createKvsClients(credentials, connections);
  const endpoints = createChannelEndpoints(clients);
  const documented = createAlexaOfferExchange(clients, endpoints);
  const viewer = createViewerWhenNeeded({ credentials, endpoints });
  const marks = createViewerMarks(createMemoryStore(), now);
  const camerasFile = join(config.LAMBDA_TASK_ROOT, CAMERAS_FILE);
  return createSkill({
    accounts: createLoginWithAmazon({
      clientId: config.LWA_CLIENT_ID ?? "",
      apiUrl: config.LWA_API_URL,
      get: (url, signal) => getJson(url, { connections, signal }),
      now,
    }),
    registry: createFileRegistry({
      read: () => (existsSync(camerasFile) ? readFileSync(camerasFile, "utf8") : undefined),
      log,
    }),
    presence: createPresence(createMemoryStore(), now),
    grants: createGrantsWithoutEvents(),
    offerExchange: createExchangeOfCamera({
      "alexa-offer": documented,
      viewer,
      auto: createAutoExchange({ documented, viewer, marks, log }),
    }),
    announced: { events: config.EVENTS_SECRET_ARN !== undefined },
    log,
    metrics: createPowertoolsMetrics(),
    messageId: randomUUID,
    now,
  });
}

/** A skill that cannot work: it says why in every answer and in the log, which is where the developer looks. */
function misconfiguredSkill(error: ConfigurationError): Skill {
  const log = createPowertoolsLog("INFO");
  const metrics = createPowertoolsMetrics();
  const failure = new Failure("unexpected", { detail: error.message });
  return async (envelope) => {
    log.error("the configuration is wrong", { code: failure.code, sentence: failure.sentence });
    metrics.failed(failure.code);
    return failureEvent(envelope, failure, randomUUID());
  };
}

/** What AWS runs. */
export const handler: Handler = createHandler(process.env);
