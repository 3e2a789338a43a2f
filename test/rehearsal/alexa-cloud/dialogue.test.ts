import { describe, expect, it } from "@jest/globals";
import { acceptGrantFailed, errorResponse } from "../../../protocol/alexa/build-events.ts";
import { snapshotErrorResponse } from "../../../protocol/alexa/build-snapshot-events.ts";
import { createAlexaCloud, RefusedByAlexa } from "../../../rehearsal/alexa-cloud/index.ts";

const errors = {
  general: (parts: { messageId: string }) =>
    errorResponse({ ...parts, payload: { type: "INTERNAL_ERROR", message: "" } }),
  "AcceptGrant's": (parts: { messageId: string }) => acceptGrantFailed({ ...parts, message: "" }),
  "the snapshots'": (parts: { messageId: string }) =>
    snapshotErrorResponse({ ...parts, payload: { type: "DISABLED_BY_USER", message: "" } }),
};

/** Alexa's cloud before a skill that answers whatever comes with this error. */
function cloudBefore(error: keyof typeof errors) {
  return createAlexaCloud({
    accessToken: () => "token",
    async invoke(event) {
      const { correlationToken } = (event as { directive: { header: { correlationToken?: string } } }).directive.header;
      return errors[error]({ messageId: "message", ...(correlationToken !== undefined && { correlationToken }) });
    },
  });
}

describe("Alexa", () => {
  it("takes of each interface its own error", async () => {
    expect(await cloudBefore("general").reportState("garden")).toMatchObject({ error: { type: "INTERNAL_ERROR" } });
    expect(await cloudBefore("general").getSnapshot("garden")).toMatchObject({ error: { type: "INTERNAL_ERROR" } });
    expect(await cloudBefore("the snapshots'").getSnapshot("garden")).toHaveProperty("error");
    expect(await cloudBefore("AcceptGrant's").acceptGrant("code")).toHaveProperty("error");
  });

  it("takes no interface's error for another, and of AcceptGrant none but its own", async () => {
    await expect(cloudBefore("the snapshots'").reportState("garden")).rejects.toBeInstanceOf(RefusedByAlexa);
    await expect(cloudBefore("AcceptGrant's").getSnapshot("garden")).rejects.toBeInstanceOf(RefusedByAlexa);
    await expect(cloudBefore("general").acceptGrant("code")).rejects.toBeInstanceOf(RefusedByAlexa);
  });
});
