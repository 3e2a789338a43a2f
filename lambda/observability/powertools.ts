import type { Config } from "../config.ts";
import { createPowertoolsLog } from "./powertools-log.ts";
import { createPowertoolsMetrics } from "./powertools-metrics.ts";

/** Of the settings what the log and the metrics need. */
export type PowertoolsConfig = Pick<Config, "LOG_LEVEL" | "AWS_LAMBDA_FUNCTION_NAME">;

/** A log and metrics in the forms that CloudWatch reads. */
export function createPowertools({ LOG_LEVEL, AWS_LAMBDA_FUNCTION_NAME }: PowertoolsConfig) {
  return { log: createPowertoolsLog(LOG_LEVEL), metrics: createPowertoolsMetrics(AWS_LAMBDA_FUNCTION_NAME) };
}
