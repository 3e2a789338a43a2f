import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ViewMetrics } from "./metrics.ts";
import { SERVICE_NAME } from "./powertools-log.ts";

/**
 * Metrics as EMF lines on stdout. CloudWatch turns them into `ViewAnswerTime` of every view that was answered,
 * `ViewerWayAnswer` for each of those whose answer came by ConnectAsViewer, and `Failure` (by `code`).
 */
export function createPowertoolsMetrics(): ViewMetrics {
  const metrics = new Metrics({ namespace: "AlexaKvsCameraSkill", serviceName: SERVICE_NAME });
  return {
    answered(milliseconds, way) {
      // Each view waits for this: a singleMetric() would build a Metrics of its own, which takes 0.3 ms.
      metrics.addMetric("ViewAnswerTime", MetricUnit.Milliseconds, milliseconds);
      // A count beside the time: a dimension would divide the time's series in two.
      if (way === "viewer") metrics.addMetric("ViewerWayAnswer", MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    failed(code) {
      const metric = metrics.singleMetric();
      metric.addDimension("code", code);
      metric.addMetric("Failure", MetricUnit.Count, 1);
    },
  };
}
