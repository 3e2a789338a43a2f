import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { FailureCode } from "../failure.ts";
import type { ViewMetrics } from "./metrics.ts";
import { speaksOfOutage } from "./outage.ts";
import { SERVICE_NAME } from "./powertools-log.ts";

/**
 * Metrics as EMF lines on stdout. CloudWatch turns them into `ViewAnswerTime` of every view that was answered,
 * `ViewerWayAnswer` for each of those whose answer came by ConnectAsViewer, `Failure` (in all, and by `code`), and
 * `Answered`: 1 for a view that was answered, 0 for a directive that a working skill would have answered.
 * @param functionName the dimension `function_name`, by which an alarm sees its own stack alone; outside Lambda there is
 * none.
 */
export function createPowertoolsMetrics(functionName: string | undefined): ViewMetrics {
  const metrics = new Metrics({
    namespace: "AlexaKvsCameraSkill",
    serviceName: SERVICE_NAME,
    ...(functionName !== undefined && { defaultDimensions: { function_name: functionName } }),
  });

  function failed(code: FailureCode): void {
    // A set of dimensions without any of its own: no alarm can add up what is counted by code alone.
    metrics.addDimensions({});
    metrics.addDimensions({ code });
    metrics.addMetric("Failure", MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  }

  return {
    answered(milliseconds, way) {
      // Each view waits for this: a singleMetric() would build a Metrics of its own, which takes 0.3 ms.
      metrics.addMetric("ViewAnswerTime", MetricUnit.Milliseconds, milliseconds);
      metrics.addMetric("Answered", MetricUnit.Count, 1);
      // A count beside the time: a dimension would divide the time's series in two.
      if (way === "viewer") metrics.addMetric("ViewerWayAnswer", MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    unanswered(code) {
      failed(code);
      if (!speaksOfOutage(code)) return;
      // A 0 that is there: what is missing altogether an alarm cannot tell from a skill that nobody uses.
      metrics.addMetric("Answered", MetricUnit.Count, 0);
      metrics.publishStoredMetrics();
    },
    failed,
  };
}
