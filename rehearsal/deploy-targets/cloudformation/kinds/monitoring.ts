import * as z from "zod/mini";
import { arnOf, autoName, find, integer, kind, serviceRefuses, text } from "./kind.ts";

/** Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logGroup = kind("AWS::Logs::LogGroup", {
  createOnly: ["LogGroupName"],
  properties: z.looseObject({ LogGroupName: z.optional(z.string()), RetentionInDays: z.optional(integer) }),
  make({ LogGroupName, RetentionInDays }, surroundings) {
    if (RetentionInDays !== undefined && !retentions.includes(RetentionInDays)) {
      throw serviceRefuses(`RetentionInDays must be one of ${retentions.join(", ")}`);
    }
    const name = LogGroupName ?? autoName(surroundings, 512);
    return { physicalId: name, attributes: { Arn: arnOf("logs", `log-group:${name}:*`, surroundings) } };
  },
});

const transformation = z.looseObject({ MetricName: z.string(), MetricNamespace: z.string(), MetricValue: text });

const metricFilter = kind("AWS::Logs::MetricFilter", {
  createOnly: ["FilterName", "LogGroupName"],
  properties: z.looseObject({
    FilterName: z.optional(z.string()),
    LogGroupName: z.string(),
    FilterPattern: z.string(),
    MetricTransformations: z.array(transformation).check(z.length(1, "one metric transformation is required")),
  }),
  make({ FilterName, LogGroupName }, surroundings) {
    if (find("AWS::Logs::LogGroup", surroundings, ({ physicalId }) => physicalId === LogGroupName) === undefined) {
      throw serviceRefuses("The specified log group does not exist.", "NotFound");
    }
    return { physicalId: FilterName ?? autoName(surroundings, 512), attributes: {} };
  },
});

const alarm = kind("AWS::CloudWatch::Alarm", {
  createOnly: ["AlarmName"],
  properties: z.looseObject({
    AlarmName: z.optional(z.string()),
    EvaluationPeriods: integer,
    ComparisonOperator: z.string(),
    MetricName: z.optional(z.string()),
    Namespace: z.optional(z.string()),
    Statistic: z.optional(z.string()),
    ExtendedStatistic: z.optional(z.string()),
    Metrics: z.optional(z.array(z.unknown())),
  }),
  make({ AlarmName, MetricName, Namespace, Statistic, ExtendedStatistic, Metrics }, surroundings) {
    const isOne = MetricName !== undefined && Namespace !== undefined;
    if (isOne === (Metrics !== undefined)) {
      throw serviceRefuses(
        "An alarm watches either one metric, by MetricName and Namespace, or an expression of Metrics.",
      );
    }
    if (isOne && (Statistic === undefined) === (ExtendedStatistic === undefined)) {
      throw serviceRefuses("Exactly one of Statistic or ExtendedStatistic must be specified");
    }
    const name = AlarmName ?? autoName(surroundings, 255);
    return { physicalId: name, attributes: { Arn: arnOf("cloudwatch", `alarm:${name}`, surroundings) } };
  },
});

/** The kinds that watch. Source: CloudFormation template reference, AWS::Logs, AWS::CloudWatch. */
export const monitoringKinds = [logGroup, metricFilter, alarm];
