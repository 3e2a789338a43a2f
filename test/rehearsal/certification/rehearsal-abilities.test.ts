import { describe, expect, it } from "@jest/globals";
import { rehearsalAbilities } from "../../../rehearsal/certification/rehearsal-abilities.ts";
import type { GatewayDelivery } from "../../../rehearsal/certification/target.ts";
import { createHappenings } from "../../../rehearsal/happenings.ts";
import type { Parts } from "../../../rehearsal/parts.ts";

describe("a rehearsal's event gateway", () => {
  it("is heard with what it takes and what it refuses, until nobody listens any more", () => {
    const happenings = createHappenings();
    const neighbour = { token: { current: () => "" } };
    const incidents = {};
    const { gateway } = rehearsalAbilities({ happenings, neighbour, incidents } as unknown as Parts);
    const heard: GatewayDelivery[] = [];
    const stop = gateway.listen((delivery) => heard.push(delivery));
    const event = { event: {} } as never;
    const tell = () => {
      happenings.emit("gateway", { region: "NA", userId: "ada", event });
      happenings.emit("refusal", { status: 403, event });
    };
    tell();
    stop();
    tell();
    expect(heard).toEqual([
      { status: 202, event },
      { status: 403, event },
    ]);
  });
});
