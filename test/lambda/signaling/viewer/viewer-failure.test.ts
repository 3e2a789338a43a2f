import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../../lambda/failure.ts";
import {
  ConnectionCut,
  endpointMayHaveMoved,
  isWorthAnotherAttempt,
  statusFailure,
  viewerFailure,
} from "../../../../lambda/signaling/viewer/viewer-failure.ts";
import { HandshakeFailed, HandshakeRefused } from "../../../../signaling-client/index.ts";

describe("a connection that came to nothing", () => {
  it.each([
    [new HandshakeRefused(400, "ClientLimitExceededException"), "camera-busy"],
    [new HandshakeRefused(400, "InvalidArgumentException"), "unexpected"],
    [new HandshakeRefused(403), "kvs-denied"],
    [new HandshakeRefused(403, "InvalidSignatureException"), "kvs-denied"],
    [new HandshakeRefused(404), "channel-missing"],
    [new HandshakeRefused(503), "kvs-unreachable"],
    [new HandshakeFailed("ENOTFOUND"), "kvs-unreachable"],
    [new ConnectionCut(), "kvs-unreachable"],
    [new TypeError("a mistake of ours"), "unexpected"],
    [new Failure("answer-unreadable"), "answer-unreadable"],
  ])("by %s is %s", (cause, code) => {
    expect(viewerFailure(cause).code).toBe(code);
  });

  it.each([
    [new HandshakeRefused(404), true, true],
    [new HandshakeRefused(200), true, true],
    [new HandshakeFailed("ENOTFOUND"), true, true],
    [new HandshakeFailed("ECONNREFUSED"), true, true],
    [new ConnectionCut(), true, false],
    [new HandshakeRefused(400, "ClientLimitExceededException"), false, false],
    [new HandshakeRefused(403), false, false],
    [new Failure("answer-unreadable"), false, false],
  ])("by %s is worth another attempt: %s, with a fresh endpoint: %s", (cause, another, fresh) => {
    expect(isWorthAnotherAttempt(cause)).toBe(another);
    expect(endpointMayHaveMoved(cause)).toBe(fresh);
  });
});

describe("the service's word on an offer", () => {
  it.each([
    [{ statusCode: "200" }, undefined],
    [{ statusCode: "400", errorType: "ClientLimitExceededException" }, "kvs-throttled"],
    [{ statusCode: "403" }, "kvs-denied"],
    [{ statusCode: "500", errorType: "InternalFailure" }, "kvs-unreachable"],
    [{ errorType: "AccessDeniedException" }, "kvs-denied"],
    [{}, "kvs-unreachable"],
  ])("%j is %s", (status, code) => {
    expect(statusFailure(status)?.code).toBe(code);
  });
});
