import { describe, expect, it } from "@jest/globals";
import { Failure } from "../../../lambda/failure.ts";
import { endpointHasMoved, kvsFailure } from "../../../lambda/signaling/kvs-failure.ts";
import { isUnknownOperation, UnknownOperation } from "../../../lambda/signaling/unknown-operation.ts";

const named = (name: string, extra = {}) => Object.assign(new Error("quotes the reply"), { name, ...extra });

describe("an error from KVS", () => {
  it.each([
    ["ExpiredTokenException", "kvs-denied"],
    ["InvalidSignatureException", "kvs-denied"],
    ["ThrottlingException", "kvs-throttled"],
    ["SyntaxError", "kvs-unreachable"],
    ["constructor", "kvs-unreachable"],
  ])("%s is %s", (name, code) => {
    expect(kvsFailure(named(name)).code).toBe(code);
  });

  it.each([
    [401, "kvs-denied"],
    [403, "kvs-denied"],
    [429, "kvs-throttled"],
    [503, "kvs-unreachable"],
  ])("without a known name goes by its status %i", (httpStatusCode, code) => {
    expect(kvsFailure(named("Unknown", { $metadata: { httpStatusCode } })).code).toBe(code);
  });

  it.each([
    ["InvalidArgumentException", "(InvalidArgumentException)"],
    ["Invalid Argument: secret", "log line."],
    ["x".repeat(65), "log line."],
  ])("at HTTP 400 is unexpected, and %s is told where it is a name", (name, end) => {
    const failure = kvsFailure(named(name, { $metadata: { httpStatusCode: 400 } }));
    expect(failure.code).toBe("unexpected");
    expect(failure.sentence.endsWith(end)).toBe(true);
  });

  it("at HTTP 400 is unreachable when the reply was not even readable", () => {
    expect(kvsFailure(named("SyntaxError", { $metadata: { httpStatusCode: 400 } })).code).toBe("kvs-unreachable");
  });

  it("keeps the other side's words to itself", () => {
    expect(kvsFailure(named("Unknown")).message).not.toContain("quotes");
    expect(kvsFailure("not even an error").code).toBe("kvs-unreachable");
  });

  it("stays what it is when it is ours already", () => {
    const failure = new Failure("answer-empty");
    expect(kvsFailure(failure)).toBe(failure);
  });
});

describe("an endpoint has moved", () => {
  it.each([
    ["a name that is gone", named("Error", { code: "ENOTFOUND" })],
    ["a port that is closed", named("Error", { code: "ECONNREFUSED" })],
    ["a channel that is not there", named("ResourceNotFoundException")],
    ["a bare 404", named("Unknown", { $metadata: { httpStatusCode: 404 } })],
    ["an operation that it doesn't know", new UnknownOperation()],
  ])("when there is %s", (_name, error) => {
    expect(endpointHasMoved(error)).toBe(true);
  });

  it.each([named("ClientLimitExceededException"), named("Error", { code: "ECONNRESET" }), undefined])(
    "and not for %s",
    (error) => {
      expect(endpointHasMoved(error)).toBe(false);
    },
  );
});

describe("the body of an unknown operation", () => {
  it("is told from an answer", () => {
    const body = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}';
    expect(isUnknownOperation(body)).toBe(true);
    for (const other of [
      "",
      "{}",
      '{"Answer":null}',
      '{"Answer":"UnknownOperationException"}',
      "UnknownOperationException",
    ]) {
      expect(isUnknownOperation(other)).toBe(false);
    }
  });
});
