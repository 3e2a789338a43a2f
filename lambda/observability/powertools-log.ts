import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "./log.ts";

/** Who speaks in logs and metrics. */
export const SERVICE_NAME = "alexa-kvs-camera-skill";

/** A log of JSON lines on stdout, in Powertools' form. */
export function createPowertoolsLog(logLevel: "DEBUG" | "INFO" | "WARN" | "ERROR"): Log {
  const logger = new Logger({ serviceName: SERVICE_NAME, logLevel });
  return {
    info: (message, fields) => logger.info(message, { ...fields }),
    warn: (message, fields) => logger.warn(message, { ...fields }),
    error: (message, fields) => logger.error(message, { ...fields }),
  };
}
