import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { senderClientId } from "../../../lambda/signaling/sender-client-id.ts";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";

describe("a sender's client id", () => {
  it("is the session's id and the attempt", () => {
    expect(senderClientId("8f2a4c1e-6a0f", 2)).toBe("8f2a4c1e-6a0f.2");
  });

  it("is one that KVS takes, and another one for each attempt, whatever the session is called", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant("AWS_session"), fc.constant("x".repeat(256))), (sessionId) => {
        const [first, second] = [senderClientId(sessionId, 1), senderClientId(sessionId, 2)];
        expect(clientIdSchema.safeParse(first).success).toBe(true);
        expect(clientIdSchema.safeParse(second).success).toBe(true);
        expect(first).not.toBe(second);
      }),
    );
  });
});
