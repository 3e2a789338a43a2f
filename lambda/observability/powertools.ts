import type { Config } from "../config.ts";
import { createPowertoolsLog } from "./powertools-log.ts";
import { createPowertoolsMetrics } from "./powertools-metrics.ts";

/** A log and metrics in the forms that CloudWatch reads. */
export function createPowertools(logLevel: Config["LOG_LEVEL"]) {
  return { log: createPowertoolsLog(logLevel), metrics: createPowertoolsMetrics() };
}
