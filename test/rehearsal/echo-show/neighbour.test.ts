import { describe, expect, it } from "@jest/globals";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { addOrUpdateReports, deleteReports } from "../../../protocol/alexa/build-proactive-events.ts";
import { cameraRecordSchema } from "../../../protocol/camera-record.ts";
import type { Household } from "../../../rehearsal/alexa-cloud/household.ts";
import { createNeighbour } from "../../../rehearsal/echo-show/neighbour.ts";

const garden = { id: "garden", name: "Garden" };
const record = cameraRecordSchema.parse({
  ...garden,
  kind: "camera",
  talk: false,
  channelArn: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/garden/1700000000000",
  owners: ["ben"],
  manufacturer: "Rehearsal",
  model: "Virtual camera",
});

function neighbourOf(refuses: () => boolean) {
  let [now, asked] = [1_000_000, 0];
  const alexa = {
    async reportState() {
      asked += 1;
      if (refuses()) return { error: { type: "NO_SUCH_ENDPOINT", message: "" } };
      return { value: { context: { properties: [{ namespace: "Alexa.EndpointHealth", value: { value: "OK" } }] } } };
    },
  };
  const household = { userId: "ben", alexa, enabled: () => true } as unknown as Household;
  const neighbour = createNeighbour(
    household,
    [garden],
    () => {},
    () => now,
  );
  const newMessageId = () => "m";
  return {
    neighbour,
    asked: () => asked,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    share: () => {
      const endpoints = [discoveryEndpointOf(record, { events: true })];
      for (const event of addOrUpdateReports({ newMessageId, endpoints })) neighbour.take(event("token"));
    },
    unshare: () => {
      for (const event of deleteReports({ newMessageId, endpointIds: [garden.id] })) neighbour.take(event("token"));
    },
  };
}

describe("the neighbour's Alexa", () => {
  it("asks once for a camera that it does not know, and is refused", async () => {
    const { neighbour, asked } = neighbourOf(() => true);
    await neighbour.tryOthers();
    await neighbour.tryOthers();
    expect(neighbour.view().others).toEqual([{ ...garden, answer: { outcome: "refused", type: "NO_SUCH_ENDPOINT" } }]);
    expect(asked()).toBe(1);
  });

  it("tells a skill that answers a stranger", async () => {
    const { neighbour } = neighbourOf(() => false);
    await neighbour.tryOthers();
    expect(neighbour.view().others[0]?.answer).toEqual({ outcome: "answered" });
  });

  it("knows a camera while it is shared, and allows the skill a minute to forget that it was", async () => {
    let refuses = false;
    const { neighbour, share, unshare, later } = neighbourOf(() => refuses);
    share();
    await neighbour.tryOthers();
    expect(neighbour.view()).toMatchObject({ cameras: [{ ...garden, health: "OK" }], others: [] });
    unshare();
    await neighbour.tryOthers();
    expect(neighbour.view()).toMatchObject({ cameras: [], others: [{ answer: { outcome: "remembered" } }] });
    later(70_000);
    await neighbour.tryOthers();
    expect(neighbour.view().others[0]?.answer).toEqual({ outcome: "answered" });
    refuses = true;
    await neighbour.tryOthers();
    expect(neighbour.view().others[0]?.answer?.outcome).toBe("refused");
  });
});
