import { describe, expect, it } from "@jest/globals";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";
import { unwrapIceCandidate, wrapIceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import { clientMessageSchema, serviceMessageSchema } from "../../../protocol/signaling/messages.ts";

describe("a client's message", () => {
  const message = { action: "SDP_OFFER", recipientClientId: "me", messagePayload: "e30=", correlationId: "1" };

  it("may spell its keys as the browser SDK does", () => {
    expect(clientMessageSchema.parse(message)).toEqual(message);
  });

  it("may spell its keys as the C SDK does", () => {
    const capitalised = { action: "SDP_OFFER", RecipientClientId: "me", MessagePayload: "e30=", CorrelationId: "1" };
    expect(clientMessageSchema.parse(capitalised)).toEqual(message);
  });

  it.each([null, 5, ["a"]])("may name anything as its recipient: %j", (recipientClientId) => {
    expect(clientMessageSchema.parse({ ...message, recipientClientId }).recipientClientId).toBeUndefined();
  });

  it.each([null, ""])("may have a correlation id that is empty: %j", (correlationId) => {
    expect(clientMessageSchema.parse({ ...message, correlationId }).correlationId).toBeUndefined();
  });

  it("may carry more than the service reads, and an empty recipient", () => {
    const android = { ...message, recipientClientId: "", senderClientId: "" };
    expect(clientMessageSchema.parse(android)).toEqual({ ...message, recipientClientId: "" });
  });

  it.each([
    ["an unknown action", { ...message, action: "RENEGOTIATE" }],
    ["no payload", { action: "SDP_OFFER" }],
    ["a payload over 10,000 characters", { ...message, messagePayload: "A".repeat(10_001) }],
    ["a payload that is not base64", { ...message, messagePayload: "{}" }],
    ["a correlation id with a space", { ...message, correlationId: "a b" }],
    ["a list", [message]],
    ["null", null],
  ])("is refused with %s", (_case, wrong) => {
    expect(clientMessageSchema.safeParse(wrong).success).toBe(false);
  });
});

describe("a message from the service", () => {
  it.each([
    [{ messageType: "SDP_OFFER", messagePayload: "e30=", senderClientId: "viewer" }],
    [{ messageType: "SDP_ANSWER", messagePayload: "e30=" }],
    [{ messageType: "STATUS_RESPONSE", statusResponse: { correlationId: "1", statusCode: "400" } }],
    [{ messageType: "GO_AWAY" }],
    [{ messageType: "RECONNECT_ICE_SERVER" }],
  ])("is read: %j", (message) => {
    expect(serviceMessageSchema.parse(message)).toEqual(message);
  });

  it("of an unknown type is left alone", () => {
    expect(serviceMessageSchema.safeParse({ messageType: "SOMETHING_NEW" }).success).toBe(false);
  });
});

describe("a client id", () => {
  it.each(["viewer-1", "a.b_c", "x".repeat(256)])("may be %s", (id) => {
    expect(clientIdSchema.safeParse(id).success).toBe(true);
  });

  it.each(["", "AWS_viewer", "aws_viewer", "a b", "a/b", "x".repeat(257)])("may not be '%s'", (id) => {
    expect(clientIdSchema.safeParse(id).success).toBe(false);
  });
});

describe("a trickled candidate", () => {
  const candidate = { candidate: "candidate:1 1 UDP 1 203.0.113.7 9 typ host", sdpMid: "0", sdpMLineIndex: 0 };

  it("comes back as it was sent", () => {
    expect(unwrapIceCandidate(wrapIceCandidate(candidate))).toEqual(candidate);
  });

  it.each(["bnVsbA==", "e30=", "%%%", "eyJjYW5kaWRhdGUiOg=="])("is left alone when it is none: %s", (payload) => {
    expect(unwrapIceCandidate(payload)).toBeUndefined();
  });
});
