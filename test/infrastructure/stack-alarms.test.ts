import { beforeAll, describe, expect, it } from "@jest/globals";
import { createPowertoolsMetrics } from "../../lambda/observability/powertools-metrics.ts";
import { captureOutput } from "../lambda/support/captured-output.ts";
import { arnOf, propertiesOf, refOf, resolveStack } from "./support/skill-stack.ts";

const parameters = { LoginWithAmazonClientId: "amzn1.application-oa2-client.ours" };

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}
interface Alarm extends Partial<Metric> {
  readonly AlarmActions: readonly string[];
  readonly OKActions: readonly string[];
  readonly TreatMissingData: string;
  readonly Metrics?: readonly {
    readonly Id: string;
    readonly Expression?: string;
    readonly ReturnData: boolean;
    readonly MetricStat?: { readonly Metric: Metric; readonly Stat: string; readonly Period: number };
  }[];
}

const stack = resolveStack(parameters);
const alarms = Object.fromEntries(
  Object.entries(stack.resources)
    .filter(([, { type }]) => type === "AWS::CloudWatch::Alarm")
    .map(([id, { properties }]) => [id, properties as unknown as Alarm]),
);

/** A metric as a text: its name, and whose it is. */
function text({ Namespace, MetricName, Dimensions }: Metric): string {
  return [Namespace, MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).toSorted()].join(" ");
}

function seenBy({ Namespace, MetricName, Dimensions, Metrics = [] }: Alarm): string[] {
  const single = Namespace && MetricName && Dimensions ? [{ Namespace, MetricName, Dimensions }] : [];
  return [...single, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])].map(text);
}

/** What CloudWatch makes of the lines that a function prints. */
function metricsOf(lines: readonly Record<string, unknown>[]): Set<string> {
  const kept = lines.flatMap((line) => {
    const { CloudWatchMetrics } = line._aws as {
      CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
    };
    return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) =>
        Dimensions.map((names) => {
          const dimensions = names.map((name) => ({ Name: name, Value: String(line[name]) }));
          return text({ Namespace, MetricName: Name, Dimensions: dimensions });
        }),
      ),
    );
  });
  return new Set(kept);
}

describe("the stack's alarms", () => {
  let emitted: Set<string>;
  beforeAll(() => {
    const output = captureOutput();
    const metrics = createPowertoolsMetrics(refOf("SkillFunction"));
    metrics.answered(900, "alexa-offer");
    metrics.unanswered("kvs-denied");
    emitted = metricsOf(output.lines());
    output.restore();
  });
  it("tell of errors, throttles, slow answers, no answers and events that were given up", () => {
    expect(Object.keys(alarms)).toEqual([
      "SkillErrors",
      "CameraEventsErrors",
      "SnapshotErrors",
      "Throttles",
      "SlowAnswers",
      "NoAnswers",
      "EventsGivenUp",
    ]);
    for (const alarm of Object.values(alarms)) {
      expect(alarm).toMatchObject({
        AlarmActions: [arnOf("AlarmTopic")],
        OKActions: [arnOf("AlarmTopic")],
        // A skill that nobody uses is in order.
        TreatMissingData: "notBreaching",
      });
    }
  });

  it("look at AWS's own metrics of this stack's functions and queue", () => {
    const of = (name: string, id: string) => `AWS/Lambda ${name} FunctionName=${refOf(id)}`;
    const functions = ["SkillFunction", "CameraEventsFunction", "SnapshotFunction"];
    expect(
      ["SkillErrors", "CameraEventsErrors", "SnapshotErrors"].flatMap((id) => seenBy(alarms[id] as Alarm)),
    ).toEqual(functions.map((id) => of("Errors", id)));
    expect(seenBy(alarms.Throttles as Alarm)).toEqual(functions.map((id) => of("Throttles", id)));
    const queue = refOf("DeadLetters").split("/").at(-1);
    expect(seenBy(alarms.EventsGivenUp as Alarm)).toEqual([
      `AWS/SQS ApproximateNumberOfMessagesVisible QueueName=${queue}`,
    ]);
  });

  it("look at metrics of our own that this stack's function does emit, by these very dimensions", () => {
    const ours = [alarms.SlowAnswers, alarms.NoAnswers].flatMap((alarm) => seenBy(alarm as Alarm));
    expect(ours.map((metric) => metric.split(" ")[1])).toEqual(["ViewAnswerTime", "Answered", "Answered"]);
    expect(ours.filter((metric) => !emitted.has(metric))).toEqual([]);
  });

  it("take more than five seconds for slow, in one answer of twenty", () => {
    expect(alarms.SlowAnswers).toMatchObject({
      ExtendedStatistic: "p95",
      Threshold: 5_000,
      ComparisonOperator: "GreaterThanThreshold",
    });
  });

  it("work out from metrics that they name", () => {
    const computed = Object.values(alarms).flatMap(({ Metrics }) => (Metrics ? [Metrics] : []));
    expect(computed).toHaveLength(2);
    for (const queries of computed) {
      expect(queries.filter(({ ReturnData }) => ReturnData)).toHaveLength(1);
      const [{ Expression = "" } = {}] = queries.filter(({ ReturnData }) => ReturnData);
      const named = Expression.match(/\b[a-z]\w*/g) ?? [];
      const ids = queries.filter(({ MetricStat }) => MetricStat).map(({ Id }) => Id);
      expect(Expression.includes("METRICS()") ? ids : named).toEqual(ids);
    }
  });

  it("are told to an address where one is given, and else to a topic that nobody reads yet", () => {
    const subscribed = resolveStack({ ...parameters, AlarmEmail: "owner@example.com" });
    expect(propertiesOf(subscribed, "AlarmMail")).toEqual({
      TopicArn: arnOf("AlarmTopic"),
      Protocol: "email",
      Endpoint: "owner@example.com",
    });
    expect(stack.resources).not.toHaveProperty("AlarmMail");
  });
});
