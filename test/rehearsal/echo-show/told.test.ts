import { describe, expect, it } from "@jest/globals";
import { connectivityChanged, doorbellPress } from "../../../protocol/alexa/build-proactive-events.ts";
import { createTold, undeliveredOf } from "../../../rehearsal/echo-show/told.ts";

const TOKEN = "Atza|IwEBI-not-for-anybody";

const press = (messageId: string) =>
  doorbellPress({ messageId, endpointId: "front-door", at: 1_700_000_000_000 })(TOKEN);

describe("what the skill told Alexa", () => {
  const told = () =>
    createTold(
      (userId) => (userId === "ada" ? "household" : "neighbour"),
      (id) => (id === "front-door" ? "Front Door" : id),
    );

  it("is listed with the latest first, twenty at most", () => {
    const kept = told();
    for (let index = 0; index < 25; index += 1) kept.add({ region: "EU", userId: "ada", event: press(`m-${index}`) });
    expect(kept.list()).toHaveLength(20);
    expect(kept.list()[0]).toMatchObject({
      id: "m-24",
      name: "DoorbellPress",
      cameras: ["Front Door"],
      summary: "somebody rang",
      region: "EU",
      to: "household",
    });
    expect(kept.messageOf("m-4")).toBeUndefined();
  });

  it("says what changed, and shows the message without its token", () => {
    const kept = told();
    const event = connectivityChanged({
      messageId: "m",
      endpointId: "front-door",
      connectivity: "UNREACHABLE",
      motion: "DETECTED",
      at: 1_700_000_000_000,
    });
    kept.add({ region: "NA", userId: "ben", event: event(TOKEN) });
    expect(kept.list()).toMatchObject([{ summary: "connectivity UNREACHABLE", to: "neighbour" }]);
    const message = kept.messageOf("m");
    expect(message).toMatchObject({ from: "skill", to: "Alexa", what: "ChangeReport" });
    expect(JSON.stringify(message)).toContain("UNREACHABLE");
    expect(JSON.stringify(message)).not.toContain("Atza");
  });

  it("counts what could not be delivered, by our code alone", () => {
    const event = { source: "camera.front-door", "detail-type": "Doorbell Pressed" };
    const [ours, other] = undeliveredOf([
      { event, errorType: "Failure", errorMessage: "event-undelivered: Alexa could not be told." },
      { event, errorType: "TypeError", errorMessage: `it quotes ${TOKEN}` },
    ]);
    expect(ours).toEqual({ source: "camera.front-door", what: "Doorbell Pressed", because: "event-undelivered" });
    expect(other?.because).toBe("TypeError");
  });
});
