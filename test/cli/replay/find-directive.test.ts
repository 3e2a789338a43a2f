import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { findDirective } from "../../../cli/replay/find-directive.ts";
import { WrongUsage } from "../../../cli/wrong-usage.ts";

const file = readFileSync(new URL("../../fixtures/directives/report-state.camera.json", import.meta.url), "utf8");
const directive = JSON.parse(file);
const view = { level: "WARN", message: "view", sessionId: "s-1", endpointId: "garden", outcome: "answer-late" };
const find = (text: string, camera?: string) => findDirective(text, "the.log", camera);

describe("a directive in a file", () => {
  it.each([
    ["alone, in many lines", file],
    ["behind a byte order mark", `\uFEFF${file}`],
    ["in a log line", JSON.stringify({ level: "INFO", message: "in", event: directive })],
    ["behind a time and a stream's name", `2026-01-01T00:00:00 2026/01/01/[$LATEST]0 ${JSON.stringify(directive)}`],
    ["as a string in what CloudWatch exports", JSON.stringify([{ timestamp: 1, message: JSON.stringify(directive) }])],
    ["among lines of other things", `START RequestId: 1\n{"cold":true}\n${JSON.stringify(directive)}\nEND\n`],
    ["beside the skill's own line about it", `${JSON.stringify(view)}\n${JSON.stringify(directive)}\n`],
  ])("is found %s", (_, text) => {
    expect(find(text)).toEqual({ envelope: directive, fromLogLine: false });
  });

  it("is made of the skill's own line about a view", () => {
    const { envelope, fromLogLine } = find(`START\n${JSON.stringify(view)}\n`);
    expect(fromLogLine).toBe(true);
    expect(envelope).toMatchObject({
      directive: {
        header: { namespace: "Alexa.RTCSessionController", name: "InitiateSessionWithOffer", payloadVersion: "3" },
        endpoint: { endpointId: "garden" },
        payload: { sessionId: "s-1" },
      },
    });
  });

  it("is made of the skill's own line about another failure, with the camera that it does not say", () => {
    const line = (key: string) =>
      JSON.stringify({ message: "directive failed", directive: key, code: "token-expired" });
    expect(find(line("Alexa.Discovery.Discover")).envelope.directive.header.name).toBe("Discover");
    expect(find(line("Alexa.ReportState"), "garden").envelope.directive.header.name).toBe("ReportState");
    expect(() => find(line("Alexa.ReportState"))).toThrow("does not say which camera it was: add --camera");
    expect(() => find(line("Alexa.Discovery.Discover"), "garden")).toThrow("Discover is for no camera");
  });

  it.each([
    ["", "the.log holds no JSON. Give JSON such as"],
    ["v=0\r\n", "the.log holds no JSON"],
    ["{", "the.log holds no JSON"],
    ["[]", "the.log holds no directive"],
    ['{"event":{"header":{"namespace":"Alexa","name":"Response"}}}', "the.log holds no directive"],
    ['{"directive":{"header":{"name":"Discover"}}}', "a directive whose directive.header.namespace is missing"],
    [
      '{"directive":{"header":{"name":"\\u001b[2J","namespace":"Alexa"}}}',
      "whose directive.header.name is missing or no",
    ],
    [`${JSON.stringify(directive)}\n${JSON.stringify(directive)}`, "the.log holds 2 directives"],
  ])("is refused where there is none, or several: %j", (text, words) => {
    expect(() => find(text)).toThrow(words);
    expect(() => find(text)).toThrow(WrongUsage);
  });
});
