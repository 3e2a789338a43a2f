import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { failures } from "../../../lambda/failure.ts";
import { createPowertoolsMetrics } from "../../../lambda/observability/powertools-metrics.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";

const FUNCTION = "ask-camera-SkillFunction-1a2b3c";
const stack = ["service", "function_name"];
const named = { service: "alexa-kvs-camera-skill", function_name: FUNCTION };

let output: CapturedOutput;
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => output.restore());

/** A line as CloudWatch reads it: by which dimensions each metric is kept. */
function kept() {
  return output.lines().map((line) => {
    const { CloudWatchMetrics } = line._aws as {
      CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
    };
    const [{ Namespace = "", Dimensions = [], Metrics = [] } = {}] = CloudWatchMetrics;
    return { Namespace, Dimensions, Metrics: Object.fromEntries(Metrics.map(({ Name }) => [Name, line[Name]])), line };
  });
}

describe("the metrics of a function", () => {
  it("keep an answered view's time and its count by the function's name", () => {
    createPowertoolsMetrics(FUNCTION).answered(812.5, "alexa-offer");

    expect(kept()).toEqual([
      {
        Namespace: "AlexaKvsCameraSkill",
        Dimensions: [stack],
        Metrics: { ViewAnswerTime: 812.5, Answered: 1 },
        line: expect.objectContaining(named),
      },
    ]);
  });

  it("keep a failure both in all and by its code, so that an alarm can count them", () => {
    createPowertoolsMetrics(FUNCTION).failed("event-undelivered");

    expect(kept()).toEqual([
      expect.objectContaining({
        Dimensions: [stack, [...stack, "code"]],
        Metrics: { Failure: 1 },
        line: expect.objectContaining({ ...named, code: "event-undelivered" }),
      }),
    ]);
  });

  it("say of a directive that a working skill would have answered that nothing was", () => {
    createPowertoolsMetrics(FUNCTION).unanswered("kvs-denied");

    expect(kept().map(({ Dimensions, Metrics }) => ({ Dimensions, Metrics }))).toEqual([
      { Dimensions: [stack, [...stack, "code"]], Metrics: { Failure: 1 } },
      { Dimensions: [stack], Metrics: { Answered: 0 } },
    ]);
  });

  it("tell no outage by what users and their cameras bring about", () => {
    const metrics = createPowertoolsMetrics(FUNCTION);
    const codes = Object.keys(failures) as (keyof typeof failures)[];
    const silent = codes.filter((code) => {
      output.clear();
      metrics.unanswered(code);
      return !output.lines().some((line) => "Answered" in line);
    });

    expect(silent.toSorted()).toEqual([
      "camera-busy",
      "camera-not-found",
      "camera-offline",
      "directive-malformed",
      "directive-unknown",
      "grant-gone",
      "offer-not-sdp",
      "offer-too-large",
      "snapshot-missing",
      "token-expired",
      "token-invalid",
    ]);
  });

  it("leave no dimension behind for the next line", () => {
    const metrics = createPowertoolsMetrics(FUNCTION);
    metrics.unanswered("camera-offline");
    metrics.answered(900, "viewer");

    const [, answered] = kept();
    expect(answered).toMatchObject({ Dimensions: [stack], Metrics: { ViewerWayAnswer: 1 } });
    expect(answered?.line).not.toHaveProperty("code");
  });

  it("have no function's name outside Lambda", () => {
    createPowertoolsMetrics(undefined).answered(812.5, "alexa-offer");

    expect(kept()).toMatchObject([{ Dimensions: [["service"]] }]);
    expect(output.text()).not.toContain("function_name");
  });
});
